import Bytes
import Cluster
import EmbeddedCluster
import Hummingbird
import Kubernetes

extension ResourceHandler {
    /// DELETE of one object.
    func delete(_ target: ResourceTarget, _ request: ResourceRequest) async throws(StatusError) -> Response {
        let renderer = try Renderer(target.resource, request)
        let options = try await Self.deleteOptions(request)
        let result = try await cluster.rawDelete(
            target.type, namespace: target.namespace, name: target.name, options: options)
        switch result {
        // Who asked for metadata or a table gets the object's last state in that form.
        case .pending(let object): return try renderer.response(object)
        case .deleted(let object):
            if case .metadata = renderer.form { return try renderer.response(object) }
            return Response(json: Self.success(target, object))
        }
    }

    /// DELETE of a collection: every object that the selectors choose; answers with the list of them.
    func deleteCollection(_ target: ResourceTarget, _ request: ResourceRequest) async throws(StatusError)
        -> Response
    {
        guard target.type.verbs.contains("deletecollection") else { throw .methodNotAllowed }
        let renderer = try Renderer(target.resource, request)
        let list = try request.query.listOptions()
        let options = try await Self.deleteOptions(request)
        let page = try await cluster.rawDeleteCollection(
            target.type, namespace: target.namespace, list: list, options: options)
        return try renderer.response(page)
    }

    /// `DeleteOptions` from the body, and where that is silent from the query.
    private static func deleteOptions(_ request: ResourceRequest) async throws(StatusError) -> DeleteOptions {
        var body = try await request.body() ?? [:]
        // Go's decoder reads `null` as an empty struct, and some clients send it.
        if body.isNull { body = [:] }
        guard body.object != nil else { throw .badRequest("the DeleteOptions are no JSON object") }
        var options = DeleteOptions()
        options.uid = body[["preconditions", "uid"]]?.string
        options.resourceVersion = body[["preconditions", "resourceVersion"]]?.string
        let wanted = body["propagationPolicy"]?.string ?? request.query["propagationPolicy"]
        if let wanted {
            guard body["orphanDependents"]?.bool == nil else { throw bothPolicies(wanted) }
            guard let policy = DeleteOptions.Propagation(rawValue: wanted) else {
                throw unknownPolicy(wanted)
            }
            options.propagation = policy
        } else {
            let queried = request.query.flag("orphanDependents")
            if body["orphanDependents"]?.bool ?? queried { options.propagation = .orphan }
        }
        let dryRun = body["dryRun"]?.array?.compactMap(\.string) ?? []
        if let other = dryRun.first(where: { $0 != "All" }) {
            throw RequestQuery.unsupportedDryRun(other, "DeleteOptions")
        }
        let queried = try request.query.dryRun(of: "DeleteOptions")
        options.dryRun = !dryRun.isEmpty || queried
        options.gracePeriodSeconds =
            body["gracePeriodSeconds"]?.int ?? request.query["gracePeriodSeconds"].flatMap { Int($0) }
        options.user = request.user
        return options
    }

    private static func unknownPolicy(_ value: String) -> StatusError {
        .invalid(
            GroupVersionKind(group: "meta.k8s.io", version: "v1", kind: "DeleteOptions"), "",
            [
                .init(
                    reason: "FieldValueNotSupported",
                    message:
                        "Unsupported value: \"\(value)\": supported values: \"Foreground\", \"Background\", "
                        + "\"Orphan\", \"nil\"", field: "propagationPolicy")
            ])
    }

    private static func bothPolicies(_ value: String) -> StatusError {
        .invalid(
            GroupVersionKind(group: "meta.k8s.io", version: "v1", kind: "DeleteOptions"), "",
            [
                .invalid(
                    "propagationPolicy", .string(value),
                    "orphanDependents and deletionPropagation cannot be both set")
            ])
    }

    private static func success(_ target: ResourceTarget, _ object: StoredObject) -> JSON {
        let uid = object.document?.root["metadata"]["uid"].string ?? ""
        var details: JSON = [
            "name": .string(target.name), "kind": .string(target.type.plural), "uid": .string(uid),
        ]
        if !target.type.group.isEmpty { details["group"] = .string(target.type.group) }
        return [
            "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success", "details": details,
        ]
    }
}
