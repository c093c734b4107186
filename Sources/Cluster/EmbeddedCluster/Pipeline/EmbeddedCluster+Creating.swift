public import Cluster
public import Kubernetes

extension EmbeddedCluster {
    /// So often a taken generated name is replaced by another one, as kube-apiserver does.
    private static let nameAttempts = 8

    /// Stores a new object through the whole pipeline.
    ///
    /// - Throws: 404 for an unknown type or namespace, 403 for a namespace that is going, 400 for unknown
    ///   fields under strict validation, 422 for an invalid object, 409 `AlreadyExists`.
    public func rawCreate(
        _ type: ResourceType, namespace: String?, _ object: Object, options: WriteOptions = WriteOptions()
    ) async throws(StatusError) -> WriteResult {
        let resource = try resolve(type)
        if resource.isTerminating { throw .terminating(resource) }
        var scope = try WriteScope(resource, namespace: namespace ?? object.namespace, options: options)
        let sent = try scope.decode(object)
        if !sent.resourceVersion.isEmpty {
            throw .badRequest("resourceVersion should not be set on objects to be created")
        }
        var attempt = 1
        while true {
            var draft = sent
            let isGenerated = sent.name.isEmpty && sent.generateName?.isEmpty == false
            if isGenerated { draft.name = Self.generatedName(sent.generateName ?? "") }
            let check = NamespaceCheck(resource, namespace: scope.namespace, name: draft.name, in: self)
            if let refusal = check?.refusal() { throw refusal }
            Stamp.created(&draft, resource, at: clock.timestamp)
            try await scope.admit(&draft, over: nil, subresource: nil, in: self)
            let causes = try resource.prepareForCreate(&draft, in: self)
            try scope.validate(draft, over: nil, causes)
            try await scope.checkAdmission(of: draft, over: nil, subresource: nil, in: self)
            switch await store(draft, as: resource, check, dryRun: options.dryRun) {
            case .stored(let stored):
                return WriteResult(
                    object: served(stored, as: resource), isCreated: true, warnings: scope.warnings)
            case .conflict where isGenerated && attempt < Self.nameAttempts: attempt += 1
            case .conflict: throw .alreadyExists(resource.type, draft.name)
            case .refused(let refusal): throw refusal
            case .failed(let why): throw .internalError(why)
            }
        }
    }

    /// Stores a new object and returns it as stored.
    public func create(
        _ type: ResourceType, namespace: String?, _ object: Object, options: WriteOptions
    ) async throws(StatusError) -> Object {
        let result = try await rawCreate(type, namespace: namespace, object, options: options)
        return Object(result.object.json)
    }

    private func store(
        _ object: Object, as resource: ServedResource, _ check: NamespaceCheck?, dryRun: Bool
    ) async -> WriteOutcome {
        if dryRun {
            let taken = cache(resource)[resource.key(namespace: object.namespace, name: object.name)]
            return taken.map { .conflict($0) } ?? .stored(rehearsed(object, as: resource))
        }
        var condition: WriteRequest.Condition?
        if let check { condition = { current in check.refusal(current) } }
        return await commit(object, as: resource, expected: nil, condition: condition)
    }

    /// The name's beginning is cut so that the suffix fits into 63 characters.
    private static func generatedName(_ base: String) -> String {
        String(base.prefix(58)) + UniqueID.nameSuffix()
    }
}

extension StatusError {
    /// 405: a definition that is being deleted takes nothing new.
    fileprivate static func terminating(_ resource: ServedResource) -> StatusError {
        StatusError(
            code: 405, reason: "MethodNotAllowed",
            message: "create not allowed while custom resource definition is terminating",
            group: resource.type.group, kind: resource.type.plural)
    }
}
