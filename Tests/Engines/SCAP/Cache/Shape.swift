/// Everything that a value holds, as text that does not depend on the order of dictionaries and sets.
enum Shape {
    static func of(_ value: Any) -> String {
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
}
