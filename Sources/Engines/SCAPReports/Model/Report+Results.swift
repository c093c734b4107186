import SCAP
import XCCDF

extension Report {
    /// What a scan brought, straight from memory.
    ///
    /// The texts of rules are read from the content's file, with their marks, when a writer asks for them; a file
    /// that cannot be read that way (because it is compressed, say) leaves the plain words of the model.
    public init(content: Content, result: BenchmarkResult, subject: TestResultSubject) {
        self.init(benchmark: content.benchmark, result: result, subject: subject)
        let plain = details
        readTexts(path: content.path) { plain }
    }

    /// Takes the texts of rules from the benchmark's file, or from the model when it cannot be scanned.
    mutating func readTexts(path: String, otherwise model: () -> any RuleDetails) {
        do throws(ReportError) {
            let scanner = try MarkupScanner(path: path)
            if let index = try ResultFileIndex(scanner).benchmark(benchmarkID) {
                details = FileDetails(scanner, index, values: values)
                return
            }
        } catch {
            notes.append("Texts are shown without their marks: \(error)")
        }
        details = model()
    }

    /// What an evaluation brought; the texts of rules are the plain words of the model.
    public init(benchmark: Benchmark, result: BenchmarkResult, subject: TestResultSubject) {
        title = benchmark.title
        benchmarkID = benchmark.id
        benchmarkVersion = benchmark.version
        benchmarkHref = subject.benchmarkHref
        profileID = result.profile.id
        profileTitle = result.profile.title
        resultID = result.testResultID
        target = subject.target
        addresses = subject.addresses
        facts = subject.facts
        platforms = result.platforms
        identity = subject.identity?.name ?? ""
        organizations = subject.organizations
        testSystem = subject.testSystem
        startTime = UTCTime.text(result.startTime)
        endTime = UTCTime.text(result.endTime)
        scores = result.documentScores
        values = result.profile.values
        groups = benchmark.groups.map {
            ReportGroup(id: $0.id, title: $0.item.title, parent: $0.item.parent)
        }
        rules = result.results.map { ReportRule($0, benchmark.rules[$0.ruleIndex]) }
        notes = result.profile.notes
        details = ModelDetails(benchmark: benchmark, profile: result.profile)
    }
}

extension ReportRule {
    fileprivate init(_ result: RuleResult, _ rule: Rule) {
        self.init(id: result.ruleID)
        title = rule.title
        group = rule.item.parent
        outcome = result.outcome
        severity = result.severity
        role = result.role
        weight = result.weight
        time = UTCTime.text(result.time)
        idents = rule.idents
        messages = result.messages
        instances = result.instances
        overrides = result.overrides.map {
            ReportOverride(
                time: UTCTime.text($0.time), authority: $0.authority, oldOutcome: $0.oldOutcome.rawValue,
                newOutcome: $0.newOutcome.rawValue, remark: $0.remark)
        }
        check = result.check
        findings = result.findings
    }
}

/// The texts of a benchmark that is in memory.
final class ModelDetails: RuleDetails {
    private let benchmark: Benchmark
    private let profile: ResolvedProfile
    private let places: [String: Int]

    init(benchmark: Benchmark, profile: ResolvedProfile) {
        self.benchmark = benchmark
        self.profile = profile
        places = Dictionary(benchmark.rules.enumerated().map { ($1.id, $0) }) { first, _ in first }
    }

    func detail(of rule: String) -> RuleDetail {
        var detail = RuleDetail()
        guard let place = places[rule] else { return detail }
        let rule = benchmark.rules[place]
        detail.description = markup(rule.item.description)
        detail.rationale = markup(rule.item.rationale)
        detail.warnings = rule.item.warnings.map { ($0.category, markup($0.text)) }
        detail.references = rule.item.references
        detail.idents = rule.idents
        detail.fixes = rule.fixes.map { fix in
            ReportFix(
                system: fix.system, complexity: fix.complexity, disruption: fix.disruption,
                strategy: fix.strategy, needsReboot: fix.needsReboot,
                text: benchmark.plain(fix.content, under: profile))
        }
        return detail
    }

    private func markup(_ text: RichText) -> Markup { Markup(words: benchmark.plain(text, under: profile)) }
}
