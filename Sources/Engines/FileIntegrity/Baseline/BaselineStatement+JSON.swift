import Bytes

extension BaselineStatement {
    /// The version of the form.
    private static let version: Int64 = 1

    /// What a counter may be; nobody makes so many baselines.
    static let counters = 1...1 << 40

    /// The statement as JSON, members in the order of their names: the bytes that are signed.
    public var payload: [UInt8] {
        var object = JSONObject([
            ("version", .int(Self.version)), ("node", .string(node)),
            ("configuration", .string(Hex.encode(configuration))), ("dialect", .string(dialect.rawValue)),
            ("root", .string(Hex.encode(root))), ("count", .int(Int64(count))),
            ("counter", .int(Int64(counter))), ("time", .int(time)), ("author", .string(author)),
        ])
        if let previousRoot { object["previousRoot"] = .string(Hex.encode(previousRoot)) }
        if let inventory { object["inventory"] = .string(Hex.encode(inventory)) }
        if case .approved(let changes) = origin {
            object["approved"] = .array(
                changes.map { change in
                    .object(
                        JSONObject([
                            ("path", .string(change.path)), ("kind", .string(change.kind.rawValue)),
                            ("digest", .string(Hex.encode(change.digest))),
                        ]))
                })
        }
        return JSON.object(object).bytes
    }

    /// Reads a signed statement's bytes.
    ///
    /// - Parameter name: the file, for the error.
    /// - Throws: ``BaselineError`` that names the field.
    public init(payload: [UInt8], name: String) throws(BaselineError) {
        let json: JSON
        do throws(JSONError) { json = try JSON(parsing: payload) } catch {
            throw BaselineError(name, field: "payload", error.description, reason: .damaged)
        }
        let fields = Fields(json: json, name: name, prefix: "")
        guard try fields.number("version") == Self.version else {
            throw fields.damaged("version", "only version \(Self.version) is known")
        }
        node = try fields.text("node")
        configuration = try fields.digest("configuration")
        guard let dialect = Dialect(rawValue: try fields.text("dialect")) else {
            throw fields.damaged("dialect", "no such dialect")
        }
        self.dialect = dialect
        root = try fields.digest("root")
        count = Int(try fields.number("count"))
        counter = Int(try fields.number("counter"))
        guard count >= 0 else { throw fields.damaged("count", "is out of range") }
        guard Self.counters.contains(counter) else { throw fields.damaged("counter", "is out of range") }
        previousRoot = json["previousRoot"] == nil ? nil : try fields.digest("previousRoot")
        guard (counter == 1) == (previousRoot == nil) else {
            throw fields.damaged("previousRoot", "only the first baseline has none")
        }
        time = try fields.number("time")
        author = try fields.text("author")
        inventory = json["inventory"] == nil ? nil : try fields.digest("inventory")
        guard let approved = json["approved"] else {
            origin = .initialized
            return
        }
        guard let list = approved.array else { throw fields.damaged("approved", "is no list") }
        var changes: [ApprovedChange] = []
        for (index, change) in list.enumerated() {
            let fields = Fields(json: change, name: name, prefix: "approved[\(index)].")
            guard let kind = Difference.Kind(rawValue: try fields.text("kind")) else {
                throw fields.damaged("kind", "no such kind")
            }
            changes.append(
                ApprovedChange(
                    path: try fields.text("path"), kind: kind, digest: try fields.digest("digest")))
        }
        origin = .approved(changes)
    }

    private struct Fields {
        let json: JSON
        let name: String
        let prefix: String

        func damaged(_ field: String, _ message: String) -> BaselineError {
            BaselineError(name, field: prefix + field, message, reason: .damaged)
        }

        func text(_ field: String) throws(BaselineError) -> String {
            guard let text = json[field]?.string else { throw damaged(field, "is no text") }
            return text
        }

        func number(_ field: String) throws(BaselineError) -> Int64 {
            guard case .int(let number)? = json[field] else { throw damaged(field, "is no whole number") }
            return number
        }

        func digest(_ field: String) throws(BaselineError) -> [UInt8] {
            guard let bytes = Hex.decode(try text(field)), bytes.count == MerkleLeaves.width else {
                throw damaged(field, "is no SHA-256 in hexadecimal")
            }
            return bytes
        }
    }
}
