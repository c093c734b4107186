import Bytes
import Synchronization

/// The counters and gauges of the Compliance Operator, under its names.
final class ComplianceMetrics: Sendable {
    private enum Counter { case scans, errors, remediations }

    private struct Figures {
        var counts: [Counter: [String: Int]] = [:]
        var states: [String: Int] = [:]
    }

    private let figures = Mutex(Figures())

    /// Starts at zero.
    init() {}

    func scanReached(_ name: String, _ phase: ScanPhase, _ result: ScanResult) {
        count(.scans, [("name", name), ("phase", phase.rawValue), ("result", result.rawValue)])
    }

    func scanFailed(_ name: String) { count(.errors, [("name", name)]) }

    func remediationReached(_ name: String, _ state: ComplianceRemediation.ApplicationState) {
        count(.remediations, [("name", name), ("state", state.rawValue)])
    }

    /// How a suite stands; nothing is known of one that has not ended.
    func suiteReached(_ name: String, _ result: ScanResult) {
        let value: Int? =
            switch result {
            case .compliant, .notApplicable: 0
            case .nonCompliant: 1
            case .inconsistent: 2
            case .error: 3
            case .notAvailable: nil
            }
        guard let value else { return }
        figures.withLock { $0.states[name] = value }
    }

    /// The suite is gone.
    func forget(suite name: String) { figures.withLock { $0.states[name] = nil } }

    /// Nothing is known of any suite: another process may have led meanwhile.
    func forgetSuites() { figures.withLock { $0.states = [:] } }

    private func count(_ counter: Counter, _ labels: [(String, String)]) {
        let labels = PrometheusText.labels(labels)
        figures.withLock { $0.counts[counter, default: [:]][labels, default: 0] += 1 }
    }

    /// The figures in the Prometheus text format.
    var text: String {
        let figures = figures.withLock { $0 }
        var page = PrometheusText()
        func add(_ name: String, _ help: String, _ counter: Counter) {
            page.family(name, "counter", help)
            for (labels, value) in (figures.counts[counter] ?? [:]).sorted(by: { $0.key < $1.key }) {
                page.sample(name, labels: labels, value)
            }
        }
        add(
            "compliance_operator_compliance_scan_status_total",
            "How often scans reached a phase with a result.", .scans)
        add(
            "compliance_operator_compliance_scan_error_total", "How often scans ended in an error.", .errors)
        add(
            "compliance_operator_compliance_remediation_status_total",
            "How often remediations reached a state.", .remediations)
        page.family(
            "compliance_operator_compliance_state", "gauge",
            "How suites stand: 0 compliant, 1 non-compliant, 2 inconsistent, 3 error.")
        for (name, value) in figures.states.sorted(by: { $0.key < $1.key }) {
            page.sample("compliance_operator_compliance_state", [("name", name)], value)
        }
        return page.text
    }
}
