import SCAPReports

/// `oscap xccdf resolve`: writes a checklist in which nothing extends anything any more.
struct ResolveChecklist {
    let invocation: Invocation

    func run() throws(Failure) -> ExitStatus {
        guard let output = invocation.arguments.value("output") else {
            throw Failure(lines: ["No output document filename specified!"])
        }
        let path = invocation.words[0]
        let source = try SourceFile(path)
        guard source.kind == .checklist else {
            throw Failure("Failed to import XCCDF content from '\(path)': it is no checklist.")
        }
        try ContentValidity(invocation).check(source)
        let resolved: ResolvedBenchmark
        do { resolved = try ResolvedBenchmark(path: path) } catch is ResolvedBenchmark.Loop {
            throw Failure(lines: ["Benchmark resolving failure (probably a dependency loop)!"])
        } catch {
            throw Failure("\(error)")
        }
        if resolved.isResolved, !invocation.arguments.has("force") {
            throw Failure(lines: ["Benchmark is already resolved!"])
        }
        try ResultFile(output).write { receive in try resolved.write(to: receive) }
        return .ok
    }
}
