import Bytes
import Capability
import Cluster
import Controllers
import Kubernetes
import Testing

@testable import Compliance

@Suite("The remediations of a suite")
struct SuiteRemediationTests {
    private static let machineConfig = """
        apiVersion: machineconfiguration.openshift.io/v1
        kind: MachineConfig
        metadata: {name: from-content}
        spec: {kernelArguments: ["audit={{.var_limit}}"]}
        """
    private static let configMap = """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: made, namespace: openshift-compliance}
        data: {limit: "{{.var_limit}}"}
        """

    /// A suite `s` of one scan `s` of the workers, whose rule `r` has a fix.
    private struct Act {
        let stage: ScanStage
        let metrics = ComplianceMetrics()
        var room: ComplianceRoom { stage.room }

        init(
            _ fix: String, in room: ComplianceRoom, limit: String = "5", settings: KeyValuePairs<String, JSON>
        ) async throws {
            stage = ScanStage(
                room,
                texts: StubTexts(
                    rules: [StubTexts.text("r", fixes: [RuleText.Fix(id: "fix_r", template: fix)])],
                    values: ["var_limit": limit]))
            var spec: JSON = [
                "scans": [
                    [
                        "name": "s", "profile": "p", "content": .string(stage.file),
                        "contentImage": .string("file://\(ScanStage.directory)"),
                        "nodeSelector": ["node-role.kubernetes.io/worker": ""],
                    ]
                ]
            ]
            for (key, value) in settings { spec[key] = value }
            if let known = try await room.find(ComplianceSuite.self, "s") {
                var changed = known.object
                changed["spec"] = spec
                _ = try await room.cluster.update(
                    ComplianceSuite.type, namespace: changed.namespace, changed, subresource: nil,
                    options: WriteOptions())
            } else {
                try await room.create(ComplianceSuite.self, "s", ["spec": spec])
            }
        }

        @discardableResult
        func lookAtSuite() async throws -> Controllers.ReconcileResult {
            try await ComplianceSuiteReconciler(room: room.room, metrics: metrics).reconcile(room.key("s"))
        }

        func lookAtRemediation() async throws {
            _ = try await ComplianceRemediationReconciler(room: room.room, metrics: metrics)
                .reconcile(room.key("s-fix-r"))
        }

        func scan(_ outcome: String) async throws {
            try await lookAtSuite()
            try await stage.run(stage.agent(StubScanner.report(["r": outcome])))
        }

        func remediation() async throws -> ComplianceRemediation? {
            try await room.find(ComplianceRemediation.self, "s-fix-r")
        }

        func pool() async throws -> Object {
            try await room.cluster.get(MachineKinds.pools, namespace: nil, name: "worker")
        }

        func limit() async throws -> String? {
            try await room.cluster.find(
                ResultMap.type, namespace: ComplianceGroup.namespace, name: "made")?["data"]?["limit"]?.string
        }

        func annotate(_ word: String) async throws {
            var suite = try #require(try await room.find(ComplianceSuite.self, "s")).object
            suite.annotations["compliance.openshift.io/\(word)"] = ""
            _ = try await room.cluster.update(
                ComplianceSuite.type, namespace: suite.namespace, suite, subresource: nil,
                options: WriteOptions())
        }
    }

    @Test("autoApplyRemediations applies them when the scans have ended, and not before")
    func autoApply() async throws {
        let act = try await Act(
            Self.configMap, in: try await ComplianceRoom(), settings: ["autoApplyRemediations": true])
        try await act.scan("fail")
        #expect(try await act.remediation()?.applies == false)
        #expect(try await act.lookAtSuite() == .again(after: .seconds(2)))
        #expect(try await act.remediation()?.applies == true)
        try await act.lookAtRemediation()
        #expect(try await act.limit() == "5")
        #expect(try await act.lookAtSuite() == .done)
    }

