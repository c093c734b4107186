import Bytes
import Capability
import Cluster
import Controllers
import Kubernetes
import Logging

/// Says the alert `NonCompliant` of each suite that did not end well, for those who have no Prometheus to do it.
///
/// The alert is the one of upstream's PrometheusRule. What is so is read from the suites alone, so a process that
/// begins anew says the same again, and takes back what has passed meanwhile.
struct SuiteAlerts: Reconciler {
    let name = "suitealert"
    let room: CapabilityRoom
    let sink: any AlertSink

    /// How long an alert stands without being said again, in seconds: longer than a scan with all its retries takes,
    /// since nothing is said while one runs.
    static let validity: Int64 = 3 * 3600
    /// How often an alert is said again; an Alertmanager that was started anew has forgotten it.
    static let patience: Duration = .seconds(300)
    /// When an alert that nobody took is said again.
    static let retry: Duration = .seconds(15)

    var sources: [ReconcileSource] { [.primary(ComplianceSuite.type)] }

    func reconcile(_ key: ObjectKey) async throws -> ReconcileResult {
        let suite = try await room.cluster.find(
            ComplianceSuite.self, namespace: key.namespace, name: key.name)
        guard let suite, suite.object.deletionTimestamp == nil else {
            return await say(Alert(labels: labels(of: key), endsAt: room.now()), then: .done)
        }
        // The last verdict holds until there is another.
        guard suite.phase == .done, let result = suite.result, let now = Timestamp(room.now()) else {
            return .done
        }
        var alert = Alert(
            labels: labels(of: key), annotations: annotations(of: suite, result), endsAt: now.text)
        guard result.isBad else { return await say(alert, then: .done) }
        alert.startsAt = suite.lastEnd
        alert.endsAt = Timestamp(seconds: now.seconds + Self.validity).text
        return await say(alert, then: .again(after: Self.patience))
    }

    /// An Alertmanager that does not answer is no reason for the queue to ask faster and faster.
    private func say(_ alert: Alert, then next: ReconcileResult) async -> ReconcileResult {
        do {
            try await sink.send([alert])
            return next
        } catch {
            if !Task.isCancelled { room.logger.warning("an alert was not taken and is said again: \(error)") }
            return .again(after: Self.retry)
        }
    }

    private func labels(of key: ObjectKey) -> [String: String] {
        var labels = ["alertname": "NonCompliant", "severity": "warning", "name": key.name]
        labels["namespace"] = key.namespace
        return labels
    }

    private func annotations(of suite: ComplianceSuite, _ result: ScanResult) -> [String: String] {
        let scans = suite.object["status"]?["scanStatuses"]?.array ?? []
        let bad = scans.filter {
            $0["result"]?.string.flatMap(ScanResult.init)?.isBad == true
        }.compactMap { scan in
            scan["name"]?.string.map { "\($0) \(scan["result"]?.string ?? "")" }
        }
        let detail = bad.isEmpty ? "" : ": \(bad.joined(separator: ", "))"
        return [
            "summary": "The cluster is out-of-compliance",
            "description":
                "The compliance suite \(suite.object.name) returned as \(result.rawValue)\(detail)",
        ]
    }
}

extension ScanResult {
    /// Whether people should know.
    fileprivate var isBad: Bool { [.nonCompliant, .inconsistent, .error].contains(self) }
}

extension ComplianceSuite {
    /// When the last of the scans ended, RFC 3339.
    fileprivate var lastEnd: String? {
        (object["status"]?["scanStatuses"]?.array ?? []).compactMap { $0["endTimestamp"]?.string }
            .compactMap(Timestamp.init).max()?.text
    }
}
