import Bytes
import Kubernetes

/// Which objects of a resource somebody asked for: a place, a label selector and a field selector.
struct Selection: Sendable {
    /// The beginning of the keys: the resource's prefix, with the namespace when one was named.
    let prefix: String
    private let labels: LabelSelector
    private let fields: FieldSelector
    private let selectable: [String: ResourceDefinition.SelectableField]

    /// Reads the two selectors; a field that the resource does not offer is refused.
    init(
        _ resource: ServedResource, namespace: String?, labelSelector: String, fieldSelector: String
    ) throws(StatusError) {
        prefix = resource.keyPrefix(namespace: namespace)
        labels = try labelSelector.isEmpty ? LabelSelector() : LabelSelector(parsing: labelSelector)
        fields = try fieldSelector.isEmpty ? FieldSelector() : FieldSelector(parsing: fieldSelector)
        try resource.definition.check(fields)
        selectable = resource.definition.selectableFields
    }

    /// True when every object at the place is wanted.
    var isEverything: Bool { labels.isEmpty && fields.isEmpty }

    /// The one name that is wanted, where the field selector says so.
    var exactName: String? { fields.exactValue(of: "metadata.name") }

    /// Whether an object is wanted.
    func matches(_ object: StoredObject) -> Bool {
        guard object.key.hasPrefix(prefix) else { return false }
        if isEverything { return true }
        if !labels.isEmpty, !labels.matches(labels: object.metadata.labels) { return false }
        return fields.isEmpty || fields.matches(fields: values(of: object))
    }

    private func values(of object: StoredObject) -> [String: String] {
        var values: [String: String] = [:]
        var root: JSONView?
        for requirement in fields.requirements {
            switch requirement.field {
            case "metadata.name": values[requirement.field] = object.metadata.name
            case "metadata.namespace": values[requirement.field] = object.metadata.namespace ?? ""
            case let label:
                guard let field = selectable[label] else { continue }
                root = root ?? object.document?.root
                values[label] = root.map { Self.value(of: field, in: $0) } ?? field.absent
            }
        }
        return values
    }

    private static func value(of field: ResourceDefinition.SelectableField, in root: JSONView) -> String {
        let value = field.path.reduce(root) { $0[$1] }
        if value.isMissing || value.isNull { return field.absent }
        return value.string ?? String(decoding: value.rawBytes, as: UTF8.self)
    }
}
