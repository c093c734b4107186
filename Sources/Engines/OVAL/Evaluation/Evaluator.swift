/// Decides the definitions of a document on one host.
///
/// Everything is evaluated at most once: definitions, tests, objects, states and variables keep their results.
/// An evaluator belongs to one scan and one thread; it has no clock of its own.
///
/// ```swift
/// let evaluator = Evaluator(definitions, collector: collector, externalValues: ["oval:x:var:1": ["600"]])
/// if evaluator.verdict(ofDefinition: id) == .false { print(evaluator.evidence(ofDefinition: id)) }
/// ```
public final class Evaluator {
    /// What is evaluated.
    public let definitions: Definitions
    /// The kinds of object that some test needed and no probe serves; such tests are `not evaluated`.
    public internal(set) var unsupportedObjects: Set<String> = []

    var collector: Collector
    let externalValues: [String: [String]]
    var now: Int64
    let neededFields: NeededFields
    let collectsWholeItems: Bool
    /// What no output may show.
    private(set) lazy var masks = Masks(definitions)
    /// What depends on what, for scans after the first.
    private(set) lazy var dependents = Dependents(definitions)
    var path = ReferencePath()
    var definitionResults: [String: DefinitionResult] = [:]
    var testResults: [String: TestResult] = [:]
    var collections: [String: Collected] = [:]
    /// The numbers under which the collector's memo keeps what was collected for objects.
    var remembered: [String: Int] = [:]
    var matchers: [String: StateMatcher] = [:]
    var values: [String: VariableValues] = [:]
    /// The parts that were asked for and are not there.
    var losses: [Loss] = []

    /// An evaluator.
    ///
    /// - Parameters:
    ///   - externalValues: the values of external variables by id, from XCCDF or a variables file.
    ///   - now: seconds since 1970, from which `time_difference` reckons.
    ///   - collectsWholeItems: whether probes give the entities of an item that decide nothing, too. A document
    ///     of results shows them; a verdict does without them and is had sooner.
    public init(
        _ definitions: Definitions, collector: Collector, externalValues: [String: [String]] = [:],
        now: Int64 = 0, collectsWholeItems: Bool = false
    ) {
        self.definitions = definitions
        self.collector = collector
        self.externalValues = externalValues
        self.now = now
        self.neededFields = NeededFields(definitions)
        self.collectsWholeItems = collectsWholeItems
    }

    /// The verdict on a definition; `unknown` when the document has no such id.
    public func verdict(ofDefinition id: String) -> Verdict { result(ofDefinition: id).verdict }

    /// The verdict on a definition with what there is to say about it.
    public func result(ofDefinition id: String) -> DefinitionResult {
        if let known = definitionResults[id] { return known }
        guard let definition = definitions.definitions[id] else {
            return DefinitionResult(verdict: .unknown, message: lose(.definition(id)))
        }
        do throws(ReferencePath.Obstacle) { try path.enter(id) } catch {
            return mark(error, at: id)
        }
        // A definition without criteria is not evaluated (oscap agrees).
        let verdict = definition.criteria.map(self.verdict(of:)) ?? .notEvaluated
        path.leave()
        // A cycle found below has already spoken for the definitions on it.
        if let known = definitionResults[id] { return known }
        let loss = loss(behind: .definition(id))
        let result = DefinitionResult(verdict: loss == nil ? verdict : .error, message: loss)
        definitionResults[id] = result
        return result
    }

    /// A cycle leaves every definition on it undecided, wherever it was entered, as oscap leaves it.
    private func mark(_ obstacle: ReferencePath.Obstacle, at id: String) -> DefinitionResult {
        let result = DefinitionResult(
            verdict: .notEvaluated,
            message: "\(definitions.file): \(obstacle); the definition is not evaluated")
        switch obstacle {
        case .cycle(let ids):
            for id in ids where definitions.definitions[id] != nil { definitionResults[id] = result }
        case .tooDeep: definitionResults[id] = result
        }
        return result
    }

    /// `applicability_check` changes nothing: the standard gives it no table, and oscap ignores it.
    private func verdict(of criteria: Criteria) -> Verdict {
        var tally = Tally()
        for node in criteria.nodes {
            switch node {
            case .criteria(let criteria): tally.add(verdict(of: criteria))
            case .test(let id, let negate, _, _): tally.add(verdict(ofTest: id).negated(if: negate))
            case .definition(let id, let negate, _, _):
                tally.add(verdict(ofDefinition: id).negated(if: negate))
            }
        }
        return criteria.combination.verdict(tally).negated(if: criteria.negate)
    }
}

/// What evaluating a definition came to.
public struct DefinitionResult: Sendable {
    /// The verdict.
    public var verdict: Verdict
    /// Why it could not be evaluated, if it could not.
    public var message: String?
}
