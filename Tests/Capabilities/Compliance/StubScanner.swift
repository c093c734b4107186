import Bytes
import Cluster
import Controllers
import Foundation
import Kubernetes

@testable import Compliance

/// A scanner that finds what it is told to find.
struct StubScanner: ComplianceScanner {
    var outcome: Result<TargetReport, any Error>

    func scan(_ request: ScanRequest, for scan: ComplianceScan) async throws -> TargetReport {
        try outcome.get()
    }

    /// The XCCDF id of a rule of the tests.
    static func id(_ rule: String) -> String { "xccdf_org.ssgproject.content_rule_\(rule)" }

    /// A report in which rules came out so.
    static func report(_ outcomes: KeyValuePairs<String, String>) -> TargetReport {
        let results = outcomes.map { rule, outcome in
            "<rule-result idref=\"\(id(rule))\"><result>\(outcome)</result>"
                + "<message>seen</message></rule-result>"
        }
        return TargetReport(
            document: Array(
                "<TestResult xmlns=\"http://checklists.nist.gov/xccdf/1.2\">\(results.joined())</TestResult>"
                    .utf8),
            exitCode: outcomes.contains { $0.value != "pass" } ? "2" : "0")
    }
}

/// Texts for whatever rule is asked for.
struct StubTexts: RuleTextReader {
    var rules: [RuleText] = []
    var values: [String: String] = [:]

    func texts(for request: ScanRequest, of scan: ComplianceScan) async throws -> RuleTexts {
        RuleTexts(rules: Dictionary(uniqueKeysWithValues: rules.map { ($0.id, $0) }), values: values)
    }

    static func text(
        _ rule: String, severity: String = "medium", isHidden: Bool = false, fixes: [RuleText.Fix] = []
    ) -> RuleText {
        RuleText(
            id: StubScanner.id(rule), severity: severity, description: "Title of \(rule)\nDescription.",
            instructions: "Look.", isHidden: isHidden, fixes: fixes)
    }
}

/// The controllers that take part in a scan, over stubs.
struct ScanStage {
    static let directory = FileManager.default.temporaryDirectory.path

    let room: ComplianceRoom
    let reconciler: ComplianceScanReconciler
    let directories: ContentDirectories
    let file: String

    init(_ room: ComplianceRoom, texts: StubTexts = StubTexts()) {
        self.room = room
        file = "martlet-\(UUID().uuidString)-ds.xml"
        _ = FileManager.default.createFile(atPath: "\(Self.directory)/\(file)", contents: Data())
        directories = ContentDirectories([Self.directory])
        reconciler = ComplianceScanReconciler(
            room: room.room, directories: directories,
            aggregator: ResultAggregator(
                room: room.room, directories: directories, reader: texts,
                expressionReader: ExpressionScanner(room: room.room)))
    }

    func createScan(_ members: KeyValuePairs<String, JSON> = [:]) async throws {
        var spec: JSON = [
            "profile": "p", "contentImage": .string("file://\(Self.directory)"), "content": .string(file),
        ]
        for (key, value) in members { spec[key] = value }
        try await room.create(ComplianceScan.self, "s", ["spec": spec])
    }

    func agent(_ report: TargetReport, on node: String = "this-node") -> ScanAgent {
        ScanAgent(
            room: room.room, directories: directories, place: .node(node),
            scanner: StubScanner(outcome: .success(report)))
    }

    func failingAgent(_ why: String, on node: String = "this-node") -> ScanAgent {
        ScanAgent(
            room: room.room, directories: directories, place: .node(node),
            scanner: StubScanner(outcome: .failure(ScanFailure(description: why))))
    }

    func scan() async throws -> ComplianceScan? { try await room.find(ComplianceScan.self, "s") }

    func result(_ rule: String) async throws -> ComplianceCheckResult? {
        try await room.find(ComplianceCheckResult.self, "s-\(rule)")
    }

    @discardableResult
    func look() async throws -> Controllers.ReconcileResult { try await reconciler.reconcile(room.key("s")) }

    /// Lets the agents of the nodes and the controller work until the scan rests.
    func run(_ agents: ScanAgent...) async throws {
        try await look()
        for agent in agents { _ = try await agent.reconcile(room.key("s")) }
        try await look()
    }

    func annotate(_ key: String, _ value: String = "") async throws {
        guard var scan = try await scan() else { return }
        scan.object.annotations["compliance.openshift.io/\(key)"] = value
        _ = try await room.cluster.update(
            ComplianceScan.type, namespace: ComplianceGroup.namespace, scan.object, subresource: nil,
            options: WriteOptions())
    }
}
