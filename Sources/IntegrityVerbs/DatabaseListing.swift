public import Bytes
public import FileIntegrity
import Patterns

/// Shows the entries of a database one after the other, so that a million of them need no more memory than one.
public struct DatabaseListing {
    /// The forms of a list.
    public enum Form: String, CaseIterable, Sendable {
        /// Columns for a person.
        case table
        /// One JSON document.
        case json
        /// One YAML document.
        case yaml
        /// A JSON document a line.
        case ndjson
    }

    private let list: DatabaseList
    private let dialect: Dialect
    private let limit: PathLimit?

    /// Opens a database.
    ///
    /// - Parameter limit: an expression that the paths begin as.
    /// - Throws: ``DatabaseError``, or a pattern's error when the limit is none.
    public init(_ location: Location, dialect: Dialect, limit: String? = nil) throws {
        self.limit = try limit.map { text in try PathLimit(text) }
        self.dialect = dialect
        list = try DatabaseList(location)
    }

    /// Hands out the list piece by piece; gives how many entries it has.
    ///
    /// - Parameter yaml: writes a value as YAML, which this library does not do itself.
    /// - Throws: ``DatabaseError``.
    public func write(
        _ form: Form, yaml: (JSON) -> String, to receive: ([UInt8]) -> Void
    ) throws -> Int {
        var count = 0
        var gathered: [UInt8] = []
        func put(_ text: String) {
            gathered += text.utf8
            if gathered.count < 1 << 16 { return }
            receive(gathered)
            gathered.removeAll(keepingCapacity: true)
        }
        if form == .table { put("PERMISSIONS   UID     GID     SIZE           PATH\n") }
        try list.forEach { entry in
            if limit?.verdict(on: entry.path) != nil { return }
            count += 1
            let shown = ListedEntry(entry, dialect)
            switch form {
            case .table: put(Self.row(shown))
            case .ndjson: put(Self.json(shown).text + "\n")
            case .yaml: put(yaml(.array([Self.json(shown)])))
            case .json: put((count == 1 ? "[\n" : ",\n") + Self.json(shown).text)
            }
        }
        if form == .json { put(count == 0 ? "[]\n" : "\n]\n") }
        if form == .yaml, count == 0 { put("[]\n") }
        receive(gathered)
        return count
    }

    private static func row(_ entry: ListedEntry) -> String {
        func value(_ name: String) -> String {
            entry.values.first { $0.attribute == name }?.lines.first ?? "-"
        }
        func column(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(1, width - text.count))
        }
        let link = entry.values.first { $0.attribute == "link_name" }?.lines.first ?? ""
        return column(entry.permissions.isEmpty ? "-" : entry.permissions, 14) + column(value("uid"), 8)
            + column(value("gid"), 8) + column(value("size"), 15) + entry.path
            + (link.isEmpty ? "" : " -> \(link)") + "\n"
    }

    private static func json(_ entry: ListedEntry) -> JSON {
        var attributes = JSONObject([])
        for value in entry.values {
            attributes[value.attribute] =
                value.lines.count == 1 && !["acl", "xattrs"].contains(value.attribute)
                ? .string(value.lines[0]) : .array(value.lines.map(JSON.string))
        }
        return ["path": .string(entry.path), "attributes": .object(attributes)]
    }
}
