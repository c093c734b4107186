import Bytes
import Foundation
import Testing

/// The terminal session of OpenShift's users over OpenShift's own content, word by word: `oc` is the real kubectl.
@Suite(
    "A compliance session on OpenShift",
    .enabled(
        if: Kubectl.isPresent && OpenShiftContent.isPresent,
        "kubectl, martlet, ssg-ocp4-ds.xml or ssg-rhcos4-ds.xml is missing"),
    .serialized, .timeLimit(.minutes(15)))
struct SeedPlatformTests {
    /// A server with OpenShift's objects in it that has run two platform profiles, as in the session, and two of
    /// nodes.
    private static let session = Task { () -> Shell in
        let server = try await MartletProcess(arguments: try CoreOSNode().arguments)
        let kubectl = Kubectl(server)
        try await OpenShiftCluster.create(with: kubectl)
        for bundle in ["ocp4", "rhcos4"] {
            let read = try await kubectl(
                "wait", "--for=condition=Ready", "profilebundle/\(bundle)", "--timeout=120s")
            try #require(read.status == 0, "\(read)")
        }
        for (name, profiles) in [
            ("platform", ["ocp4-cis", "ocp4-moderate"]), ("nodes", ["ocp4-cis-node"]),
            ("system", ["rhcos4-e8"]),
        ] {
            let bound = try await kubectl("apply", "-f", "-", input: binding(name, of: profiles))
            try #require(bound.status == 0, "\(bound)")
        }
        for name in ["platform", "nodes", "system"] {
            for goal in ["--for=create", "--for=condition=Ready"] {
                let done = try await kubectl("wait", goal, "compliancesuite/\(name)", "--timeout=180s")
                try #require(done.status == 0, "\(done)")
            }
        }
        return try Shell(server)
    }

    private static func binding(_ name: String, of profiles: [String]) -> String {
        let references = profiles.map {
            "- {name: \($0), kind: Profile, apiGroup: compliance.openshift.io/v1alpha1}"
        }
        return """
            apiVersion: compliance.openshift.io/v1alpha1
            kind: ScanSettingBinding
            metadata: {name: \(name)}
            settingsRef: {name: default, kind: ScanSetting, apiGroup: compliance.openshift.io/v1alpha1}
            profiles:
            \(references.joined(separator: "\n"))
            """
    }

    @Test(
        "oc get ComplianceCheckResults shows the session's rows",
        arguments: [
            "ocp4-cis-accounts-restrict-service-account-tokens MANUAL medium",
            "ocp4-cis-accounts-unique-service-account MANUAL medium",
            "ocp4-cis-api-server-admission-control-plugin-alwaysadmit PASS medium",
            "ocp4-cis-api-server-admission-control-plugin-alwayspullimages PASS high",
            "ocp4-moderate-oauth-or-oauthclient-token-maxage FAIL medium",
            "ocp4-moderate-ocp-allowed-registries FAIL medium",
            "ocp4-moderate-ocp-allowed-registries-for-import FAIL medium",
            "ocp4-moderate-ocp-api-server-audit-log-maxbackup PASS low",
            "ocp4-moderate-ocp-api-server-audit-log-maxsize PASS medium",
            "ocp4-moderate-ocp-idp-no-htpasswd PASS medium",
            "ocp4-moderate-scc-limit-process-id-namespace MANUAL medium",
            "ocp4-moderate-scc-limit-root-containers MANUAL medium",
            "ocp4-moderate-secrets-consider-external-storage MANUAL medium",
            "ocp4-moderate-secrets-no-environment-variables MANUAL medium",
        ])
    func rows(row: String) async throws {
        let lines = try await Self.session.value.words("oc get ComplianceCheckResults")
        #expect(lines.first == ["NAME", "STATUS", "SEVERITY"])
        #expect(lines.contains(row.split(separator: " ").map(String.init)), "\(row)")
    }

