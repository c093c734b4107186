import KubeBench
import XCCDF

/// Makes an XCCDF benchmark of kube-bench's files.
struct BenchmarkCatalogue {
    /// The checking system of kube-bench's checks.
    static let system = "https://github.com/aquasecurity/kube-bench"

    private(set) var benchmark: Benchmark
    /// The check of each rule.
    private(set) var references: [String: XCCDF.Check.ContentReference] = [:]
    /// How to verify each rule by hand.
    private(set) var instructions: [String: String] = [:]
    private var names: Set<String> = []

    /// An empty catalogue.
    ///
    /// - Parameters:
    ///   - path: where the benchmarks are.
    ///   - names: what they are called.
    init(_ path: String, _ names: [String]) {
        let name = names.count == 1 ? names[0] : String(path.split(separator: "/").last ?? "")
        benchmark = Benchmark(id: "xccdf_kube-bench_benchmark_\(Self.name(name))")
        benchmark.title = names.count == 1 ? "kube-bench \(names[0])" : "Benchmarks of kube-bench"
    }

    /// The id of a benchmark's profile, or of the profile for one of its files.
    static func profileID(_ benchmark: String, target: String? = nil) -> String {
        "xccdf_kube-bench_profile_\(name(benchmark))" + (target.map { "-\(name($0))" } ?? "")
    }

    /// What the system calls a check: the benchmark, its file and the number.
    static func reference(_ check: KubeBench.Check, in target: String, of benchmark: String)
        -> XCCDF.Check.ContentReference
    {
        XCCDF.Check.ContentReference(href: "\(benchmark)/\(target).yaml", name: check.id)
    }

    /// Takes in a file; its rules are selected by the benchmark's profile and by one of its own.
    mutating func add(_ controls: Controls, of benchmark: String) {
        let section = group(
            "\(benchmark)-\(controls.target)", "\(controls.id) \(controls.text)", parent: nil)
        var rules: [String] = []
        for group in controls.groups {
            let place = self.group(
                "\(benchmark)-\(controls.target)-\(group.id)", "\(group.id) \(group.text)", parent: section)
            for check in group.checks {
                let name = unique(ComplianceVerdict.ruleName(check, of: benchmark), controls.target)
                rules.append(add(check, named: name, parent: place, in: controls.target, of: benchmark))
            }
        }
        let whole = Self.profileID(benchmark)
        if !self.benchmark.profiles.contains(where: { $0.id == whole }) {
            var profile = Profile(id: whole)
            profile.title = "\(benchmark)"
            profile.version = controls.version
            self.benchmark.profiles.append(profile)
        }
        var profile = Profile(id: Self.profileID(benchmark, target: controls.target))
        profile.title = "\(benchmark): \(controls.text)"
        profile.version = controls.version
        let selections = rules.map { Profile.Selection(idref: $0, isSelected: true) }
        profile.selections = selections
        if let place = self.benchmark.profiles.firstIndex(where: { $0.id == whole }) {
            self.benchmark.profiles[place].selections += selections
        }
        self.benchmark.profiles.append(profile)
    }

    private mutating func group(_ name: String, _ title: String, parent: Int?) -> Int {
        var item = Item(id: "xccdf_kube-bench_group_\(Self.name(name))", parent: parent)
        item.title = title
        benchmark.groups.append(Group(item: item))
        benchmark.order.append(.group(benchmark.groups.count - 1))
        return benchmark.groups.count - 1
    }

    private mutating func add(
        _ check: KubeBench.Check, named name: String, parent: Int, in target: String, of benchmark: String
    ) -> String {
        var item = Item(id: "xccdf_kube-bench_rule_\(name)", parent: parent)
        item.title = "\(check.id) \(check.text)"
        item.description = RichText(check.remediation)
        item.isSelected = false
        var rule = Rule(item: item)
        rule.severity = check.isScored ? .medium : .low
        references[rule.id] = Self.reference(check, in: target, of: benchmark)
        let audits = [check.audit, check.auditConfiguration, check.auditEnvironment].map(Self.trimmed)
        let shown = audits.filter { !$0.isEmpty }.joined(separator: "\n")
        if !shown.isEmpty { instructions[rule.id] = shown }
        // What a person has to look at has no check that a machine could answer.
        if check.type != "manual" {
            var question = XCCDF.Check(system: Self.system)
            question.contents = [Self.reference(check, in: target, of: benchmark)]
            rule.checks = [.check(question)]
        }
        self.benchmark.rules.append(rule)
        self.benchmark.order.append(.rule(self.benchmark.rules.count - 1))
        return rule.id
    }

    /// A name that no other rule has: two files may use one number.
    private mutating func unique(_ name: String, _ target: String) -> String {
        var candidate = name
        var number = 1
        while !names.insert(candidate).inserted {
            candidate =
                number == 1 ? "\(name)-\(Self.name(target))" : "\(name)-\(Self.name(target))-\(number)"
            number += 1
        }
        return candidate
    }

    private static func trimmed(_ text: String) -> String {
        var text = text[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    /// A name as ids and labels may hold it.
    private static func name(_ text: some StringProtocol) -> String {
        String(
            text.lowercased().map { character in
                let isAllowed = character.isASCII && (character.isLetter || character.isNumber)
                return isAllowed || character == "." || character == "-" ? character : "-"
            })
    }
}
