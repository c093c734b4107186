import Bytes
import TOML
import YAML

extension CatalogedFile {
    /// How large a text may be, in bytes; the largest lock files of real projects have 5 MiB.
    ///
    /// At its worst JSON takes thirteen times its size while it is read, TOML thirty and YAML sixty.
    static let textLimit = 16 << 20
    static let tomlLimit = 6 << 20
    static let yamlLimit = 4 << 20

    /// The content as text, for what is read line by line.
    func text() throws(InventoryProblem) -> String {
        String(decoding: try text(limit: Self.textLimit), as: UTF8.self)
    }

    func json() throws(InventoryProblem) -> JSONView { try json(of: text(limit: Self.textLimit)) }

    func json(of bytes: [UInt8]) throws(InventoryProblem) -> JSONView {
        // Tools of Windows put a mark of the byte order first.
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        do throws(JSONError) { return try JSONDocument(bytes).root } catch { throw problem("\(error)") }
    }

    func toml() throws(InventoryProblem) -> JSON {
        let text = try text(limit: Self.tomlLimit)
        do throws(TOMLError) { return try TOML.parse(text) } catch {
            throw problem("invalid TOML at line \(error.line): \(error.reason)")
        }
    }

    /// Every document of a YAML text.
    func yaml() throws(InventoryProblem) -> [YAMLTree] {
        let text = String(decoding: try text(limit: Self.yamlLimit), as: UTF8.self)
        do throws(YAMLError) { return try YAMLTree.documents(text).map(\.root) } catch {
            throw problem("invalid YAML at line \(error.line): \(error.reason)")
        }
    }

    /// The bytes of a text that is not absurdly large.
    func text(limit: Int) throws(InventoryProblem) -> [UInt8] {
        guard content.count <= limit else {
            throw problem("the text has \(content.count) bytes; no more than \(limit) are read")
        }
        return bytes
    }
}