    @Test("the counted failures are the objects with that label")
    func failures() async throws {
        let shell = try await Self.session.value
        let counted = try await shell("oc get ComplianceCheckResults | grep FAIL | wc -l")
        let labelled = try await shell(
            "oc get ComplianceCheckResults -l compliance.openshift.io/check-status=FAIL -o name | wc -l")
        #expect(counted.output == labelled.output)
        #expect((Int(counted.output.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0) > 50)
    }

    @Test("oc get … -oyaml shows the session's members of ocp4-moderate-resource-requests-quota")
    func oneResult() async throws {
        let answer = try await Self.session.value(
            "oc get  ComplianceCheckResults ocp4-moderate-resource-requests-quota -oyaml")
        try #require(answer.status == 0, "\(answer)")
        for line in [
            "  Ensure workloads use resource requests and limits",
            "id: xccdf_org.ssgproject.content_rule_resource_requests_quota", "kind: ComplianceCheckResult",
            "  Run the following command to retrieve the ClusterResourceQuota objects in the system:",
            "  $ oc get clusterquota --all-namespaces",
            "  Make sure that the namespaces displayed in the commands of the commands match.",
            "    kind: ComplianceScan", "    name: ocp4-moderate", "severity: medium", "status: FAIL",
        ] { #expect(answer.lines.contains(line), "\(line)") }
        let members = answer.lines.filter { $0.first?.isLetter == true && $0.contains(":") }.compactMap {
            $0.split(separator: ":").first.map(String.init)
        }
        #expect(members == members.sorted())
    }

    @Test("the table's twelve profiles are there, with the kind of thing that each looks at")
    func profiles() async throws {
        let lines = try await Self.session.value.words(
            "oc get profiles -o custom-columns="
                + #"'NAME:.metadata.name,ABOUT:.metadata.annotations.compliance\.openshift\.io/product-type'"#
        )
        for name in ["cis", "e8", "moderate", "nerc-cip", "pci-dss"] {
            #expect(lines.contains(["ocp4-\(name)", "Platform"]), "\(name)")
        }
        for name in ["cis", "moderate", "nerc-cip", "pci-dss"] {
            #expect(lines.contains(["ocp4-\(name)-node", "Node"]), "\(name)")
        }
        for name in ["e8", "moderate", "nerc-cip"] {
            #expect(lines.contains(["rhcos4-\(name)", "Node"]), "\(name)")
        }
    }

    @Test("profiles of nodes find this host to be a node of OpenShift and judge it")
    func nodeProfiles() async throws {
        let shell = try await Self.session.value
        let scans = try await shell.words("oc get scans")
        for scan in ["ocp4-cis", "ocp4-moderate", "ocp4-cis-node-worker", "rhcos4-e8-worker"] {
            #expect(scans.contains([scan, "DONE", "NON-COMPLIANT"]), "\(scan): \(scans)")
        }
        let results = try await shell.words(
            "oc get ccr -l compliance.openshift.io/scan-name=rhcos4-e8-worker --no-headers")
        // What asks for a kernel's package does not apply to these few files.
        #expect(results.contains(["rhcos4-e8-worker-accounts-no-uid-except-zero", "PASS", "high"]))
        #expect(results.contains(["rhcos4-e8-worker-configure-crypto-policy", "FAIL", "high"]))
    }

    @Test("one more run of a profile ends as the one before")
    func anotherRun() async throws {
        let shell = try await Self.session.value
        let before = try await shell("oc get ccr --no-headers -l compliance.openshift.io/suite=platform")
        let asked = try await shell("oc annotate scan ocp4-moderate compliance.openshift.io/rescan=")
        #expect(asked.status == 0, "\(asked)")
        let again = try await shell(
            "oc wait --for=jsonpath={.status.currentIndex}=1 scan/ocp4-moderate --timeout=60s && "
                + "oc wait --for=jsonpath={.status.phase}=DONE scan/ocp4-moderate --timeout=120s")
        #expect(again.status == 0, "\(again)")
        let after = try await shell("oc get ccr --no-headers -l compliance.openshift.io/suite=platform")
        #expect(before.lines.count > 200)
        #expect(before.lines == after.lines)
    }

    @Test("the command, which asks the server by its paths, comes to the operator's verdicts")
    func commandAgrees() async throws {
        let shell = try await Self.session.value
        let scan = try await shell(
            "martlet compliance scan --platform --profile xccdf_org.ssgproject.content_profile_cis "
                + "--content \(OpenShiftContent.platform) -o json")
        let results = try JSON(parsing: Array(scan.output.utf8))["results"]?.array ?? []
        let names = ["pass": "PASS", "fail": "FAIL", "notchecked": "MANUAL"]
        let ours = results.compactMap { result in
            names[result["result"]?.string ?? ""].map { [result["id"]?.string ?? "", $0] }
        }
        let theirs = try await shell.words(
            "oc get ccr -l compliance.openshift.io/scan-name=ocp4-cis --no-headers "
                + "-o custom-columns=ID:.id,STATUS:.status")
        #expect(ours.count > 80, "\(scan.error)")
        #expect(
            ours.map { $0.joined(separator: " ") }.sorted()
                == theirs.map { $0.joined(separator: " ") }.sorted())
    }

