import Access
import Admission
import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes
import Logging

enum Types {
    static let configMaps = type("", "v1", "ConfigMap", "configmaps")
    static let pods = type("", "v1", "Pod", "pods")
    static let services = type("", "v1", "Service", "services")
    static let claims = type("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims")
    static let accounts = type("", "v1", "ServiceAccount", "serviceaccounts")
    static let quotas = type("", "v1", "ResourceQuota", "resourcequotas")
    static let limitRanges = type("", "v1", "LimitRange", "limitranges")
    static let namespaces = type("", "v1", "Namespace", "namespaces", .cluster)
    static let priorityClasses = type(
        "scheduling.k8s.io", "v1", "PriorityClass", "priorityclasses", .cluster)
    static let storageClasses = type("storage.k8s.io", "v1", "StorageClass", "storageclasses", .cluster)
    static let mutating = admission("MutatingWebhookConfiguration", "mutatingwebhookconfigurations")
    static let validating = admission("ValidatingWebhookConfiguration", "validatingwebhookconfigurations")
    static let policies = admission("ValidatingAdmissionPolicy", "validatingadmissionpolicies")
    static let bindings = admission(
        "ValidatingAdmissionPolicyBinding", "validatingadmissionpolicybindings")
    static let definitions = type(
        "apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", .cluster)

    static func type(
        _ group: String, _ version: String, _ kind: String, _ plural: String,
        _ scope: ResourceType.Scope = .namespaced
    ) -> ResourceType {
        ResourceType(
            kind: GroupVersionKind(group: group, version: version, kind: kind), plural: plural, scope: scope)
    }

    private static func admission(_ kind: String, _ plural: String) -> ResourceType {
        type("admissionregistration.k8s.io", "v1", kind, plural, .cluster)
    }
}

/// A cluster in memory behind an admission chain.
struct Guarded {
    let cluster: EmbeddedCluster
    let chain: AdmissionChain

    /// Runs `body` with a guarded cluster whose `default` namespace has its ServiceAccount.
    static func run(
        authorizer: (any Authorizer)? = nil, _ body: (Guarded) async throws -> Void
    ) async throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let cluster = try await EmbeddedCluster(
            EmbeddedCluster.Configuration(stateDirectory: nil), logger: logger)
        let chain = try AdmissionChain(cluster, authorizer: authorizer, logger: logger)
        chain.install()
        let guarded = Guarded(cluster: cluster, chain: chain)
        do {
            try await guarded.create(Types.accounts, ["metadata": ["name": "default"]])
            try await body(guarded)
        } catch {
            await chain.shutdown()
            await cluster.shutdown()
            throw error
        }
        await chain.shutdown()
        await cluster.shutdown()
    }

    @discardableResult
    func create(
        _ type: ResourceType, _ json: JSON, namespace: String = "default", dryRun: Bool = false
    ) async throws(StatusError) -> Object {
        let result = try await createWithWarnings(type, json, namespace: namespace, dryRun: dryRun)
        return result.object
    }

    func createWithWarnings(
        _ type: ResourceType, _ json: JSON, namespace: String = "default", dryRun: Bool = false
    ) async throws(StatusError) -> (object: Object, warnings: [String]) {
        let result = try await cluster.rawCreate(
            type, namespace: type.scope == .namespaced ? namespace : nil, Object(json),
            options: WriteOptions(dryRun: dryRun))
        return (Object(result.object.json), result.warnings)
    }

    /// The refusal of a creation, or nil when it succeeds.
    func refusal(
        _ type: ResourceType, _ json: JSON, namespace: String = "default", dryRun: Bool = false
    ) async -> StatusError? {
        do throws(StatusError) {
            try await create(type, json, namespace: namespace, dryRun: dryRun)
            return nil
        } catch { return error }
    }

    /// A small pod.
    static func pod(_ name: String, spec: JSON = [:], container: JSON = [:]) -> JSON {
        var first: JSON = ["name": "c", "image": "i"]
        for (key, value) in container.object ?? [:] { first[key] = value }
        var spec = spec
        spec["containers"] = [first]
        return ["metadata": ["name": .string(name)], "spec": spec]
    }
}
