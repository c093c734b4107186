import Bytes

/// The annotation of kubectl's client-side apply, which server-side apply by kubectl takes over and keeps up
/// to date.
struct LastApplied {
    /// The manager that takes it over: kubectl's default name.
    static let manager = "kubectl"
    private static let annotation = "kubectl.kubernetes.io/last-applied-configuration"

    private let config: JSON?

    /// Reads the annotation of an object.
    init(_ live: JSON) {
        let text = live["metadata"]?["annotations"]?[Self.annotation]?.string ?? ""
        config = text.isEmpty ? nil : try? JSON(parsing: text)
    }

    /// The conflicts that remain when what was applied on the client's side and is still so counts as
    /// kubectl's own.
    func conflicts(
        _ conflict: ApplyConflict, with live: JSON, _ type: FieldType, _ apiVersion: String
    ) -> ApplyConflict {
        guard let config, config["apiVersion"]?.string == apiVersion, type.problems(config).isEmpty else {
            return conflict
        }
        let changes = FieldComparison(from: config, to: live, type)
        let allowed = type.fieldSet(of: config).subtracting(changes.modified)
            .subtracting(changes.added).subtracting(changes.removed)
        var rest = ApplyConflict(fields: [:])
        for (owner, fields) in conflict.fields {
            let left = fields.subtracting(allowed)
            if !left.isEmpty { rest.fields[owner] = left }
        }
        return rest
    }

    /// Puts the configuration into the annotation, where there is one.
    static func renew(in object: inout JSON, _ config: JSON) {
        guard var annotations = object["metadata"]?["annotations"]?.object,
            annotations[annotation]?.string?.isEmpty == false
        else { return }
        var plain = config
        if var own = config["metadata"]?["annotations"]?.object {
            own[annotation] = nil
            plain["metadata"]?["annotations"] = own.isEmpty ? nil : .object(own)
        }
        annotations[annotation] = .string(GoText.escapingHTML(plain.text) + "\n")
        let size = annotations.reduce(0) { $0 + $1.key.utf8.count + ($1.value.string?.utf8.count ?? 0) }
        if size > ObjectMetadataValidation.annotationsLimit { annotations[annotation] = nil }
        object["metadata"]?["annotations"] = .object(annotations)
    }
}
