import OVAL
import XCCDF

/// Answers the OVAL checks of a benchmark.
///
/// Rules share a document and, as a rule, its external variables, so one judge serves them all and looks at
/// nothing twice. A check that exports another value under the same name gets a judge of its own.
final class OVALCheckSystem: CheckSystem {
    private let components: [String: Component]
    private let exports: [String: [String]]
    private let makeJudge: JudgeMaker
    private var judges: [Key: any DefinitionJudge] = [:]

    private struct Key: Hashable {
        let href: String
        /// The values that differ from the benchmark's own exports.
        let deviations: [String: [String]]
    }

    /// - Parameter exports: What the benchmark's checks export, by variable; the first export of a name counts.
    init(components: [String: Component], exports: [String: [String]], makeJudge: @escaping JudgeMaker) {
        self.components = components
        self.exports = exports
        self.makeJudge = makeJudge
    }

    func supports(_ system: String) -> Bool { system == CheckSystemURI.oval }

    func evaluate(_ query: CheckQuery) -> CheckAnswer {
        let definitions: Definitions
        switch components[query.href] {
        case .oval(let found): definitions = found
        case .broken(let sentence): return .outcome(.error, messages: [sentence])
        case .absent(let sentence): return .absent(sentence)
        case nil: return .absent("The content has no file \"\(query.href)\".")
        default: return .absent("\"\(query.href)\" holds no OVAL definitions.")
        }
        let judge = judge(of: definitions, query)
        guard let name = query.name else { return joined(definitions, judge) }
        guard let definition = definitions.definitions[name] else {
            // A definition that the document lists is there: its form in the cache of content is damaged.
            return definitions.order.contains(name)
                ? .outcome(.error, messages: [Self.damage(name, definitions)])
                : .absent("\"\(query.href)\" has no definition \"\(name)\".")
        }
        let answer = judge.judge(name)
        return .outcome(Outcome(answer.verdict, definition.definitionClass), messages: answer.messages)
    }

    func findings(_ query: CheckQuery) -> [Finding] {
        guard case .oval(let definitions)? = components[query.href] else { return [] }
        let judge = judge(of: definitions, query)
        var findings: [Finding] = []
        for name in query.name.map({ [$0] }) ?? definitions.order {
            guard let definition = definitions.definitions[name] else { continue }
            findings += Self.findings(definition, judge)
            // A whole document may hold thousands of definitions: the first that say something are enough.
            if findings.count >= Self.findingLimit { break }
        }
        return Array(findings.prefix(Self.findingLimit))
    }

    private static func findings(_ definition: Definition, _ judge: any DefinitionJudge) -> [Finding] {
        guard definition.definitionClass.findsFault else { return judge.findings(definition.id) }
        // Of a vulnerability, being there is what speaks against the machine.
        let verdict = judge.judge(definition.id).verdict
        guard verdict != .false, verdict != .notApplicable else { return [] }
        return [Finding(test: definition.id, comment: definition.title, verdict: verdict.rawValue)]
    }

    /// The most tests that speak for one rule's outcome.
    private static let findingLimit = 50

    func evaluateEach(_ query: CheckQuery) -> [(name: String, outcome: Outcome, messages: [String])]? {
        guard case .oval(let definitions)? = components[query.href] else { return nil }
        let judge = judge(of: definitions, query)
        return definitions.order.map { id in
            guard let definition = definitions.definitions[id] else {
                return (id, .error, [Self.damage(id, definitions)])
            }
            let answer = judge.judge(id)
            return (id, Outcome(answer.verdict, definition.definitionClass), answer.messages)
        }
    }

    /// Whether a definition is true, for platforms.
    func isTrue(_ fact: CheckFact) -> Bool {
        guard supports(fact.system), case .oval(let definitions)? = components[fact.href],
            definitions.definitions[fact.id] != nil
        else { return false }
        let query = CheckQuery(system: fact.system, href: fact.href, name: fact.id)
        return judge(of: definitions, query).judge(fact.id).verdict == .true
    }

    /// The judges that were asked, by the names of their files; one of a file's own exports stands before others.
    var judged: [(href: String, judge: any DefinitionJudge)] {
        judges.sorted { first, second in
            (first.key.href, first.key.deviations.count) < (second.key.href, second.key.deviations.count)
        }.map { ($0.key.href, $0.value) }
    }

    /// Every definition of the document, as parts of one check.
    private func joined(_ definitions: Definitions, _ judge: any DefinitionJudge) -> CheckAnswer {
        var outcome: Outcome?
        var messages: [String] = []
        for id in definitions.order {
            guard let definition = definitions.definitions[id] else {
                return .outcome(.error, messages: [Self.damage(id, definitions)])
            }
            let answer = judge.judge(id)
            let next = Outcome(answer.verdict, definition.definitionClass)
            if next != .pass { messages += answer.messages.map { "\(id): \($0)" } }
            outcome = outcome?.and(next) ?? next
        }
        guard let outcome else { return .absent("The document has no definitions.") }
        return .outcome(outcome, messages: messages)
    }

    private static func damage(_ definition: String, _ document: Definitions) -> String {
        "\(document.file): the definition \"\(definition)\" cannot be read"
    }

    private func judge(of definitions: Definitions, _ query: CheckQuery) -> any DefinitionJudge {
        let deviations = query.exports.filter { exports[$0.key] != $0.value }
        let key = Key(href: query.href, deviations: deviations)
        if let known = judges[key] { return known }
        let judge = makeJudge(definitions, exports.merging(deviations) { $1 })
        judges[key] = judge
        return judge
    }
}

extension Outcome {
    /// What a definition's verdict means for a rule (SCAP 1.3, 4.5.2; XCCDF results of OVAL classes).
    init(_ verdict: OVAL.Verdict, _ definitionClass: Definition.Class) {
        let findsFault = definitionClass.findsFault
        self =
            switch verdict {
            case .true: findsFault ? .fail : .pass
            case .false: findsFault ? .pass : .fail
            case .unknown: .unknown
            case .error: .error
            case .notEvaluated: .notChecked
            case .notApplicable: .notApplicable
            }
    }
}

extension Definition.Class {
    /// Whether a true definition is bad news.
    fileprivate var findsFault: Bool { self == .patch || self == .vulnerability }
}
