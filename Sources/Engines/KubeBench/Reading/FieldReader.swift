import YAML

/// One map of a configuration file while it is read: gives its fields typed and knows their places.
///
/// Scalars are taken as go-yaml's decoder takes them: a number or truth value that stands where a text is
/// wanted keeps its spelling.
struct FieldReader {
    let file: String
    /// The path of the map within the file; empty for the document.
    let path: String
    let node: PlacedYAML
    private let members: [PlacedYAML.Member]

    init(file: String, path: String, node: PlacedYAML) throws(KubeBenchError) {
        self.file = file
        self.path = path
        self.node = node
        switch node.content {
        case .mapping(let members): self.members = members
        case .scalar(let text, isPlain: true) where Self.isNull(text): members = []
        default:
            throw KubeBenchError(file: file, line: node.line, field: path, reason: "a map is expected here")
        }
    }

    /// The names of the map's fields.
    var names: [String] { members.map(\.key) }

    func has(_ name: String) -> Bool { value(name) != nil }

    /// The text of a scalar; empty when the field is missing or null.
    func text(_ name: String) throws(KubeBenchError) -> String {
        guard let value = value(name) else { return "" }
        guard case .scalar(let text, _) = value.content else { throw fail(name, "a text is expected here") }
        return text
    }

    /// A truth value as YAML 1.1 spells it.
    func bool(_ name: String, default fallback: Bool) throws(KubeBenchError) -> Bool {
        guard let value = value(name) else { return fallback }
        guard case .scalar(let text, _) = value.content else {
            throw fail(name, "true or false is expected here")
        }
        switch text {
        case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y": return true
        case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N": return false
        default: throw fail(name, "\"\(text)\" is neither true nor false")
        }
    }

    /// A list of texts; one text counts as a list of one.
    func texts(_ name: String) throws(KubeBenchError) -> [String] {
        guard let value = value(name) else { return [] }
        switch value.content {
        case .scalar(let text, _): return [text]
        case .sequence(let elements):
            var texts: [String] = []
            for (index, element) in elements.enumerated() {
                guard case .scalar(let text, _) = element.content else {
                    throw KubeBenchError(
                        file: file, line: element.line, field: "\(field(name))[\(index)]",
                        reason: "a text is expected here")
                }
                texts.append(text)
            }
            return texts
        case .mapping: throw fail(name, "a list of texts is expected here")
        }
    }

    /// The map in a field, or nil.
    func map(_ name: String) throws(KubeBenchError) -> FieldReader? {
        guard let value = value(name) else { return nil }
        return try FieldReader(file: file, path: field(name), node: value)
    }

    /// The maps of a list.
    func maps(_ name: String) throws(KubeBenchError) -> [FieldReader] {
        guard let value = value(name) else { return [] }
        guard case .sequence(let elements) = value.content else {
            throw fail(name, "a list is expected here")
        }
        var maps: [FieldReader] = []
        for (index, element) in elements.enumerated() {
            maps.append(try FieldReader(file: file, path: "\(field(name))[\(index)]", node: element))
        }
        return maps
    }

    /// An error about a field.
    func fail(_ name: String, _ reason: String) -> KubeBenchError {
        KubeBenchError(file: file, line: line(of: name), field: field(name), reason: reason)
    }

    /// The fields that no reader knows, as sentences.
    func strangers(_ known: Set<String>) -> [String] {
        members.filter { !known.contains($0.key) }.map {
            let place = KubeBenchError(file: file, line: $0.line, field: field($0.key), reason: "")
            return "\(place)kube-bench knows no such field; it is not read"
        }
    }

    private func field(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    private func line(of name: String) -> Int {
        members.first { $0.key == name }?.value.line ?? node.line
    }

    /// The value of a field; nil when it is missing or null.
    private func value(_ name: String) -> PlacedYAML? {
        guard let member = members.first(where: { $0.key == name }) else { return nil }
        if case .scalar(let text, isPlain: true) = member.value.content, Self.isNull(text) { return nil }
        return member.value
    }

    private static func isNull(_ text: String) -> Bool {
        text.isEmpty || text == "~" || text == "null" || text == "Null" || text == "NULL"
    }
}
