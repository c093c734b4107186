import XCCDF
import XML

/// A benchmark around what a test is about.
func benchmark(_ content: String, options: ReadingOptions = .all) throws -> Benchmark {
    let document = """
        <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" xmlns:h="http://www.w3.org/1999/xhtml" id="b">
        <title>t</title>\(content)</Benchmark>
        """
    return try Benchmark(reader: XMLReader(bytes: Array(document.utf8), name: "b.xml"), options: options)
}

func tailoring(_ content: String) throws -> Tailoring {
    let document = "<Tailoring xmlns='http://checklists.nist.gov/xccdf/1.2' id='t'>\(content)</Tailoring>"
    return try Tailoring(reader: XMLReader(bytes: Array(document.utf8), name: "t.xml"))
}

/// A rule that asks a check of the name of the outcome that it gets.
func rule(_ id: String, _ attributes: String = "", answers outcome: String = "pass", _ content: String = "")
    -> String
{
    """
    <Rule id="\(id)" \(attributes)><title>\(id)</title>\(content)
    <check system="urn:known"><check-content-ref href="f" name="\(outcome)"/></check></Rule>
    """
}

/// A checking system whose checks are named after their outcomes.
struct EchoingChecks: CheckSystem {
    func supports(_ system: String) -> Bool { system == "urn:known" }

    func evaluate(_ query: CheckQuery) -> CheckAnswer {
        if query.name == "exports" {
            let exported = query.exports.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            return .outcome(.pass, messages: exported)
        }
        guard query.href == "f", let outcome = Outcome(rawValue: query.name ?? "") else {
            return .absent("absent")
        }
        return .outcome(outcome, messages: [])
    }

    func evaluateEach(_ query: CheckQuery) -> [(name: String, outcome: Outcome, messages: [String])]? {
        query.href == "each" ? [("pass", .pass, []), ("fail", .fail, [])] : nil
    }
}

/// Platforms by their names.
struct NamedPlatforms: PlatformOracle {
    var present: Set<String> = []
    func describesMachine(_ name: String) -> Bool { present.contains(name) }
    func holds(_ fact: CheckFact) -> Bool { present.contains(fact.id) }
}

extension Benchmark {
    func selected(_ choice: ProfileChoice, tailoring: Tailoring? = nil) throws -> [String] {
        let profile = try resolve(choice, tailoring: tailoring)
        return zip(rules, profile.ruleIsSelected).filter(\.1).map(\.0.id)
    }

    func evaluate(_ choice: ProfileChoice = .default, present: Set<String> = []) throws -> BenchmarkResult {
        BenchmarkEvaluation(
            benchmark: self, profile: try resolve(choice), checks: EchoingChecks(),
            platforms: NamedPlatforms(present: present)
        ).run(clock: { 0 })
    }

    func outcomes(_ choice: ProfileChoice = .default, present: Set<String> = []) throws -> [String: Outcome] {
        try evaluate(choice, present: present).results.reduce(into: [:]) { $0[$1.ruleID] = $1.outcome }
    }
}
