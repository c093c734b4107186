import Glibc
import Host
import OVAL
import SCAP
import ScratchRoots
import Testing
import XCCDF
import XML

@testable import SCAPReports

/// Result documents against the standard's schemas and the peer; they need the peer and real content.
@Suite(.enabled(if: Oscap.canCompare)) struct DocumentTests {
    private static let schema = "/usr/share/openscap/schemas/xccdf/1.2/xccdf_1.2.xsd"

    /// A scan of an empty directory: every kind of outcome but the slow ones comes up.
    private func scan(
        _ record: OVALRecord? = nil
    ) throws -> (content: Content, result: BenchmarkResult, subject: TestResultSubject) {
        let path = try #require(Oscap.content)
        let content = try Content(path: path, options: .all)
        let root = try ScratchRoot()
        if record != nil {
            // Rules apply to a system that is there.
            root.file("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n")
            root.file("etc/debian_version", "12.5\n")
            root.file("etc/passwd", "toor:x:0:0::/:/bin/sh\n")
            root.file(
                "var/lib/dpkg/status", "Package: base-files\nStatus: install ok installed\nVersion: 12\n\n")
        }
        let result = try content.scan(
            .named("standard"), collector: Collector(host: try Host(root: root.path)),
            clock: { 1_709_210_096 }, record: record)
        let facts = TestResultSubject.facts(
            scanner: ("Martlet", "1"), hostName: "h", domainName: "h.example.org",
            hardwareAddresses: ["0A:07:03:08:FB:10"], addresses: ["192.0.2.1", "2001:db8::1"])
        var subject = TestResultSubject(
            target: "h", addresses: ["192.0.2.1", "2001:db8::1"], facts: facts, benchmarkHref: "#b")
        subject.organizations = ["ACME"]
        subject.identity = .init(name: "root", isAuthenticated: false, isPrivileged: true)
        return (content, result, subject)
    }

    private func valid(_ path: String, _ schema: String) -> String {
        ScratchFile.output("xmllint --nonet --noout --schema \(schema) \(path) | tail -3")
    }

    @Test("a result alone, and a benchmark with a result in it, are valid XCCDF 1.2")
    func xccdf() throws {
        let (content, result, subject) = try scan()
        var richer = result
        richer.results[0].overrides = [
            Override(time: 0, authority: "a", oldOutcome: .fail, newOutcome: .pass, remark: "r")
        ]
        richer.results[0].instances = [Instance(name: "i")]
        richer.results[0].messages = ["m <&>"]
        let alone = try ScratchFile(richer.document(of: content.benchmark, subject: subject))
        #expect(valid(alone.path, Self.schema).hasSuffix("validates\n"))
        let pieces = Pieces()
        try BenchmarkDocument(
            path: content.path, benchmark: content.benchmark, result: richer, subject: subject
        ).write(to: pieces.receive)
        let whole = try ScratchFile(pieces.bytes)
        #expect(valid(whole.path, Self.schema).hasSuffix("validates\n"))
        #expect(try Report(path: whole.path).rules.map(\.outcome) == result.results.map(\.outcome))
    }

    @Test("an ARF document with the content in it is valid to the peer, which makes its own page of it")
    func arf() throws {
        let (content, result, subject) = try scan()
        let pieces = Pieces()
        try AssetReport(content: content, result: result, subject: subject).write(to: pieces.receive)
        let file = try ScratchFile(pieces.bytes)
        #expect(ScratchFile.output("oscap ds rds-validate \(file.path) && echo valid") == "valid\n")
        let page = ScratchFile.output("oscap xccdf generate report \(file.path) 2>/dev/null | wc -c")
        #expect(Int(page.filter(\.isNumber)) ?? 0 > 100_000)
        let report = try Report(path: file.path)
        #expect(report.rules.map(\.outcome) == result.results.map(\.outcome))
        #expect(report.rules.map(\.title) == content.benchmark.rules.map(\.title))
    }

    @Test("an ARF document that names its content is valid and at most a tenth as large")
    func referenced() throws {
        let (content, result, subject) = try scan()
        let (whole, small) = (Pieces(), Pieces())
        try AssetReport(content: content, result: result, subject: subject).write(to: whole.receive)
        let source = AssetReport.Source.referenced(
            href: "https://example.org/ds.xml", sha256: String(repeating: "0", count: 64))
        try AssetReport(content: content, result: result, subject: subject, source: source).write(
            to: small.receive)
        #expect(small.bytes.count * 10 < whole.bytes.count)
        let file = try ScratchFile(small.bytes)
        #expect(ScratchFile.output("oscap ds rds-validate \(file.path) && echo valid") == "valid\n")
    }

    @Test("an ARF document holds what OVAL saw, whole or thin, and is valid to the peer")
    func ovalResults() throws {
        let record = OVALRecord()
        let (content, result, subject) = try scan(record)
        var reports = OVALReports(
            content: content, record: record, system: SystemInfo(), generator: Generator(time: 0))
        let whole = try written(content, result, subject, reports)
        let report = try Report(path: whole.path)
        let failed = try #require(report.rules.first { $0.outcome == .fail })
        #expect(!failed.findings.isEmpty && failed.check?.contents.first?.href.hasPrefix("#oval") == true)
        let memory = Report(content: content, result: result, subject: subject)
        let same = memory.rules.first { $0.id == failed.id }
        #expect(same?.findings.first?.test == failed.findings.first?.test)
        reports.makeThin()
        let source = AssetReport.Source.referenced(
            href: "file:///ds.xml", sha256: String(repeating: "0", count: 64))
        let thin = try written(content, result, subject, reports, source)
        #expect(thin.size * 10 < whole.size)
        let read = try Report(path: thin.path, benchmarkPath: content.path)
        #expect(read.rules.map(\.outcome) == report.rules.map(\.outcome))
    }

    private func written(
        _ content: Content, _ result: BenchmarkResult, _ subject: TestResultSubject, _ reports: OVALReports,
        _ source: AssetReport.Source? = nil
    ) throws -> ScratchFile {
        let pieces = Pieces()
        try AssetReport(
            content: content, result: result, subject: subject, source: source, parts: reports.parts
        ).write(to: pieces.receive)
        let file = try ScratchFile(pieces.bytes)
        #expect(ScratchFile.output("oscap ds rds-validate \(file.path) && echo valid") == "valid\n")
        return file
    }

    @Test("a page from memory and a page from the file say the same of each rule")
    func sameTexts() throws {
        let (content, result, subject) = try scan()
        let pieces = Pieces()
        try AssetReport(content: content, result: result, subject: subject).write(to: pieces.receive)
        let fromFile = try Report(bytes: pieces.bytes, name: "arf.xml")
        let fromMemory = Report(content: content, result: result, subject: subject)
        for (left, right) in zip(fromFile.selectedRules, fromMemory.selectedRules) {
            #expect(left.id == right.id && left.outcome == right.outcome && left.title == right.title)
            #expect(try fromFile.detail(of: left).description == fromMemory.detail(of: right).description)
            #expect(try fromFile.detail(of: left).fixes == fromMemory.detail(of: right).fixes)
        }
    }

    @Test("a guide has every selected rule of the profile, with the values in force")
    func guide() throws {
        let content = try Content(path: try #require(Oscap.content), options: .all)
        let profile = try content.resolve(.named("standard"))
        let pieces = Pieces()
        try Guide(content: content, profile: profile).writeHTML(to: pieces.receive)
        let articles = pieces.text.split(separator: "<article").count - 1
        #expect(articles == profile.selectedRuleCount)
        #expect(!pieces.text.contains("<sub idref"))
    }

    @Test("our result document says what the peer's says of the same scan, field by field")
    func peer() throws {
        let root = try ScratchRoot()
        root.file("etc/debian_version", "12.5\n")
        root.file("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n")
        root.file("etc/passwd", "root:x:0:0:root:/root:/bin/bash\ntoor:x:0:0::/:/bin/sh\n")
        root.file(
            "var/lib/dpkg/status", "Package: base-files\nStatus: install ok installed\nVersion: 12\n\n")
        root.file("etc/ssh/sshd_config", "PermitRootLogin yes\nMaxAuthTries 3\n")
        let content = try Content(path: try #require(Oscap.content), options: .all)
        let result = try content.scan(
            .named("standard"), collector: Collector(host: try Host(root: root.path)), clock: { 0 })
        let subject = TestResultSubject(target: "h", benchmarkHref: content.path)
        let ours = try Report(bytes: result.document(of: content.benchmark, subject: subject), name: "ours")
        let file = try ScratchFile([])
        _ = ScratchFile.output(
            "OSCAP_PROBE_ROOT=\(root.path) oscap xccdf eval --profile standard --results \(file.path) \(content.path)"
        )
        let theirs = try Report(path: file.path)
        #expect(ours.rules.map(\.id) == theirs.rules.map(\.id))
        for (our, their) in zip(ours.rules, theirs.rules) {
            #expect(our.outcome == their.outcome && our.severity == their.severity, "\(our.id)")
            #expect(our.role == their.role && our.weight == their.weight, "\(our.id)")
            #expect(our.idents == their.idents, "\(our.id)")
            #expect(our.check?.system == their.check?.system, "\(our.id)")
            #expect(our.check?.contents == their.check?.contents, "\(our.id)")
        }
        #expect(ours.values == theirs.values)
        #expect(ours.platforms == theirs.platforms)
        #expect(ours.profileID == theirs.profileID && ours.benchmarkID == theirs.benchmarkID)
        #expect(abs((ours.score?.value ?? -1) - (theirs.score?.value ?? -2)) < 0.001)
    }
}

@Suite struct AssetNameTests {
    @Test(
        "only words joined by dots are a machine's name",
        arguments: [
            ("node-1", true), ("node_1.example.org", true), ("", false), ("a b", false), ("a..b", false),
            ("<x>", false), (".a", false),
        ])
    func names(text: String, isName: Bool) { #expect(AssetIdentification.isName(text) == isName) }
}
