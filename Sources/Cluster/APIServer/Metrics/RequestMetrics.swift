import Bytes
import Synchronization

/// Counts requests and how long they took, under kube-apiserver's metric names.
final class RequestMetrics: Sendable {
    /// What a request is counted under.
    struct Labels: Hashable, Sendable {
        var verb: String
        var group = ""
        var version = ""
        var resource = ""
        var subresource = ""
        /// `resource`, `namespace`, `cluster`, or empty for what is no resource.
        var scope = ""
        var code = 0
    }

    private struct Series {
        var count = 0
        var seconds = 0.0
        var buckets = [Int](repeating: 0, count: RequestMetrics.bounds.count)
    }

    private struct State {
        var requests: [Labels: Series] = [:]
        var inFlight = 0
        var watches = 0
    }

    private static let bounds = [
        0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60,
    ]
    private let state = Mutex(State())

    /// A request begins.
    func began() { state.withLock { $0.inFlight += 1 } }

    /// A request was answered.
    func ended(_ labels: Labels, after duration: Duration) {
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
        state.withLock { state in
            state.inFlight -= 1
            var series = state.requests[labels] ?? Series()
            series.count += 1
            series.seconds += seconds
            if let bucket = Self.bounds.firstIndex(where: { seconds <= $0 }) { series.buckets[bucket] += 1 }
            state.requests[labels] = series
        }
    }

    /// A watch begins (1) or ends (-1).
    func watch(_ change: Int) { state.withLock { $0.watches += change } }

    /// The series as Prometheus text.
    func write(to page: inout PrometheusText) {
        let (requests, inFlight, watches) = state.withLock { ($0.requests, $0.inFlight, $0.watches) }
        let sorted = requests.sorted { Self.order($0.key) < Self.order($1.key) }
        page.family("apiserver_request_total", "counter", "Requests by verb, resource and HTTP status code.")
        for (labels, series) in sorted {
            page.sample(
                "apiserver_request_total", Self.pairs(labels) + [("code", String(labels.code))], series.count)
        }
        let name = "apiserver_request_duration_seconds"
        page.family(name, "histogram", "Time from a request's head to its answer's first byte, in seconds.")
        for (labels, series) in sorted {
            let pairs = Self.pairs(labels) + [("code", String(labels.code))]
            var sum = 0
            for (bound, count) in zip(Self.bounds, series.buckets) {
                sum += count
                page.sample("\(name)_bucket", pairs + [("le", "\(bound)")], sum)
            }
            page.sample("\(name)_bucket", pairs + [("le", "+Inf")], series.count)
            page.sample("\(name)_sum", pairs, series.seconds)
            page.sample("\(name)_count", pairs, series.count)
        }
        page.family("apiserver_current_inflight_requests", "gauge", "Requests that are being answered.")
        page.sample("apiserver_current_inflight_requests", [], inFlight)
        page.family("apiserver_longrunning_requests", "gauge", "Watches that are open.")
        page.sample("apiserver_longrunning_requests", [("verb", "WATCH")], watches)
    }

    private static func pairs(_ labels: Labels) -> [(String, String)] {
        [
            ("verb", labels.verb), ("group", labels.group), ("version", labels.version),
            ("resource", labels.resource), ("subresource", labels.subresource), ("scope", labels.scope),
        ]
    }

    private static func order(_ labels: Labels) -> String {
        "\(labels.group)/\(labels.resource)/\(labels.subresource)/\(labels.verb)/\(labels.scope)/\(labels.code)"
    }
}
