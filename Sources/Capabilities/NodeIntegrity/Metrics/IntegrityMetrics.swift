import Bytes
import Controllers
import Synchronization

/// The counters and the gauge of the File Integrity Operator, under its names.
final class IntegrityMetrics: Sendable {
    /// Why a database is made anew.
    enum Cause: String {
        /// The node was updated.
        case node
        /// A person asked for it.
        case demand
        /// The rules changed.
        case configuration = "config"
    }

    private enum Counter: String, CaseIterable {
        case phase = "phase_total"
        case error = "error_total"
        case pause = "pause_total"
        case unpause = "unpause_total"
        case reinit = "reinit_total"
        case nodeStatus = "node_status_total"
        case nodeError = "node_status_error_total"
        case daemonSet = "daemonset_update_total"
        case reinitDaemonSet = "reinit_daemonset_update_total"

        var help: String {
            switch self {
            case .phase: "How often a FileIntegrity reached a phase."
            case .error: "How often a FileIntegrity could not be followed."
            case .pause: "How often a node's checks were held off."
            case .unpause: "How often a node's checks went on."
            case .reinit: "How often new databases were asked for."
            case .nodeStatus: "How often a node's status changed to a condition."
            case .nodeError: "How often a node could not be looked at."
            case .daemonSet: "Always empty: the agents need no DaemonSet of their own."
            case .reinitDaemonSet: "Always empty: the agents need no DaemonSet to begin anew."
            }
        }
    }

    private struct Figures {
        var counts: [Counter: [String: Int]] = [:]
        var failures: [ObjectKey: [String: Bool]] = [:]
    }

    private let figures = Mutex(Figures())

    /// Starts at zero.
    init() {}

    func reached(_ phase: FileIntegrityResource.Phase) { count(.phase, [("phase", phase.rawValue)]) }

    func errorHappened(_ reason: String) { count(.error, [("error", reason)]) }

    func paused(_ node: String) { count(.pause, [("node", node)]) }

    func unpaused(_ node: String) { count(.unpause, [("node", node)]) }

    func reinitialized(by cause: Cause, node: String = "") {
        count(.reinit, [("by", cause.rawValue), ("node", node)])
    }

    /// A node's status changed, or its failure is another one.
    func changed(_ node: String, _ verdict: CheckVerdict) {
        count(.nodeStatus, [("condition", verdict.condition.rawValue), ("node", node)])
        if verdict.condition == .errored {
            count(.nodeError, [("error", verdict.problem ?? ""), ("node", node)])
        }
    }

    /// Shows which nodes of a FileIntegrity have changed files; a node that could not be looked at stays as it was.
    func show(_ integrity: ObjectKey, failures: [String: Bool]) {
        figures.withLock { $0.failures[integrity] = failures }
    }

    /// The FileIntegrity is gone.
    func forget(_ integrity: ObjectKey) { figures.withLock { $0.failures[integrity] = nil } }

    /// Nothing is known of any: another process may have led meanwhile.
    func forgetAll() { figures.withLock { $0.failures = [:] } }

    private func count(_ counter: Counter, _ labels: [(String, String)]) {
        let labels = PrometheusText.labels(labels)
        figures.withLock { $0.counts[counter, default: [:]][labels, default: 0] += 1 }
    }

    /// The figures in the Prometheus text format.
    var text: String {
        let figures = figures.withLock { $0 }
        var page = PrometheusText()
        for counter in Counter.allCases {
            let name = "file_integrity_operator_\(counter.rawValue)"
            page.family(name, "counter", counter.help)
            for (labels, value) in (figures.counts[counter] ?? [:]).sorted(by: { $0.key < $1.key }) {
                page.sample(name, labels: labels, value)
            }
        }
        var nodes: [String: Int] = [:]
        for failures in figures.failures.values {
            for (node, hasFailed) in failures { nodes[node, default: 0] |= hasFailed ? 1 : 0 }
        }
        let name = "file_integrity_operator_node_failed"
        page.family(
            name, "gauge", "1 while files of a node differ from its database, 0 while none does.")
        for (node, value) in nodes.sorted(by: { $0.key < $1.key }) {
            page.sample(name, [("node", node)], value)
        }
        return page.text
    }
}
