import Kubernetes
import Synchronization

/// The resources that the cluster serves, and a count of how often that has changed.
final class TypeRegistry: Sendable {
    /// A resource's address in paths.
    struct Address: Hashable {
        var group: String
        var version: String
        var plural: String
    }

    private struct State {
        var builtin: [ServedResource]
        var custom: [ServedResource] = []
        var byAddress: [Address: ServedResource] = [:]
        var byKind: [GroupVersionKind: ServedResource] = [:]
        var byPrefix: [String: ServedResource] = [:]
        /// Only where several resources serve the same objects.
        var sharing: [String: [ServedResource]] = [:]
        var generation = 0
        var observers: [Int: AsyncStream<Int>.Continuation] = [:]
        var nextObserver = 0

        mutating func index() {
            byAddress = [:]
            byKind = [:]
            byPrefix = [:]
            for resource in builtin + custom {
                byAddress[Address(resource.type)] = resource
                byKind[resource.type.kind] = resource
                // A version that is stored but no longer served still needs a way to its objects.
                if byPrefix[resource.prefix] == nil || resource.isStoredVersion {
                    byPrefix[resource.prefix] = resource
                }
            }
            generation += 1
            sharing = Dictionary(grouping: builtin + custom, by: \.prefix).filter { $0.value.count > 1 }
            for observer in observers.values { observer.yield(generation) }
        }
    }

    private let state: Mutex<State>

    init(builtin: [ServedResource]) {
        var initial = State(builtin: builtin)
        initial.index()
        state = Mutex(initial)
    }

    /// All resources, built-in ones first.
    var resources: [ServedResource] { state.withLock { $0.builtin + $0.custom } }

    /// All resources in one version each, the stored one where it is served.
    var stored: [ServedResource] { state.withLock { Array($0.byPrefix.values) } }

    /// How often the resources have changed.
    var generation: Int { state.withLock { $0.generation } }

    /// The resource at an address, or nil.
    subscript(address: Address) -> ServedResource? { state.withLock { $0.byAddress[address] } }

    /// The resource of a kind, or nil.
    func resource(of kind: GroupVersionKind) -> ServedResource? {
        state.withLock { $0.byKind[kind] }
    }

    /// The resource whose keys begin so, in its stored version; or nil.
    func resource(prefix: String) -> ServedResource? { state.withLock { $0.byPrefix[prefix] } }

    /// The resources that serve the objects whose keys begin so, when they are several.
    func resources(sharing prefix: String) -> [ServedResource] { state.withLock { $0.sharing[prefix] ?? [] } }

    /// Replaces all custom resources.
    func setCustom(_ resources: [ServedResource]) {
        state.withLock { state in
            state.custom = resources
            state.index()
        }
    }

    /// Tells every new generation; a slow reader gets the newest only.
    func changes() -> AsyncStream<Int> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let observer = state.withLock { state in
                state.nextObserver += 1
                state.observers[state.nextObserver] = continuation
                return state.nextObserver
            }
            continuation.onTermination = { [weak self] _ in
                self?.state.withLock { _ = $0.observers.removeValue(forKey: observer) }
            }
        }
    }
}

extension TypeRegistry.Address {
    init(_ type: ResourceType) { self.init(group: type.group, version: type.version, plural: type.plural) }
}