    @Test("autoUpdateRemediations puts the content's present payload in the place of an outdated one")
    func autoUpdate() async throws {
        let room = try await ComplianceRoom()
        let first = try await Act(Self.configMap, in: room, settings: ["autoApplyRemediations": true])
        try await first.scan("fail")
        try await first.lookAtSuite()
        try await first.lookAtRemediation()
        let second = try await Act(
            Self.configMap, in: room, limit: "9", settings: ["autoUpdateRemediations": true])
        try await second.lookAtSuite()
        try await second.stage.annotate("rescan")
        try await second.stage.run(second.stage.agent(StubScanner.report(["r": "fail"])))
        try await second.lookAtRemediation()
        #expect(try await second.remediation()?.state == .outdated)
        #expect(try await second.limit() == "5")
        try await second.lookAtSuite()
        #expect(try await second.remediation()?.outdated == nil)
        try await second.lookAtRemediation()
        #expect(try await second.remediation()?.state == .applied)
        #expect(try await second.limit() == "9")
        #expect(try await second.lookAtSuite() == .done)
    }

    @Test("the annotation apply-remediations applies once, and goes when that is done")
    func wish() async throws {
        let act = try await Act(Self.configMap, in: try await ComplianceRoom(), settings: [:])
        try await act.scan("fail")
        #expect(try await act.lookAtSuite() == .done)
        #expect(try await act.remediation()?.applies == false)
        try await act.annotate("apply-remediations")
        try await act.lookAtSuite()
        let key = "compliance.openshift.io/apply-remediations"
        #expect(try await act.room.find(ComplianceSuite.self, "s")?.object.annotations[key] == "")
        try await act.lookAtRemediation()
        try await act.lookAtSuite()
        #expect(try await act.room.find(ComplianceSuite.self, "s")?.object.annotations[key] == nil)
        #expect(try await act.limit() == "5")
    }

    @Test("a pool is paused until its MachineConfig 75-… is stored, whatever crashes in between")
    func pausesPools() async throws {
        let room = try await ComplianceRoom()
        try await MachineKinds.install(in: room.cluster)
        let act = try await Act(Self.machineConfig, in: room, settings: ["autoApplyRemediations": true])
        try await act.scan("fail")
        try await act.lookAtSuite()
        for _ in 0..<2 {
            let pool = try await act.pool()
            #expect(pool["spec"]?["paused"] == true)
            #expect(pool.annotations["compliance.openshift.io/paused-for"] == "openshift-compliance/s")
            #expect(try await act.lookAtSuite() == .again(after: .seconds(2)))
        }
        try await act.lookAtRemediation()
        let config = try await room.cluster.get(
            MachineKinds.configs, namespace: nil, name: "75-s-fix-r")
        #expect(config.labels["machineconfiguration.openshift.io/role"] == "worker")
        #expect(config["spec"]?["kernelArguments"] == ["audit=5"])
        #expect(try await act.lookAtSuite() == .done)
        let pool = try await act.pool()
        #expect(pool["spec"]?["paused"] == false)
        #expect(pool.annotations["compliance.openshift.io/paused-for"] == nil)
    }

    @Test("a pool that a person paused stays paused")
    func keepsPause() async throws {
        let room = try await ComplianceRoom()
        try await MachineKinds.install(in: room.cluster, paused: true)
        let act = try await Act(Self.machineConfig, in: room, settings: ["autoApplyRemediations": true])
        try await act.scan("fail")
        try await act.lookAtSuite()
        #expect(try await act.pool().annotations.isEmpty)
        try await act.lookAtRemediation()
        try await act.lookAtSuite()
        #expect(try await act.pool()["spec"]?["paused"] == true)
    }

