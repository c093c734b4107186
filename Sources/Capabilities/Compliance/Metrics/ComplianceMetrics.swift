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
        count(.scans, "name=\"\(name)\",phase=\"\(phase.rawValue)\",result=\"\(result.rawValue)\"")
    }

    func scanFailed(_ name: String) { count(.errors, "name=\"\(name)\"") }

    func remediationReached(_ name: String, _ state: ComplianceRemediation.ApplicationState) {
        count(.remediations, "name=\"\(name)\",state=\"\(state.rawValue)\"")
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
        figures.withLock { $0.states["name=\"\(name)\""] = value }
    }

    /// The suite is gone.
    func forget(suite name: String) { figures.withLock { $0.states["name=\"\(name)\""] = nil } }

    /// Nothing is known of any suite: another process may have led meanwhile.
    func forgetSuites() { figures.withLock { $0.states = [:] } }

    private func count(_ counter: Counter, _ labels: String) {
        figures.withLock { $0.counts[counter, default: [:]][labels, default: 0] += 1 }
    }

    /// The figures in the Prometheus text format.
    var text: String {
        let figures = figures.withLock { $0 }
        var lines: [String] = []
        func add(_ name: String, _ type: String, _ help: String, _ values: [String: Int]) {
            lines.append("# HELP compliance_operator_\(name) \(help)")
            lines.append("# TYPE compliance_operator_\(name) \(type)")
            for (labels, value) in values.sorted(by: { $0.key < $1.key }) {
                lines.append("compliance_operator_\(name){\(labels)} \(value)")
            }
        }
        add(
            "compliance_scan_status_total", "counter", "How often scans reached a phase with a result.",
            figures.counts[.scans] ?? [:])
        add(
            "compliance_scan_error_total", "counter", "How often scans ended in an error.",
            figures.counts[.errors] ?? [:])
        add(
            "compliance_remediation_status_total", "counter", "How often remediations reached a state.",
            figures.counts[.remediations] ?? [:])
        add(
            "compliance_state", "gauge",
            "How suites stand: 0 compliant, 1 non-compliant, 2 inconsistent, 3 error.", figures.states)
        return lines.joined(separator: "\n") + "\n"
    }
}
