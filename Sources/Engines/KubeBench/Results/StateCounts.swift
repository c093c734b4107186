/// How many checks are in which state.
public struct StateCounts: Equatable, Sendable {
    /// The number of checks by state.
    public private(set) var counts: [CheckState: Int] = [:]

    /// Counts some results.
    public init(_ results: some Sequence<CheckResult>) {
        for result in results { counts[result.state, default: 0] += 1 }
    }

    /// How many are in a state.
    public subscript(_ state: CheckState) -> Int { counts[state] ?? 0 }
}
