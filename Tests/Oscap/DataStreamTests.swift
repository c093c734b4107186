import Fuzzing
import ScratchRoots
import Testing

@testable import OscapCommands

struct DataStreamTests {
    let root: ScratchRoot
    var stream: String { root.path + "/ds.xml" }
    func path(_ name: String) -> String { "\(root.path)/\(name)" }

    init() throws {
        root = try Fixtures.directory()
        #expect(Run("ds", "sds-compose", root.path + "/a-xccdf.xml", root.path + "/ds.xml").status == 0)
    }

    @Test("a composed data stream gives the same results as its files, and splits into them byte for byte")
    func roundTrip() {
        let fromFiles = Run("xccdf", "eval", "--profile", "one", path("a-xccdf.xml"))
        let fromStream = Run("xccdf", "eval", "--profile", "one", stream)
        #expect(fromStream.output == fromFiles.output && fromStream.status == 2)
        #expect(Run("ds", "sds-split", stream, path("out")).status == 0)
        #expect(Fixtures.files(path("out")) == ["a-oval.xml", "scap_org.open-scap_cref_a-xccdf.xml"])
        // The root element also declares the namespaces that were in scope around it.
        let body = Fixtures.oval.split(separator: "<generator>").last.map(String.init) ?? "none"
        #expect(Fixtures.text(path("out/a-oval.xml")).hasSuffix("<generator>\(body)\n"))
    }

    @Test("a component is added where its section is, with a new section when there is none")
    func adds() {
        root.file("b-oval.xml", Fixtures.oval)
        root.file(
            "b-dictionary.xml",
            """
            <cpe-list xmlns="http://cpe.mitre.org/dictionary/2.0"><cpe-item name="cpe:/o:x:y"><title>y</title>
            <check system="http://oval.mitre.org/XMLSchema/oval-definitions-5" href="b-oval.xml">oval:test:def:1</check>
            </cpe-item></cpe-list>
            """)
        #expect(Run("ds", "sds-add", path("b-dictionary.xml"), stream).status == 0)
        let info = Run("info", stream).output
        let name = path("b-dictionary.xml").split(separator: "/", omittingEmptySubsequences: false).joined(
            separator: "--")
        #expect(info.contains("Dictionaries:\n\tRef-Id: scap_org.open-scap_cref_\(name)\n"))
        #expect(info.contains("--b-oval.xml\n"))
        #expect(Run("xccdf", "eval", "--skip-valid", "--profile", "one", stream).status == 2)
        #expect(Run("ds", "sds-add", path("b-dictionary.xml"), stream).status == 1)
    }

    @Test("names in content never lead out of the target directory")
    func staysInside() {
        let hostile = Fixtures.text(stream).split(
            separator: "name=\"a-oval.xml\"", omittingEmptySubsequences: false
        )
        .joined(separator: "name=\"../evil.xml\"")
        root.file("hostile.xml", hostile)
        let run = Run("ds", "sds-split", path("hostile.xml"), path("out"))
        #expect(run.status == 1)
        #expect(run.errors.contains("\"../evil.xml\" leads out of"))
        #expect(!Fixtures.files(root.path).contains("evil.xml"))
    }

    @Test("results and their source go into one file and come out of it again")
    func resultStream() {
        _ = Run("xccdf", "eval", "--profile", "one", "--results", path("r.xml"), stream)
        #expect(Run("ds", "rds-create", stream, path("arf.xml"), path("r.xml")).status == 0)
        let info = Run("info", path("arf.xml"))
        #expect(
            info.output.contains("Asset: asset0\n\tARF report: xccdf1\n\t\tReport request: collection1\n"))
        #expect(info.output.contains("\t\tSource profile: xccdf_test_profile_one\n"))
        #expect(Run("ds", "rds-split", "--skip-valid", path("arf.xml"), path("out")).status == 0)
        #expect(Fixtures.files(path("out")) == ["report-request.xml", "report.xml"])
        #expect(Run("xccdf", "eval", "--profile", "one", path("out/report-request.xml")).status == 2)
        let lost = Run("ds", "rds-split", "--report-id", "x", path("arf.xml"), path("out"))
        #expect(lost.status == 1)
    }

    @Test("mutilated data streams are described or refused, never worse")
    func fuzz() throws {
        let seed = Array(Fixtures.text(stream).utf8)
        var described = 0
        for mutant in Mutants(of: [seed], tokens: ["ds:component", "xlink:href", "name", "#"], count: 150) {
            root.file("mutant.xml", bytes: mutant.bytes)
            let run = Run("info", path("mutant.xml"))
            #expect([0, 1].contains(run.status), "\(mutant)")
            described += run.status == 0 ? 1 : 0
            #expect(
                [0, 1].contains(Run("ds", "sds-split", path("mutant.xml"), path("m")).status), "\(mutant)")
            #expect(
                [0, 1].contains(Run("ds", "sds-add", path("a-oval.xml"), path("mutant.xml")).status),
                "\(mutant)")
        }
        #expect(described > 0)
    }
}
