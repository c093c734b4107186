import Bytes
import Kubernetes

/// How a resource reads and judges what clients send: built-in kinds by their Go types, custom resources by
/// their schema.
extension ServedResource {
    /// Drops what the resource does not know; returns the paths of what was dropped.
    ///
    /// - Throws: 400 for an object that kube-apiserver could not even read into its types.
    package func read(_ object: inout JSON) throws(StatusError) -> [String] {
        var problem: String?
        var unknown: [String]
        if isCustom {
            var metadata = object["metadata"] ?? [:]
            problem = TypedReader(metadata: &metadata, path: []).problem
            unknown = definition.schema.prune(&object)
        } else {
            let reader = TypedReader(&object, kind: type.kind)
            (problem, unknown) = (reader.problem, reader.unknown)
        }
        guard let problem else { return unknown }
        let kind = type.kind
        throw .badRequest(
            "\(kind.kind) in version \"\(kind.version)\" cannot be handled as a \(kind.kind): \(problem)")
    }

    /// Fills in what the client left to the server.
    package func setDefaults(_ object: inout JSON) {
        if isCustom {
            definition.schema.setDefaults(&object)
        } else {
            BuiltinTypes.setDefaults(&object, kind: type.kind)
        }
    }

    /// What is wrong with an object beyond its metadata.
    func problems(of object: Object) -> [StatusError.Cause] {
        isCustom
            ? definition.schema.validate(object.json)
            : BuiltinTypes.problems(of: object.json, kind: type.kind)
    }
}
