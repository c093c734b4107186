extension Benchmark {
    /// The files that the rules' checks name, each once, in order.
    public var checkFiles: [String] {
        var seen: Set<String> = []
        var files: [String] = []
        func collect(_ check: CheckExpression) {
            switch check {
            case .check(let check):
                for content in check.contents where seen.insert(content.href).inserted {
                    files.append(content.href)
                }
            case .complex(_, _, let parts): parts.forEach(collect)
            }
        }
        for rule in rules { rule.checks.forEach(collect) }
        return files
    }
}
