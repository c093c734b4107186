import Bytes
public import FileIntegrity
import Signing

/// What was published of a baseline, as people hand it to `verify`: the JSON of `init`, `approve` and `verify`, a
/// line `COUNTER:ROOT:KEY`, or a signed statement.
public enum PublishedStatement {
    /// Reads it.
    ///
    /// - Parameter source: where it is from, in words that end a sentence.
    /// - Throws: ``IntegrityError`` that names the source and the field.
    public static func read(_ bytes: [UInt8], source: String) throws(IntegrityError) -> RollbackEvidence {
        let text = String(decoding: bytes, as: UTF8.self).trimmed
        if !text.hasPrefix("{") {
            if let evidence = RollbackEvidence(text, source: source) { return evidence }
            throw IntegrityError(
                .usage, "\(source): is neither JSON nor a line COUNTER:ROOT:KEY of a published baseline")
        }
        let json: JSON
        do throws(JSONError) { json = try JSON(parsing: bytes) } catch {
            throw IntegrityError(.usage, "\(source): \(error.description)")
        }
        if json["payloadType"] != nil { return try signed(bytes, source) }
        guard case .int(let counter)? = json["counter"], counter > 0, counter < 1 << 40 else {
            throw IntegrityError(.usage, "\(source): field 'counter': is no number of a baseline")
        }
        guard let root = json["root"]?.string, let key = json["key"]?.string,
            let evidence = RollbackEvidence("\(counter):\(root):\(key)", source: source)
        else {
            throw IntegrityError(
                .usage, "\(source): fields 'root' and 'key': are not 64 hexadecimal digits each")
        }
        return evidence
    }

    /// The JSON of a statement in force, which ``read(_:source:)`` reads.
    public static func json(of signed: SignedStatement) -> JSON {
        let statement = signed.statement
        return [
            "node": .string(statement.node), "counter": .int(Int64(statement.counter)),
            "root": .string(Hex.encode(statement.root)), "key": .string(signed.keyID.description),
            "entries": .int(Int64(statement.count)), "time": .int(statement.time),
            "author": .string(statement.author),
            "configuration": .string(Hex.encode(statement.configuration)),
        ]
    }

    private static func signed(_ bytes: [UInt8], _ source: String) throws(IntegrityError) -> RollbackEvidence
    {
        let statement: SignedStatement
        do throws(BaselineError) { statement = try SignedStatement(bytes: bytes, name: source) } catch {
            throw IntegrityError(.usage, error.description)
        }
        guard statement.isSigned(Ed25519.check) else {
            throw IntegrityError(.usage, "\(source): was changed after it was signed")
        }
        return RollbackEvidence(statement, source: source)
    }
}

extension String {
    fileprivate var trimmed: String {
        let blank: (Character) -> Bool = { $0.isWhitespace }
        return String(drop(while: blank).reversed().drop(while: blank).reversed())
    }
}