    @Test("a remediation of the content makes its rule pass, and is taken back")
    func remediates() async throws {
        let shell = try await Self.session.value
        let name = "complianceremediation/ocp4-cis-audit-profile-set"
        func apply(_ wish: Bool, until state: String) async throws {
            let done = try await shell(
                "oc patch \(name) --type=merge -p '{\"spec\":{\"apply\":\(wish)}}' && "
                    + "oc wait --for=jsonpath={.status.applicationState}=\(state) \(name) --timeout=30s")
            #expect(done.status == 0, "\(done)")
        }
        try await apply(true, until: "Applied")
        let made = try await shell("oc get apiservers cluster -o jsonpath={.spec.audit.profile}")
        #expect(made.output == "WriteRequestBodies")
        let again = try await shell(
            "oc annotate scan ocp4-cis compliance.openshift.io/rescan= && "
                + "oc wait --for=jsonpath={.status.currentIndex}=1 scan/ocp4-cis --timeout=60s && "
                + "oc wait --for=jsonpath={.status.phase}=DONE scan/ocp4-cis --timeout=120s")
        #expect(again.status == 0, "\(again)")
        let rule = try await shell.words("oc get ccr ocp4-cis-audit-profile-set --no-headers")
        #expect(rule == [["ocp4-cis-audit-profile-set", "PASS", "medium"]])
        try await apply(false, until: "NotApplied")
        #expect(try await shell("oc get apiservers -o name").output == "")
        let metrics = try await shell("oc get --raw /metrics").lines
        for line in [
            #"compliance_operator_compliance_state{name="platform"} 1"#,
            #"compliance_operator_compliance_remediation_status_total{name="ocp4-cis-audit-profile-set",state="Applied"} 1"#,
            #"compliance_operator_compliance_scan_status_total{name="ocp4-cis",phase="DONE",result="NON-COMPLIANT"} 2"#,
        ] { #expect(metrics.contains(line), "\(line)") }
    }
}

/// A shell in which `oc` is kubectl and `martlet` is the binary.
private struct Shell: Sendable {
    private let command: Command

    init(_ server: MartletProcess) throws {
        let folder = "\(server.stateDirectory)/bin"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder)/oc", withDestinationPath: Kubectl.path ?? "kubectl")
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder)/martlet", withDestinationPath: MartletProcess.binary ?? "martlet")
        command = Command(
            path: "/bin/sh",
            environment: [
                "KUBECONFIG": server.kubeconfig, "HOME": server.stateDirectory,
                "PATH": "\(folder):/usr/bin:/bin",
            ])
    }

    func callAsFunction(_ line: String) async throws -> Command.Outcome {
        try await command.run(["-c", line])
    }

    /// The words of each line that a command prints.
    func words(_ line: String) async throws -> [[String]] {
        try await self(line).lines.map { $0.split(separator: " ").map(String.init) }
    }
}
