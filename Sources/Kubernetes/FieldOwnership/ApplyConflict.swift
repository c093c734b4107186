import Bytes

/// Fields that an apply would change and that others own.
struct ApplyConflict: Error {
    /// The fields by their owners.
    var fields: [ManagedFields.Manager: FieldSet]

    /// 409 as kube-apiserver words it: the fields under their owners.
    var status: StatusError {
        let owners = fields.map { (owner: $0.key, paths: $0.value.paths.map(Self.shown)) }
            .sorted { $0.owner.identifier < $1.owner.identifier }
        let causes = owners.flatMap { owner, paths in
            paths.map {
                StatusError.Cause(
                    reason: "FieldManagerConflict", message: "conflict with \(owner.shown)", field: $0)
            }
        }
        var message = "Apply failed with \(causes.count) conflicts: "
        if causes.count == 1 {
            message = "Apply failed with 1 conflict: \(causes[0].message): \(causes[0].field)"
        } else {
            message += owners.map { owner, paths in
                (["conflicts with \(owner.shown):"] + paths.map { "- \($0)" }).joined(separator: "\n")
            }.joined(separator: "\n")
        }
        return StatusError(code: 409, reason: "Conflict", message: message, causes: causes)
    }

    private static func shown(_ path: [PathElement]) -> String { path.map(\.description).joined() }
}

extension ManagedFields.Manager {
    /// The owner as conflicts name it.
    fileprivate var shown: String {
        var shown = GoText.quoted(name)
        if !subresource.isEmpty { shown += " with subresource \(GoText.quoted(subresource))" }
        if operation == .update { shown += " using \(apiVersion)" }
        return shown
    }
}
