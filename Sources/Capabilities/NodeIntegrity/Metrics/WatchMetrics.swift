import Bytes
import Controllers
import Synchronization

/// How a node's watches stand, for those who want to hear of it when one does not.
final class WatchMetrics: Sendable {
    private struct Watch {
        var standing: String?
        var events = 0
        var losses = 0
    }

    private struct Figures {
        var watches: [ObjectKey: Watch] = [:]
        var isBrokerAlive: Bool?
    }

    private let figures = Mutex(Figures())

    /// Shows how changes come to be known.
    func show(_ key: ObjectKey, _ standing: WatchStanding) {
        figures.withLock { $0.watches[key, default: Watch()].standing = standing.word }
    }

    /// Shows how many events a watch was told, and how often it lost some.
    func show(_ key: ObjectKey, losses: Int, events: Int) {
        figures.withLock { figures in
            figures.watches[key, default: Watch()].losses = losses
            figures.watches[key]?.events = events
        }
    }

    /// Shows whether the process that asks the kernel for events is there.
    func show(isBrokerAlive: Bool) { figures.withLock { $0.isBrokerAlive = isBrokerAlive } }

    /// The FileIntegrity is gone.
    func forget(_ key: ObjectKey) { figures.withLock { $0.watches[key] = nil } }

    /// The figures in the Prometheus text format.
    var text: String {
        let figures = figures.withLock { $0 }
        let watches = figures.watches.map { (name: "\($0.key)", watch: $0.value) }.sorted {
            $0.name < $1.name
        }
        var page = PrometheusText()
        if !watches.isEmpty {
            page.family(
                "martlet_integrity_watch", "gauge",
                "1 for how changes come to be known between checks: whole, partial or none.")
            for (name, watch) in watches {
                for word in ["whole", "partial", "none"] {
                    page.sample(
                        "martlet_integrity_watch", [("fileintegrity", name), ("standing", word)],
                        watch.standing == word ? 1 : 0)
                }
            }
            page.family(
                "martlet_integrity_events_total", "counter", "Events of files that the kernel told of.")
            for (name, watch) in watches {
                page.sample("martlet_integrity_events_total", [("fileintegrity", name)], watch.events)
            }
            page.family(
                "martlet_integrity_event_losses_total", "counter",
                "How often events were lost; what they could have been about is looked at again.")
            for (name, watch) in watches {
                page.sample("martlet_integrity_event_losses_total", [("fileintegrity", name)], watch.losses)
            }
        }
        if let isAlive = figures.isBrokerAlive {
            page.family(
                "martlet_integrity_event_broker_up", "gauge",
                "1 while the process is there that kept the right to ask the kernel for events.")
            page.sample("martlet_integrity_event_broker_up", [], isAlive ? 1 : 0)
        }
        return page.text
    }
}
