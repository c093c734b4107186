import XCCDF

/// The repairs of a profile, or of the rules that failed, put together as one file to run.
///
/// ```swift
/// let script = FixScript(benchmark: content.benchmark, profile: profile, kind: .ansible)
/// try output.write(script.bytes())
/// ```
///
/// The file is the peer's (`oscap xccdf generate fix`), byte for byte: its order, its heads and its marks are what
/// other tools look for.
public struct FixScript {
    /// The benchmark, read with its repairs.
    public var benchmark: Benchmark
    /// The decisions in force.
    public var profile: ResolvedProfile
    /// What runs the repairs.
    public var kind: FixKind
    /// The profile's description in the lines of its source; the model's text otherwise.
    public var profileDescription: String?
    /// The result that says which rules failed; nil takes every selected rule.
    public var result: Failures?
    /// The program that made the file, with its version.
    public var generator = "Martlet"
    /// The command by which it was made.
    public var command = "oscap"
    /// What a kickstart file says of the content: its path as the installed machine will have it.
    public var contentPath = "xccdf-file.xml"

    /// A result as a repair looks at it.
    public struct Failures: Sendable {
        /// The result's id.
        public var id: String
        /// When the scan began and ended, as the document has it.
        public var startTime: String
        /// When the scan ended.
        public var endTime: String
        /// The ids of the rules that failed, in the document's order.
        public var rules: [String]

        /// Describes a result.
        public init(id: String, startTime: String, endTime: String, rules: [String]) {
            self.id = id
            self.startTime = startTime
            self.endTime = endTime
            self.rules = rules
        }

        /// What a report says.
        public init(_ report: Report) {
            id = report.resultID
            startTime = report.startTime
            endTime = report.endTime
            rules = report.rules.filter { $0.outcome == .fail }.map(\.id)
        }
    }

    /// Prepares a file.
    public init(benchmark: Benchmark, profile: ResolvedProfile, kind: FixKind, result: Failures? = nil) {
        self.benchmark = benchmark
        self.profile = profile
        self.kind = kind
        self.result = result
    }

    /// The file.
    ///
    /// - Throws: ``ReportError`` when a repair of a kind that is put together from commands has one that is not
    ///   known, and for a kickstart from results: an installed machine is not installed again.
    public func bytes() throws(ReportError) -> [UInt8] {
        let text: String
        switch kind {
        case .ansible: text = header + AnsiblePlaybook(texts).text
        case .blueprint: text = header + blueprintHead + Blueprint(texts).text
        case .bootc: text = try BootcScript(texts, in: benchmark.id).text
        case .kickstart:
            guard result == nil else {
                throw ReportError(
                    file: benchmark.id, "a kickstart cannot be made from results; choose a profile instead")
            }
            text = try header + Kickstart(texts, script: self).text
        case .bash: text = header + bash
        case .puppet, .anaconda, .ignition, .kubernetes: text = texts.compactMap(\.text).joined()
        }
        return Array(text.utf8)
    }

    /// The rules to repair with their repair; a failed rule that the profile leaves out has none.
    private var texts: [(rule: String, text: String?)] {
        var places: [Int] = []
        if let result {
            let byID = Dictionary(benchmark.rules.enumerated().map { ($1.id, $0) }) { first, _ in first }
            places = result.rules.compactMap { byID[$0] }
        } else {
            places = benchmark.order.compactMap { index in
                guard case .rule(let place) = index, profile.ruleIsSelected[place] else { return nil }
                return place
            }
        }
        return places.map { place in
            (benchmark.rules[place].id, profile.ruleIsSelected[place] ? text(ofRuleAt: place) : nil)
        }
    }

    /// The repair of one rule with the profile's values in it; nil when the rule has none of the kind.
    ///
    /// - Parameter place: An index of ``Benchmark/rules``.
    public func text(ofRuleAt place: Int) -> String? {
        Fix.suitable(of: benchmark.rules[place].fixes.filter { $0.system == kind.system }).map {
            benchmark.plain($0.content, under: profile)
        }
    }

    private var bash: String {
        let texts = texts
        let line = String(repeating: "#", count: 79)
        return texts.enumerated().reduce(into: "") { script, entry in
            let (index, rule) = (entry.offset + 1, entry.element.rule)
            script += "\(line)\n# BEGIN fix (\(index) / \(texts.count)) for '\(rule)'\n\(line)\n"
            script += "(>&2 echo \"Remediating rule \(index)/\(texts.count): '\(rule)'\")"
            if let text = entry.element.text {
                script += "\n\(text)"
            } else {
                script += "\n(>&2 echo \"FIX FOR THIS RULE '\(rule)' IS MISSING!\")\n"
            }
            script += "\n# END fix for '\(rule)'\n\n"
        }
    }
}
