import Bytes
public import Cluster
public import Kubernetes

/// Writes core/v1 Events about objects; the same event again only raises its count.
public struct EventRecorder: Sendable {
    /// Whether a person should worry.
    public enum Severity: String, Sendable {
        /// Something went as it should.
        case normal = "Normal"
        /// Something needs a look.
        case warning = "Warning"
    }

    /// core/v1 Event.
    public static let events = ResourceType(
        kind: GroupVersionKind(version: "v1", kind: "Event"), plural: "events")

    private let cluster: any Cluster
    private let component: String
    private let now: @Sendable () -> String

    /// Records in the name of a component; `now` is RFC 3339 in UTC.
    public init(_ cluster: any Cluster, component: String, now: @escaping @Sendable () -> String) {
        self.cluster = cluster
        self.component = component
        self.now = now
    }

    /// Records that something happened to an object.
    ///
    /// An event is news, not state: failing to store it is no
    /// reason to fail the work that it tells of, so the answer says only whether it was stored.
    @discardableResult
    public func record(
        _ severity: Severity, about object: Object, reason: String, message: String
    ) async -> Bool {
        let namespace = object.namespace ?? "default"
        let name = Self.name(about: object, reason: reason, message: message)
        let time = now()
        do {
            if var known = try? await cluster.get(Self.events, namespace: namespace, name: name) {
                known["count"] = .int(Int64((known["count"]?.int ?? 1) + 1))
                known["lastTimestamp"] = .string(time)
                _ = try await cluster.update(
                    Self.events, namespace: namespace, known, subresource: nil, options: WriteOptions())
                return true
            }
            var event = Object(kind: Self.events.kind, name: name, namespace: namespace)
            event["involvedObject"] = [
                "apiVersion": .string(object.kind.apiVersion), "kind": .string(object.kind.kind),
                "name": .string(object.name), "namespace": .string(object.namespace ?? ""),
                "uid": .string(object.uid), "resourceVersion": .string(object.resourceVersion),
            ]
            event["type"] = .string(severity.rawValue)
            event["reason"] = .string(reason)
            event["message"] = .string(message)
            event["source"] = ["component": .string(component)]
            event["reportingComponent"] = .string(component)
            event["count"] = 1
            event["firstTimestamp"] = .string(time)
            event["lastTimestamp"] = .string(time)
            _ = try await cluster.create(Self.events, namespace: namespace, event, options: WriteOptions())
            return true
        } catch { return false }
    }

    /// One name for one message about one object, so that repetitions meet.
    private static func name(about object: Object, reason: String, message: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325  // FNV-1a
        for byte in "\(object.uid)/\(reason)/\(message)".utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        return "\(object.name.prefix(200)).\(String(hash, radix: 16))"
    }
}
