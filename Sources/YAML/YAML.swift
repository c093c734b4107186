public import Bytes
import Yams

/// YAML text as kubectl reads and prints it: YAML 1.1 with go-yaml's idea of scalars, over JSON values.
///
/// ```swift
/// let objects = try YAML.parse(text, file: "manifest.yaml")
/// print(YAML.text(objects[0]))
/// ```
public enum YAML {
    /// Reads every document of a text; documents without content are left out.
    ///
    /// - Parameter file: the name that errors carry.
    /// - Throws: ``YAMLError`` with line and column.
    public static func parse(_ text: String, file: String? = nil) throws(YAMLError) -> [JSON] {
        do throws(YAMLError) {
            try AliasedKeys.refuse(in: text)
            return try documents(text)
        } catch {
            throw YAMLError(file: file, line: error.line, column: error.column, reason: error.reason)
        }
    }

    /// Reads a text that must hold one document at most; no content reads as `null`.
    public static func parseOne(_ text: String, file: String? = nil) throws(YAMLError) -> JSON {
        let documents = try parse(text, file: file)
        if documents.count > 1 {
            throw YAMLError(
                file: file, line: 0, column: 0, reason: "one document was expected, not \(documents.count)")
        }
        return documents.first ?? .null
    }

    /// Reads every document of UTF-8 bytes.
    public static func parse(bytes: [UInt8], file: String? = nil) throws(YAMLError) -> [JSON] {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw YAMLError(file: file, line: 0, column: 0, reason: "the text is not valid UTF-8")
        }
        return try parse(text, file: file)
    }

    private static func documents(_ text: String) throws(YAMLError) -> [JSON] {
        var documents: [JSON] = []
        // A text without aliases cannot hold more values than bytes, so this bounds aliases alone.
        let valueLimit = text.utf8.count + 10_000
        do {
            let parser = try Yams.Parser(yaml: text, resolver: .basic, encoding: .utf8)
            while let root = try parser.nextRoot() {
                var reader = NodeReader(valueLimit: valueLimit)
                let document = try reader.json(root)
                if !document.isNull { documents.append(document) }
            }
        } catch let error as YAMLError {
            throw error
        } catch let error as YamlError {
            throw YAMLError(error)
        } catch {
            throw YAMLError(line: 0, column: 0, reason: "\(error)")
        }
        return documents
    }
}

extension YAMLError {
    init(_ error: YamlError) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let prefix = context.map { "\($0.text) from line \($0.mark.line): " } ?? ""
            self.init(line: mark.line, column: mark.column, reason: prefix + problem)
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.map { "\"\($0)\"" }.joined(separator: ", ")
            self.init(
                line: context.mark.line, column: context.mark.column,
                reason: "key \(names) is set twice in one map")
        case .reader(let problem, let offset, _, _):
            let place = offset.map { " at byte \($0)" } ?? ""
            self.init(line: 0, column: 0, reason: "\(problem)\(place)")
        default: self.init(line: 0, column: 0, reason: "the text cannot be read")
        }
    }
}
