import Bytes
import Synchronization

/// Counts what controllers do, under controller-runtime's metric names.
public final class ControllerMetrics: Sendable {
    /// How a reconcile ended.
    public enum Outcome: String, Sendable, CaseIterable {
        /// Without an error.
        case success
        /// With an error; the key comes back.
        case error
    }

    private struct Figures {
        var counts: [Outcome: Int] = [:]
        var seconds = 0.0
    }

    private let figures = Mutex<[String: Figures]>([:])

    /// Starts at zero.
    public init() {}

    func record(_ controller: String, _ outcome: Outcome, seconds: Double) {
        figures.withLock { figures in
            figures[controller, default: Figures()].counts[outcome, default: 0] += 1
            figures[controller]?.seconds += seconds
        }
    }

    /// How many reconciles of a controller ended so.
    public func count(_ controller: String, _ outcome: Outcome) -> Int {
        figures.withLock { $0[controller]?.counts[outcome] ?? 0 }
    }

    /// The figures in the Prometheus text format.
    public var text: String {
        let figures = figures.withLock { $0 }.sorted { $0.key < $1.key }
        var page = PrometheusText()
        page.family("controller_runtime_reconcile_total", "counter")
        for (controller, figure) in figures {
            for outcome in Outcome.allCases {
                page.sample(
                    "controller_runtime_reconcile_total",
                    [("controller", controller), ("result", outcome.rawValue)], figure.counts[outcome] ?? 0)
            }
        }
        page.family("controller_runtime_reconcile_time_seconds_sum", "counter")
        for (controller, figure) in figures {
            page.sample(
                "controller_runtime_reconcile_time_seconds_sum", [("controller", controller)], figure.seconds)
        }
        return page.text
    }
}
