import OVAL

/// Everything that a value holds, as text that does not depend on the order of dictionaries and sets.
enum Shape {
    static func of(_ value: Any) -> String {
        // Parts that were read and parts that are laid flat are kept in different ways.
        if let parts = value as? any PartsByID {
            return "{\(parts.entries.map { "\($0.id):\(of($0.part))" }.sorted().joined(separator: ","))}"
        }
        let mirror = Mirror(reflecting: value)
        let parts = mirror.children.map { child in "\(child.label ?? ""):\(of(child.value))" }
        return switch mirror.displayStyle {
        case .dictionary, .set: "{\(parts.sorted().joined(separator: ","))}"
        case nil: String(reflecting: value)
        default:
            parts.isEmpty
                ? String(reflecting: value) : "\(mirror.subjectType)(\(parts.joined(separator: ",")))"
        }
    }

    /// The same without some of the value's own properties.
    static func of(_ value: Any, without names: Set<String>) -> [String: String] {
        let children = Mirror(reflecting: value).children.filter { !names.contains($0.label ?? "") }
        return Dictionary(children.map { ($0.label ?? "", of($0.value)) }) { first, _ in first }
    }
}

/// Parts of a document with their ids.
private protocol PartsByID {
    var entries: [(id: String, part: Any)] { get }
}

extension Parts: PartsByID {
    fileprivate var entries: [(id: String, part: Any)] { all.map { ($0.id, $0.part) } }
}
