import Kubernetes
import Synchronization

extension EmbeddedCluster {
    /// Reads all definitions anew and serves what the established ones declare.
    func refreshCustomResources() {
        compiled.withLock { compiled in
            var resources: [ServedResource] = []
            var known: [String: CompiledDefinition] = [:]
            for stored in cache(definitions).snapshot().objects.objects() {
                let entry =
                    compiled[stored.key].flatMap { $0.version == stored.resourceVersion ? $0 : nil }
                    ?? CompiledDefinition(stored)
                known[stored.key] = entry
                resources += entry.resources
            }
            compiled = known
            registry.setCustom(resources)
        }
        for resource in registry.stored where resource.isCustom { _ = cache(resource) }
    }

    /// Completes a definition that is about to be stored: defaults, finalizer and status.
    ///
    /// kube-apiserver's controllers do this within a second; here the definition is served when its writer is
    /// answered.
    func prepareDefinition(_ object: inout Object, from current: Object?) -> [StatusError.Cause] {
        object = CustomResourceDefinition(object).defaulted()
        let definition = CustomResourceDefinition(object)
        let causes = definition.validate()
        guard causes.isEmpty else { return causes }
        if object["spec"] != current?["spec"] {
            let ruleCauses = DefinitionRules.check(definition)
            guard ruleCauses.isEmpty else { return ruleCauses }
        }
        if current == nil, !object.finalizers.contains(Finalizer.definitionCleanup) {
            object.finalizers.append(Finalizer.definitionCleanup)
        }
        let others = registry.resources.filter {
            $0.definedBy != object.name && $0.type.group == definition.group
        }
        object["status"] =
            DefinitionStatus(
                definition, others: others.map(\.type), previous: object["status"], at: clock.timestamp
            ).json
        return []
    }
}

/// A definition with its schemas compiled, kept until the definition changes.
struct CompiledDefinition: Sendable {
    let version: Int64
    let resources: [ServedResource]

    init(_ stored: StoredObject) {
        version = stored.resourceVersion
        let object = Object(stored.json)
        let definition = CustomResourceDefinition(object)
        guard DefinitionStatus.isEstablished(object), let storage = definition.storageVersion else {
            resources = []
            return
        }
        resources = definition.definitions().map { served in
            ServedResource(
                served, storageVersion: storage, definedBy: object.name,
                servesOtherVersions: definition.versions.count > 1,
                isTerminating: object.deletionTimestamp != nil)
        }
    }
}
