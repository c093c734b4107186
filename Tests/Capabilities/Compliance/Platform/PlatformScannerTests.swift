import Bytes
import Kubernetes
import TemporaryFolders
import Testing

@testable import Compliance

@Suite("Platform scans of the controllers")
struct PlatformScannerTests {
    private static let benchmark = """
        <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" xmlns:h="http://www.w3.org/1999/xhtml" id="b">
        <Value id="x_value_ocp_data_root"><value>/kubernetes-api-resources</value></Value>
        \(rule("version", 1, "<h:code class=\"ocp-api-endpoint\">/version</h:code>"))
        \(rule("kubelet", 2, "<h:code class=\"ocp-api-endpoint-kubeletconfig\">/api/v1/nodes/NODE_NAME</h:code>"))
        </Benchmark>
        """

    private static func rule(_ name: String, _ number: Int, _ asking: String) -> String {
        """
        <Rule id="\(name)" selected="true"><title>\(name)</title><warning>\(asking)</warning>
        <check system="http://oval.mitre.org/XMLSchema/oval-definitions-5">
        <check-content-ref href="oval.xml" name="oval:t:def:\(number)"/></check></Rule>
        """
    }

    /// Definitions that want a value in a file.
    private static let oval: String = {
        let wanted = [
            (1, "version", ".gitVersion", "v1.29.7"), (2, "kubeletconfig/role/worker", ".maxPods", "250"),
        ]
        func all(_ part: ((Int, String, String, String)) -> String) -> String {
            wanted.map(part).joined(separator: "\n")
        }
        let definitions = all { number, _, _, _ in
            """
            <definition id="oval:t:def:\(number)" version="1" class="compliance"><metadata><title>t</title>
            <description>d</description></metadata><criteria><criterion test_ref="oval:t:tst:\(number)"/></criteria>
            </definition>
            """
        }
        let tests = all { number, _, _, _ in
            """
            <ind:yamlfilecontent_test id="oval:t:tst:\(number)" version="1" check="all" comment="c">
            <ind:object object_ref="oval:t:obj:\(number)"/><ind:state state_ref="oval:t:ste:\(number)"/>
            </ind:yamlfilecontent_test>
            """
        }
        let objects = all { number, file, path, _ in
            """
            <ind:yamlfilecontent_object id="oval:t:obj:\(number)" version="1">
            <ind:filepath>/kubernetes-api-resources/\(file)</ind:filepath><ind:yamlpath>\(path)</ind:yamlpath>
            </ind:yamlfilecontent_object>
            """
        }
        let states = all { number, _, _, value in
            """
            <ind:yamlfilecontent_state id="oval:t:ste:\(number)" version="1">
            <ind:value datatype="record"><oval:field xmlns:oval="http://oval.mitre.org/XMLSchema/oval-definitions-5"
            name="#" datatype="string">\(value)</oval:field></ind:value></ind:yamlfilecontent_state>
            """
        }
        return """
            <oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5"
            xmlns:ind="http://oval.mitre.org/XMLSchema/oval-definitions-5#independent">
            <definitions>\(definitions)</definitions><tests>\(tests)</tests><objects>\(objects)</objects>
            <states>\(states)</states></oval_definitions>
            """
    }()

    private func verdicts(_ bodies: [String: String]) async throws -> (TargetVerdicts, [String]) {
        let folder = TemporaryFolder()
        folder.write("oval.xml", Self.oval)
        let cluster = AskedCluster(base: try await ComplianceRoom().cluster, bodies: bodies)
        let report = try await PlatformScanner(cluster: cluster).scan(
            ScanRequest(contentPath: folder.write("b.xml", Self.benchmark), profile: ""),
            for: ComplianceScan(Object(kind: ComplianceScan.type.kind, name: "s")))
        return (try TargetVerdicts(document: report.document, name: "report"), report.warnings)
    }

    @Test("paths that are no resources are asked of a server: its version and what kubelets run with")
    func paths() async throws {
        let (verdicts, _) = try await verdicts([
            "/version": #"{"gitVersion": "v1.29.7"}"#,
            "/apis/config.openshift.io": #"{"kind": "APIGroup"}"#,
            "/api/v1/nodes":
                #"{"items": [{"metadata": {"name": "w1", "labels": {"node-role.kubernetes.io/worker": ""}}}]}"#,
            "/api/v1/nodes/w1/proxy/configz": #"{"kubeletconfig": {"maxPods": 250}}"#,
        ])
        #expect(verdicts.verdicts.map(\.rule) == ["version", "kubelet"])
        #expect(verdicts.verdicts.map(\.status) == [.pass, .pass])
    }

    @Test("a kubelet that cannot be asked is a warning, and its rule does not pass")
    func silentKubelet() async throws {
        let (verdicts, warnings) = try await verdicts([
            "/version": #"{"gitVersion": "v1.20.0"}"#,
            "/apis/config.openshift.io": #"{"kind": "APIGroup"}"#,
            "/api/v1/nodes":
                #"{"items": [{"metadata": {"name": "w1", "labels": {"node-role.kubernetes.io/worker": ""}}}]}"#,
        ])
        #expect(verdicts.verdicts.map(\.status) == [.fail, .fail])
        #expect(warnings.contains { $0.contains("/api/v1/nodes/w1/proxy/configz") }, "\(warnings)")
    }
}
