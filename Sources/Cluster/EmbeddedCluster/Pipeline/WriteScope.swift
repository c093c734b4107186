import Bytes
import Cluster
import Kubernetes

/// One write on its way through the pipeline: what it is about and what it has to say to its caller.
struct WriteScope {
    let resource: ServedResource
    let namespace: String?
    let options: WriteOptions
    var warnings: [String] = []
    /// The options as admission is shown them, which happens several times in one write.
    var admissionOptions: (operation: AdmissionRequest.Operation, object: Object)?

    /// - Throws: 400 when the resource is namespaced and no namespace is named, or the reverse.
    init(_ resource: ServedResource, namespace: String?, options: WriteOptions) throws(StatusError) {
        self.resource = resource
        self.options = options
        switch resource.type.scope {
        case .cluster: self.namespace = nil
        case .namespaced:
            guard let namespace, !namespace.isEmpty else {
                throw .badRequest("an empty namespace may not be set during creation")
            }
            self.namespace = namespace
        }
    }

    /// Turns what a client sent into an object of the resource: the right kind and place, no unknown fields,
    /// with the schema's defaults.
    mutating func decode(_ sent: Object) throws(StatusError) -> Object {
        guard sent.json.object != nil else { throw .badRequest("the object provided is not a JSON object") }
        var object = sent
        try checkKind(&object)
        let unknown = try resource.read(&object.json).map { "unknown field \"\($0)\"" }
        try checkNamespace(&object)
        var metadata = object.json["metadata"] ?? [:]
        if metadata.isNull { metadata = [:] }
        metadata["selfLink"] = nil
        object["metadata"] = metadata
        if !unknown.isEmpty {
            switch options.fieldValidation {
            case .ignore: break
            case .warn: warnings += unknown
            case .strict:
                throw .strictDecoding(resource.type.kind, unknown)
            }
        }
        resource.setDefaults(&object.json)
        return object
    }

    /// Refuses an object that breaks the rules of metadata or its schema.
    mutating func validate(
        _ object: Object, over current: Object? = nil, _ further: [StatusError.Cause] = []
    ) throws(StatusError) {
        var causes = ObjectMetadataValidation.validate(
            object, scope: resource.type.scope, nameRule: resource.definition.nameRule)
        causes += further
        causes += resource.problems(of: object)
        causes += checkRules(object, over: current, after: causes)
        if !causes.isEmpty { throw .invalid(resource.type.kind, object.name, causes) }
    }

    private func checkKind(_ object: inout Object) throws(StatusError) {
        let expected = resource.type.kind
        let sent = object.kind
        if sent.kind.isEmpty { object["kind"] = .string(expected.kind) }
        if object.json["apiVersion"] == nil { object["apiVersion"] = .string(expected.apiVersion) }
        guard object.kind.kind == expected.kind else {
            if resource.isCustom {
                throw .invalid(
                    expected, object.name,
                    [.invalid("kind", .string(sent.kind), "must be \(expected.kind)")])
            }
            throw .badRequest(
                "the kind in the data (\(sent.kind)) does not match the expected kind (\(expected.kind))")
        }
        guard object.kind.apiVersion == expected.apiVersion else {
            throw .badRequest(
                "the API version in the data (\(sent.apiVersion)) does not match the expected API version (\(expected.apiVersion))"
            )
        }
    }

    private func checkNamespace(_ object: inout Object) throws(StatusError) {
        let sent = object.namespace ?? ""
        guard let namespace else {
            if sent.isEmpty { object.namespace = nil }
            return
        }
        guard sent.isEmpty || sent == namespace else {
            throw .badRequest(
                "the namespace of the provided object does not match the namespace sent on the request")
        }
        object.namespace = namespace
    }
}
