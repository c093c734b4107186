import Bytes
import ClusterDumps
import Glibc
import PlatformFacts
import SCAP
import TemporaryFolders
import Testing
import XCCDF

@testable import Compliance

@Suite("Scans of clusters")
struct PlatformScanTests {
    private static func rule(_ name: String, _ endpoint: String, filter: String? = nil) -> String {
        let id = "id-\(name)"
        let filtered =
            filter.map { filter in
                """
                <h:code class="ocp-api-filter" id="filter-\(id)">\(filter)</h:code>
                <h:code class="ocp-dump-location" id="dump-\(id)"><sub idref="x_value_ocp_data_root"/>\(endpoint)#f</h:code>
                """
            } ?? ""
        return """
            <Rule id="\(name)" selected="true"><title>\(name)</title><warning>
            <h:code class="ocp-api-endpoint" id="\(id)">\(endpoint)</h:code>\(filtered)</warning>
            <check system="http://oval.mitre.org/XMLSchema/oval-definitions-5">
            <check-content-ref href="oval.xml" name="oval:t:def:\(name == "network" ? 1 : name == "platform" ? 2 : 3)"/>
            </check></Rule>
            """
    }

    private static let benchmark = """
        <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" xmlns:h="http://www.w3.org/1999/xhtml" id="b">
        <Value id="x_value_ocp_data_root"><value>/kubernetes-api-resources</value></Value>
        \(rule("network", "/apis/config.openshift.io/v1/networks/cluster"))
        \(rule("platform", "/apis/config.openshift.io/v1/infrastructures/cluster", filter: "[.status.platform]"))
        \(rule("absent", "/apis/absent.openshift.io/v1/things/gone"))
        <Rule id="helper" selected="true"><title>h</title><warning>
        <h:code class="ocp-hide-rule">true</h:code></warning></Rule></Benchmark>
        """

    private static func definition(_ number: Int, _ path: String, _ yamlpath: String, _ value: String)
        -> [String]
    {
        [
            """
            <definition id="oval:t:def:\(number)" version="1" class="compliance"><metadata><title>t</title>
            <description>d</description></metadata><criteria><criterion test_ref="oval:t:tst:\(number)"/></criteria>
            </definition>
            """,
            """
            <ind:yamlfilecontent_test id="oval:t:tst:\(number)" version="1" check="all" comment="c">
            <ind:object object_ref="oval:t:obj:\(number)"/><ind:state state_ref="oval:t:ste:\(number)"/>
            </ind:yamlfilecontent_test>
            """,
            """
            <ind:yamlfilecontent_object id="oval:t:obj:\(number)" version="1">
            <ind:filepath>/kubernetes-api-resources\(path)</ind:filepath><ind:yamlpath>\(yamlpath)</ind:yamlpath>
            </ind:yamlfilecontent_object>
            """,
            """
            <ind:yamlfilecontent_state id="oval:t:ste:\(number)" version="1">
            <ind:value datatype="record"><oval:field xmlns:oval="http://oval.mitre.org/XMLSchema/oval-definitions-5"
            name="#" datatype="string">\(value)</oval:field></ind:value></ind:yamlfilecontent_state>
            """,
        ]
    }

    private static var oval: String {
        let parts = [
            definition(
                1, "/apis/config.openshift.io/v1/networks/cluster", ".status.networkType", "OVNKubernetes"),
            definition(2, "/apis/config.openshift.io/v1/infrastructures/cluster#f", "[:]", "AWS"),
            definition(3, "/apis/absent.openshift.io/v1/things/gone", ".a", "b"),
        ]
        func all(_ place: Int) -> String { parts.map { $0[place] }.joined(separator: "\n") }
        return """
            <oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5"
            xmlns:ind="http://oval.mitre.org/XMLSchema/oval-definitions-5#independent">
            <definitions>\(all(0))</definitions><tests>\(all(1))</tests><objects>\(all(2))</objects>
            <states>\(all(3))</states></oval_definitions>
            """
    }

    private static func outcomes(_ source: any APISource) async throws -> [String: Outcome] {
        let folder = TemporaryFolder()
        folder.write("oval.xml", oval)
        let content = try Content(path: folder.write("b.xml", benchmark), options: [.checks, .texts])
        let scan = PlatformScan(content: content, choice: .default)
        let result = try await scan.run(source).result
        return Dictionary(result.results.map { ($0.ruleID, $0.outcome) }) { $1 }
    }

    @Test("rules are judged by what a dump holds", arguments: [ClusterDump.Layout.paths, .gathered])
    func dumps(layout: ClusterDump.Layout) async throws {
        let folder = TemporaryFolder()
        ClusterDump().write(to: folder.path, as: layout)
        let outcomes = try await Self.outcomes(try DumpSource(directory: folder.path))
        #expect(outcomes["network"] == .pass)
        #expect(outcomes["platform"] == .pass)
        #expect(outcomes["absent"] == .fail)
        #expect(outcomes["helper"] == .notSelected)
    }

    @Test("on plain Kubernetes rules about kinds that it does not have are not for it")
    func plainKubernetes() async throws {
        let outcomes = try await Self.outcomes(ClusterSource(try await ComplianceRoom().cluster))
        #expect(outcomes["network"] == .notApplicable)
        #expect(outcomes["absent"] == .notApplicable)
    }

    @Test("the collected files are gone after the scan, and nobody else can read them before")
    func privacy() throws {
        var files: CollectedRoot? = try CollectedRoot(PlatformFiles())
        let path = try #require(files?.path)
        #expect(TemporaryFolder().path != path)
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o077 == 0)
        files = nil
        #expect(stat(path, &status) != 0)
    }
}