    @Test("a pool goes on only when no suite needs its pause, and not later than the suite is gone")
    func sharesPause() async throws {
        let room = try await ComplianceRoom()
        try await MachineKinds.install(in: room.cluster)
        let keys = [ObjectKey(namespace: "n", name: "one"), ObjectKey(namespace: "n", name: "two")]
        for key in keys { try await MachineConfigPools(in: room.room).pause(["worker"], for: key) }
        try await MachineConfigPools(in: room.room).resume(for: keys[0])
        let held = try await room.cluster.get(MachineKinds.pools, namespace: nil, name: "worker")
        #expect(held["spec"]?["paused"] == true)
        _ = try await ComplianceSuiteReconciler(room: room.room).reconcile(keys[1])
        let free = try await room.cluster.get(MachineKinds.pools, namespace: nil, name: "worker")
        #expect(free["spec"]?["paused"] == false)
        #expect(free.annotations.isEmpty)
    }

    @Test("where pools may not be seen scans go on, and the remediation says which right it needs")
    func forbidden() async throws {
        let whole = try await ComplianceRoom()
        try await MachineKinds.install(in: whole.cluster)
        let act = try await Act(Self.machineConfig, in: whole, settings: ["autoApplyRemediations": true])
        try await act.scan("fail")
        var room = whole.room
        room.cluster = AskedCluster(base: whole.cluster, forbidden: ["machineconfigpools"])
        for _ in 0..<2 {
            _ = try await ComplianceSuiteReconciler(room: room).reconcile(whole.key("s"))
            _ = try await ComplianceRemediationReconciler(room: room).reconcile(whole.key("s-fix-r"))
        }
        let suite = try await whole.find(ComplianceSuite.self, "s")
        #expect(suite?.phase == .done)
        let remediation = try #require(try await act.remediation())
        #expect(remediation.state == .error)
        #expect(remediation.errorMessage.contains("extend the operator's role"))
    }

    @Test(
        "a fix that cannot be read is a warning of the scan, and the rule keeps its result",
        arguments: [
            ("{a: [", "fix fix_r"), ("{metadata: {name: x}}", "has no apiVersion or no kind"),
            ("a: {{.b", "fix fix_r"), ("{apiVersion: v1, kind: {}}", "has no apiVersion or no kind"),
            ("[1, 2]", "has no apiVersion or no kind"),
        ])
    func malformed(fix: String, warning: String) async throws {
        let act = try await Act(
            fix, in: try await ComplianceRoom(), settings: ["autoApplyRemediations": true])
        try await act.scan("fail")
        let scan = try #require(try await act.stage.scan())
        #expect(scan.result == .nonCompliant)
        #expect(scan.warnings.contains(warning), "\(scan.warnings)")
        #expect(try await act.stage.result("r")?.status == .fail)
        #expect(try await act.remediation() == nil)
        #expect(try await act.lookAtSuite() == .done)
    }

    @Test("counters, the gauge and events tell of the run under the operator's names")
    func tells() async throws {
        let act = try await Act(
            Self.configMap, in: try await ComplianceRoom(), settings: ["autoApplyRemediations": true])
        try await act.scan("fail")
        try await act.lookAtSuite()
        try await act.lookAtRemediation()
        for line in [
            "# TYPE compliance_operator_compliance_scan_status_total counter",
            "# TYPE compliance_operator_compliance_scan_error_total counter",
            "compliance_operator_compliance_remediation_status_total"
                + "{name=\"s-fix-r\",state=\"Applied\"} 1",
            "compliance_operator_compliance_state{name=\"s\"} 1",
        ] { #expect(act.metrics.text.contains("\(line)\n"), "\(act.metrics.text)") }
        let events = try await act.room.cluster.list(
            EventRecorder.events, namespace: ComplianceGroup.namespace, options: ListOptions()
        ).items
        let told = Set(
            events.map {
                "\($0["involvedObject"]?["kind"]?.string ?? "") \($0["reason"]?.string ?? ""): "
                    + ($0["message"]?.string ?? "")
            })
        #expect(told.contains("ComplianceScan ResultAvailable: The result is: NON-COMPLIANT"), "\(told)")
        #expect(
            told.contains(
                "ComplianceSuite ResultAvailable: ComplianceSuite's result is: NON-COMPLIANT"), "\(told)")
    }
}
