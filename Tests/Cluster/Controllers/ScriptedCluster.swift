import Bytes
import Cluster
import Kubernetes
import Synchronization

/// A cluster that answers lists and watches from a script, for faults that a real one seldom shows.
final class ScriptedCluster: Cluster {
    enum WatchStep: Sendable {
        case events([WatchEvent])
        case eventsThenError([WatchEvent], StatusError)
        case refused(StatusError)
    }

    private struct Script {
        var lists: [Result<ObjectList, StatusError>]
        var watches: [WatchStep]
        var startVersions: [String?] = []
        var listOptions: [ListOptions] = []
    }

    private let script: Mutex<Script>

    init(lists: [Result<ObjectList, StatusError>], watches: [WatchStep]) {
        script = Mutex(Script(lists: lists, watches: watches))
    }

    /// The versions that watches were begun from, in order.
    var startVersions: [String?] { script.withLock { $0.startVersions } }

    /// What lists were asked for, in order.
    var listOptions: [ListOptions] { script.withLock { $0.listOptions } }

    static func object(_ name: String, version: String, uid: String? = nil) -> Object {
        var object = Object(kind: type.kind, name: name, namespace: "default")
        object.resourceVersion = version
        object.uid = uid ?? "uid-\(name)"
        return object
    }

    static let type = ResourceType(
        kind: GroupVersionKind(version: "v1", kind: "ConfigMap"), plural: "configmaps")

    func list(
        _ type: ResourceType, namespace: String?, options: ListOptions
    ) async throws(StatusError) -> ObjectList {
        let next = script.withLock { script in
            script.listOptions.append(options)
            return script.lists.count > 1 ? script.lists.removeFirst() : script.lists[0]
        }
        return try next.get()
    }

    func watch(
        _ type: ResourceType, namespace: String?, options: WatchOptions
    ) async throws(StatusError) -> AsyncThrowingStream<WatchEvent, any Error> {
        let step = script.withLock { script -> WatchStep? in
            script.startVersions.append(options.resourceVersion)
            return script.watches.isEmpty ? nil : script.watches.removeFirst()
        }
        if case .refused(let error) = step { throw error }
        return AsyncThrowingStream { continuation in
            switch step {
            case .events(let events):
                for event in events { continuation.yield(event) }
                continuation.finish()
            case .eventsThenError(let events, let error):
                for event in events { continuation.yield(event) }
                continuation.finish(throwing: error)
            case .refused, nil: break  // stays open
            }
        }
    }

    func get(_ type: ResourceType, namespace: String?, name: String) async throws(StatusError) -> Object {
        throw .notFound(type, name)
    }

    func create(
        _ type: ResourceType, namespace: String?, _ object: Object, options: WriteOptions
    ) async throws(StatusError) -> Object { object }

    func update(
        _ type: ResourceType, namespace: String?, _ object: Object, subresource: String?,
        options: WriteOptions
    ) async throws(StatusError) -> Object { object }

    func patch(
        _ type: ResourceType, namespace: String?, name: String, _ patch: Patch, subresource: String?,
        options: WriteOptions
    ) async throws(StatusError) -> Object { throw .notFound(type, name) }

    func delete(
        _ type: ResourceType, namespace: String?, name: String, options: DeleteOptions
    ) async throws(StatusError) -> Object? { nil }
}
