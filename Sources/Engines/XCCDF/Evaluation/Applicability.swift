/// Answers which items are for the machine, asking each platform once.
///
/// A platform that cannot be shown to be present is not: the logic knows true and false only.
struct Applicability {
    private let benchmark: Benchmark
    private let oracle: any PlatformOracle
    private var answers: [String: Bool] = [:]
    private var groups: [Bool?]

    init(benchmark: Benchmark, oracle: any PlatformOracle) {
        self.benchmark = benchmark
        self.oracle = oracle
        groups = Array(repeating: nil, count: benchmark.groups.count)
    }

    /// The platforms that were asked for and are present, sorted.
    var presentPlatforms: [String] { answers.filter(\.value).keys.sorted() }

    /// Whether one of the rule's platforms is present, and one of each group's around it and the benchmark's.
    mutating func applies(_ rule: Rule) -> Bool {
        guard anyIsPresent(rule.item.platforms) else { return false }
        return around(rule.item.parent)
    }

    private mutating func around(_ group: Int?) -> Bool {
        guard let group else { return anyIsPresent(benchmark.platforms) }
        if let known = groups[group] { return known }
        let item = benchmark.groups[group].item
        let answer = anyIsPresent(item.platforms) && around(item.parent)
        groups[group] = answer
        return answer
    }

    private mutating func anyIsPresent(_ platforms: [String]) -> Bool {
        platforms.isEmpty || platforms.contains { isPresent($0) }
    }

    /// Whether a platform is present.
    mutating func isPresent(_ platform: String) -> Bool {
        if let known = answers[platform] { return known }
        let id = platform.hasPrefix("#") ? String(platform.dropFirst()) : platform
        let answer =
            if let test = benchmark.platformSpecification[id] {
                evaluate(test)
            } else {
                oracle.describesMachine(platform)
            }
        answers[platform] = answer
        return answer
    }

    private func evaluate(_ test: LogicalTest) -> Bool {
        switch test {
        case .fact(let name): oracle.describesMachine(name)
        case .check(let fact): oracle.holds(fact)
        case .test(.and, let negate, let parts): parts.allSatisfy(evaluate) != negate
        case .test(.or, let negate, let parts): parts.contains(where: evaluate) != negate
        }
    }
}
