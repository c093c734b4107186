import Foundation
import Testing

/// The terminal session of the Compliance Operator's users, replayed with the real kubectl.
@Suite(
    "A compliance session",
    .enabled(
        if: Kubectl.isPresent && Content.isPresent, "kubectl, martlet or ssg-debian12-ds.xml is missing"),
    .serialized, .timeLimit(.minutes(15)))
struct SeedSessionTests {
    private static let scan = "debian12-standard-worker"

    /// A server that has scanned a small host with the real content.
    private static let session = Task { () -> Kubectl in
        let kubectl = Kubectl(try await MartletProcess(arguments: try SmallHost().arguments))
        try await waitForScan(kubectl)
        return kubectl
    }

    private static func waitForScan(_ kubectl: Kubectl) async throws {
        for _ in 0..<600 {
            let scans = try await kubectl(
                "get", "compliancescans", "-o", "jsonpath={.items[*].status.phase}")
            if scans.output == "DONE" { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record("the scan did not end within a minute")
    }

    @Test("get lists NAME, STATUS and SEVERITY, whatever the case of the kind")
    func lists() async throws {
        let kubectl = try await Self.session.value
        for kind in ["compliancecheckresults", "ComplianceCheckResults", "ccr"] {
            let answer = try await kubectl("get", kind)
            try #require(answer.status == 0, "\(answer)")
            let words = answer.lines.map { $0.split(separator: " ").map(String.init) }
            #expect(words.first == ["NAME", "STATUS", "SEVERITY"])
            #expect(words.count > 20)
            for row in words.dropFirst() {
                #expect(row.count == 3)
                #expect(row[0].hasPrefix("\(Self.scan)-"))
                #expect(["PASS", "FAIL", "MANUAL", "INFO", "ERROR"].contains(row[1]))
                #expect(["unknown", "info", "low", "medium", "high"].contains(row[2]))
            }
        }
    }

    @Test("the lines that say FAIL are as many as the objects with that label and that status")
    func countsFailures() async throws {
        let kubectl = try await Self.session.value
        let lines = try await kubectl("get", "compliancecheckresults").lines.filter { $0.contains("FAIL") }
        let labelled = try await kubectl(
            "get", "compliancecheckresults", "-l", "compliance.openshift.io/check-status=FAIL", "-o", "name")
        let stated = try await kubectl(
            "get", "compliancecheckresults", "-o", "jsonpath={.items[?(@.status==\"FAIL\")].metadata.name}")
        #expect(!lines.isEmpty)
        #expect(labelled.lines.count == lines.count)
        #expect(stated.output.split(separator: " ").count == lines.count)
    }

    @Test("a result in YAML has the operator's members, labels and owner")
    func showsOne() async throws {
        let kubectl = try await Self.session.value
        let name = "\(Self.scan)-file-permissions-etc-passwd"
        let answer = try await kubectl("get", "compliancecheckresults", name, "-o", "yaml")
        try #require(answer.status == 0, "\(answer)")
        let members = answer.lines.filter { $0.first?.isLetter == true && $0.contains(":") }.compactMap {
            $0.split(separator: ":").first.map(String.init)
        }
        #expect(members == members.sorted())
        #expect(
            Set(members).isSuperset(
                of: [
                    "apiVersion", "description", "id", "instructions", "kind", "metadata", "severity",
                    "status",
                ]))
        for line in [
            "kind: ComplianceCheckResult", "status: FAIL", "severity: medium",
            "id: xccdf_org.ssgproject.content_rule_file_permissions_etc_passwd",
            "    compliance.openshift.io/check-status: FAIL",
            "    compliance.openshift.io/check-severity: medium",
            "    compliance.openshift.io/scan-name: \(Self.scan)",
            "    compliance.openshift.io/suite: this-host", "    kind: ComplianceScan",
            "    name: \(Self.scan)", "  namespace: openshift-compliance",
        ] { #expect(answer.lines.contains(line), "\(line)") }
    }

    @Test("the objects on the way are there and say that they are done")
    func showsTheWay() async throws {
        let kubectl = try await Self.session.value
        let bundle = try await kubectl("get", "profilebundle", "debian12")
        #expect(bundle.lines.last?.hasSuffix("VALID") == true)
        #expect(try await kubectl("get", "profiles", "-o", "name").lines.count == 9)
        #expect(try await kubectl("get", "rules", "-o", "name").lines.count == 591)
        #expect(
            try await kubectl("wait", "--for=condition=ready", "compliancesuite/this-host", "--timeout=5s")
                .status == 0)
        let scans = try await kubectl("get", "scans")
        #expect(
            scans.lines.last?.split(separator: " ").map(String.init) == [Self.scan, "DONE", "NON-COMPLIANT"])
        let node = try await kubectl("get", "nodes", "-o", "jsonpath={.items[*].status.conditions[*].type}")
        #expect(node.output == "Ready")
        let events = try await kubectl("events")
        #expect(events.output.contains("The result is: NON-COMPLIANT"))
    }

    @Test("the rescan annotation scans again")
    func rescans() async throws {
        let kubectl = try await Self.session.value
        let asked = try await kubectl(
            "annotate", "compliancescan", Self.scan, "compliance.openshift.io/rescan=")
        #expect(asked.status == 0, "\(asked)")
        let again = try await kubectl(
            "wait", "--for=jsonpath={.status.currentIndex}=1", "compliancescan/\(Self.scan)", "--timeout=30s")
        #expect(again.status == 0, "\(again)")
        try await Self.waitForScan(kubectl)
        let left = try await kubectl("get", "compliancescan", Self.scan, "-o", "yaml")
        #expect(!left.output.contains("compliance.openshift.io/rescan"))
    }
}
