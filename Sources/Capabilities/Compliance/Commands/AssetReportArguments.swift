import ArgumentParser
import Capability
import Glibc
import OVAL
import SCAP
import SCAPReports
import XCCDF

/// `--arf FILE` of `compliance scan`, and how much the document holds.
struct AssetReportArguments: ParsableArguments {
    /// How the document has the content.
    enum Source: String, CaseIterable, ExpressibleByArgument {
        case embedded, referenced
    }

    @Option(help: "Write content, results and what OVAL saw to FILE as an Asset Reporting Format document.")
    var arf: String?

    @Option(
        name: .customLong("arf-source"),
        help: "embedded: the document holds the content; referenced: it names its place and SHA-256.")
    var source = Source.embedded

    @Flag(name: .customLong("thin"), help: "Leave out of the document what OVAL saw: verdicts alone.")
    var isThin = false

    func validate() throws {
        guard arf == nil else { return }
        if isThin { throw ValidationError("--thin is about the document of --arf: give --arf FILE") }
        if source != .embedded {
            throw ValidationError("--arf-source is about the document of --arf: give --arf FILE")
        }
    }

    /// What the scan has to keep for the document; nil when none is wanted.
    func record() -> OVALRecord? { arf == nil ? nil : OVALRecord() }

    /// Writes the document if it is wanted.
    func write(
        _ content: Content, _ result: BenchmarkResult, _ subject: TestResultSubject, record: OVALRecord?,
        system: SystemInfo
    ) throws {
        guard let arf, let record else { return }
        // Reading the content and scanning have freed what writing would come on top of.
        ProcessMemory.giveBack()
        var oval = OVALReports(
            content: content, record: record, system: system, generator: Generator(time: Int64(time(nil))))
        if isThin { oval.makeThin() }
        var place = AssetReport.Source.embedded(path: content.path)
        if source == .referenced {
            place = try ContentPlace(content.path).source()
            // The definitions are part of the content, which is named once.
            oval.directives.includesSourceDefinitions = false
        }
        let document = AssetReport(
            content: content, result: result, subject: subject, source: place, parts: oval.parts)
        try OutputFile(path: arf).write { receive in try document.write(to: receive) }
    }
}
