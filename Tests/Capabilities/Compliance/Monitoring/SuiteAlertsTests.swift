import Bytes
import Capability
import Cluster
import Controllers
import Kubernetes
import Synchronization
import Testing

@testable import Compliance

@Suite("Alerts of suites")
struct SuiteAlertsTests {
    /// Keeps what it is told, unless it is told to fail.
    final class Sink: AlertSink {
        private let kept = Mutex<(alerts: [Alert], fails: Bool)>(([], false))

        var alerts: [Alert] { kept.withLock { $0.alerts } }

        func fail(_ fails: Bool) { kept.withLock { $0.fails = fails } }

        func send(_ alerts: [Alert]) async throws {
            try kept.withLock { kept in
                if kept.fails { throw ScanFailure(description: "nobody listens") }
                kept.alerts += alerts
            }
        }
    }

    private let sink = Sink()
    private static let labels = [
        "alertname": "NonCompliant", "name": "x", "namespace": "openshift-compliance", "severity": "warning",
    ]

    private func look(_ room: ComplianceRoom) async throws -> Controllers.ReconcileResult {
        try await SuiteAlerts(room: room.room, sink: sink).reconcile(room.key("x"))
    }

    private func room(_ phase: String, _ result: String) async throws -> ComplianceRoom {
        let room = try await ComplianceRoom()
        try await room.create(
            ComplianceSuite.self, "x", ["spec": ["scans": [["name": "one", "profile": "p"]]]])
        try await set(room, phase, result)
        return room
    }

    private func set(_ room: ComplianceRoom, _ phase: String, _ result: String) async throws {
        let before = try #require(try await room.find(ComplianceSuite.self, "x"))
        var after = before
        after.object["status"] = [
            "phase": .string(phase), "result": .string(result),
            "scanStatuses": [
                ["name": "one", "result": .string(result), "endTimestamp": "2026-01-02T03:00:00Z"],
                ["name": "two", "result": "COMPLIANT", "endTimestamp": "2026-01-02T02:00:00Z"],
            ],
        ]
        try await room.cluster.storeStatus(after, before: before)
    }

    @Test(
        "a suite that did not end well is said for three hours, and again",
        arguments: [
            "NON-COMPLIANT", "INCONSISTENT", "ERROR",
        ])
    func fires(result: String) async throws {
        let room = try await room("DONE", result)
        #expect(try await look(room) == .again(after: .seconds(300)))
        let alert = try #require(sink.alerts.first)
        #expect(alert.labels == Self.labels)
        #expect(alert.startsAt == "2026-01-02T03:00:00Z")
        #expect(alert.endsAt == "2026-01-02T06:04:05Z")
        #expect(
            alert.annotations["description"] == "The compliance suite x returned as \(result): one \(result)")
    }

    @Test(
        "nothing is said while scans run, and a good end takes the alert back",
        arguments: [
            "COMPLIANT", "NOT-APPLICABLE",
        ])
    func resolves(result: String) async throws {
        let room = try await room("RUNNING", "NOT-AVAILABLE")
        #expect(try await look(room) == .done)
        #expect(sink.alerts.isEmpty)
        try await set(room, "DONE", result)
        #expect(try await look(room) == .done)
        #expect(sink.alerts.map(\.endsAt) == ["2026-01-02T03:04:05Z"])
        #expect(sink.alerts.map(\.labels) == [Self.labels])
    }

    @Test("a suite that is gone takes its alert back")
    func gone() async throws {
        let room = try await ComplianceRoom()
        #expect(try await look(room) == .done)
        #expect(sink.alerts == [Alert(labels: Self.labels, endsAt: "2026-01-02T03:04:05Z")])
    }

    @Test("what nobody took is said again soon, the end of an alert as well")
    func retries() async throws {
        let room = try await room("DONE", "COMPLIANT")
        sink.fail(true)
        #expect(try await look(room) == .again(after: .seconds(15)))
        sink.fail(false)
        #expect(try await look(room) == .done)
        #expect(sink.alerts.count == 1)
    }

    @Test("the control loop is there when somebody wants alerts, but never on a node's side")
    func wired() async throws {
        var room = try await ComplianceRoom().room
        let capability = Compliance(contentDirectories: [], contentFiles: [])
        func hasAlerts() -> Bool { capability.reconcilers(in: room).contains { $0 is SuiteAlerts } }
        #expect(!hasAlerts())
        room.alerts = sink
        #expect(hasAlerts())
        room.role = .hostSide
        #expect(!hasAlerts())
    }
}
