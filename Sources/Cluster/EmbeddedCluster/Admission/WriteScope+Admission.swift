import Bytes
import Cluster
import Kubernetes

extension WriteScope {
    /// Lets admission change an object before it is validated.
    mutating func admit(
        _ object: inout Object, over current: Object?, subresource: String?, in cluster: EmbeddedCluster
    ) async throws(StatusError) {
        guard let control = cluster.admission else { return }
        let request = admissionRequest(object, over: current, subresource: subresource)
        let outcome = try await control.mutate(request)
        warnings += outcome.warnings
        let owners = object.managedFields
        object = outcome.object
        keepOwners(&object, asBefore: owners)
    }

    /// Lets admission refuse what is about to be stored.
    mutating func checkAdmission(
        of object: Object, over current: Object?, subresource: String?, in cluster: EmbeddedCluster
    ) async throws(StatusError) {
        guard let control = cluster.admission else { return }
        warnings += try await control.validate(
            admissionRequest(object, over: current, subresource: subresource))
    }

    /// Tells admission that what it let pass is stored or has failed.
    mutating func finishAdmission(
        of object: Object, over current: Object?, subresource: String?, in cluster: EmbeddedCluster
    ) async {
        guard let control = cluster.admission else { return }
        await control.finish(admissionRequest(object, over: current, subresource: subresource))
    }

    private mutating func admissionRequest(
        _ object: Object, over current: Object?, subresource: String?
    ) -> AdmissionRequest {
        let operation: AdmissionRequest.Operation = current == nil ? .create : .update
        if admissionOptions?.operation != operation {
            let kind = current == nil ? "CreateOptions" : "UpdateOptions"
            admissionOptions = (operation, options.object(kind))
        }
        return AdmissionRequest(
            operation: operation, resource: resource.type, subresource: subresource ?? "",
            namespace: namespace ?? "", name: object.name, user: options.user, object: object,
            oldObject: current, options: admissionOptions?.object ?? Object([:]), isDryRun: options.dryRun)
    }
}

extension WriteOptions {
    /// The options as the object of `meta.k8s.io/v1` that admission shows.
    func object(_ kind: String) -> Object {
        var json: JSON = [
            "apiVersion": "meta.k8s.io/v1", "kind": .string(kind), "fieldManager": .string(fieldManager),
            "fieldValidation": .string(fieldValidation.rawValue),
        ]
        if dryRun { json["dryRun"] = ["All"] }
        return Object(json)
    }
}

extension EmbeddedCluster {
    /// Lets admission refuse a deletion.
    func checkAdmission(
        ofDeleting current: Object, _ resource: ServedResource, _ options: DeleteOptions
    ) async throws(StatusError) {
        guard let control = admission else { return }
        var json: JSON = [
            "apiVersion": "meta.k8s.io/v1", "kind": "DeleteOptions",
            "propagationPolicy": .string(options.propagation.rawValue),
        ]
        if options.dryRun { json["dryRun"] = ["All"] }
        _ = try await control.validate(
            AdmissionRequest(
                operation: .delete, resource: resource.type, subresource: "",
                namespace: current.namespace ?? "", name: current.name, user: options.user, object: nil,
                oldObject: current, options: Object(json), isDryRun: options.dryRun))
    }
}
