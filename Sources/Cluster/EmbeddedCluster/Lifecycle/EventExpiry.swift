import Bytes
import Cluster
import Kubernetes

/// Events are kept for an hour after they were last seen, as kube-apiserver's `--event-ttl` has it.
struct EventExpiry {
    private static let timeToLive: Int64 = 3600
    private static let interval = Duration.seconds(60)

    let cluster: EmbeddedCluster

    func run() async {
        while (try? await cluster.clock.sleep(Self.interval)) != nil { await expire() }
    }

    /// Deletes the events that are too old now.
    func expire() async {
        let cutoff = Timestamp(seconds: cluster.clock.now().seconds - Self.timeToLive)
        for resource in cluster.registry.stored where resource.type.plural == "events" && !resource.isCustom {
            for event in cluster.cache(resource).snapshot().objects.objects() where lastSeen(event) < cutoff {
                _ = await cluster.remove(event, of: resource)
            }
        }
    }

    private func lastSeen(_ event: StoredObject) -> Timestamp {
        guard let root = event.document?.root else { return Timestamp(seconds: 0) }
        let times = [
            root["metadata"]["creationTimestamp"], root["lastTimestamp"], root["eventTime"],
            root["series"]["lastObservedTime"],
        ]
        return times.compactMap { $0.string.flatMap { Timestamp($0) } }.max() ?? Timestamp(seconds: 0)
    }
}
