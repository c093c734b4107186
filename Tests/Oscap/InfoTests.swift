import Glibc
import ScratchRoots
import Testing

@testable import OscapCommands

struct InfoTests {
    let root: ScratchRoot
    func path(_ name: String) -> String { "\(root.path)/\(name)" }

    init() throws { root = try Fixtures.directory() }

    @Test("a checklist is told with its latest status, its profiles and the files of its checks")
    func checklist() {
        let output = Run("info", path("a-xccdf.xml")).output
        #expect(output.hasPrefix("Document type: XCCDF Checklist\nChecklist version: 1.2\nImported: "))
        #expect(
            output.hasSuffix(
                """
                Status: accepted
                Generated: 2026-02-02
                Resolved: true
                Profiles:
                \tTitle: First profile
                \t\tId: xccdf_test_profile_one
                \tTitle: Second profile
                \t\tId: xccdf_test_profile_two (abstract)
                Referenced check files:
                \ta-oval.xml
                \t\tsystem: http://oval.mitre.org/XMLSchema/oval-definitions-5

                """))
    }

    @Test("--profiles lists id and title, --profile tells of one")
    func profiles() {
        #expect(
            Run("info", "--profiles", path("a-xccdf.xml")).output
                == "xccdf_test_profile_one:First profile\nxccdf_test_profile_two:Second profile\n")
        #expect(
            Run("info", "--profile", "one", path("a-xccdf.xml")).output
                == """
                Document type: XCCDF Checklist
                Profile
                \tTitle: First profile
                \tId: xccdf_test_profile_one

                \tDescription: All but one.

                """)
    }

    @Test("--references names the documents to which rules refer")
    func references() {
        let output = Run("info", "--references", path("a-xccdf.xml")).output
        #expect(output.hasSuffix("References:\n\tstd: https://example.org/std\n"))
        #expect(!Run("info", path("a-xccdf.xml")).output.contains("References:"))
    }

    @Test("--list-vars gives the values under a profile, wherever the profile is")
    func variables() {
        let refined = Run("info", "--profile", "one", "--list-vars", path("a-xccdf.xml"))
        #expect(refined.output == "xccdf_test_value_family\twindows\n" && refined.status == 0)
        root.file(
            "t.xml",
            """
            <Tailoring xmlns="http://checklists.nist.gov/xccdf/1.2" id="xccdf_test_tailoring_t">
            <benchmark href="a-xccdf.xml"/><version time="2026-01-01T00:00:00">1</version>
            <Profile id="xccdf_test_profile_own" extends="xccdf_test_profile_one"><title>Own</title>
            <set-value idref="xccdf_test_value_family">plan9</set-value></Profile></Tailoring>
            """)
        let tailored = Run("info", "--profile", "own", "--list-vars", path("t.xml"))
        #expect(tailored.output == "xccdf_test_value_family\tplan9\n")
        let alone = Run("info", "--list-vars", path("a-xccdf.xml"))
        #expect(alone.status != 0 && alone.errors.contains("--list-vars option requires --profile"))
        let unknown = Run("info", "--profile", "nine", "--list-vars", path("a-xccdf.xml"))
        #expect(unknown.status == 1 && unknown.errors.contains("No profile matching suffix \"nine\""))
        let other = Run("info", "--profile", "one", "--list-vars", path("a-oval.xml"))
        #expect(other.status == 1 && other.output == "")
    }

    @Test("what cannot be read is refused with exit code 1 and without waiting")
    func refusals() {
        mkfifo(path("fifo"), 0o600)
        root.file("empty.xml", "")
        root.file("random.xml", bytes: (0..<200).map { UInt8(truncatingIfNeeded: $0 &* 37) })
        root.file("other.xml", "<a/>")
        root.file("bomb.xml", "<!DOCTYPE a [<!ENTITY b \"x\">]><Benchmark>&b;</Benchmark>")
        root.file("locked.xml", bytes: Array(Fixtures.oval.utf8), mode: 0)
        for name in ["fifo", "empty.xml", "random.xml", "other.xml", "bomb.xml", "missing.xml", "."] {
            for command in [["info"], ["xccdf", "eval"], ["oval", "eval"], ["ds", "sds-split"]] {
                let run = Run(command + [path(name)] + (command[0] == "ds" ? [path("out")] : []))
                #expect(run.status == 1, "\(command) \(name)")
                #expect(run.errors.hasPrefix("OpenSCAP Error: "), "\(command) \(name): \(run.errors)")
            }
        }
        #expect(Run("info", path("missing.xml")).output == "Could not determine document type\n")
        #expect(
            Run("info", path("other.xml")).errors
                == "OpenSCAP Error: Unknown document type: '\(path("other.xml"))'\n")
    }
}
