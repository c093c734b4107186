/// Why a benchmark, a profile or a tailoring cannot be used as asked.
public enum XCCDFError: Error, Equatable, Sendable, CustomStringConvertible {
    /// No profile's id is the name or ends with it.
    case unknownProfile(name: String, candidates: [String])
    /// Several profiles' ids end with the name.
    case ambiguousProfile(name: String, candidates: [String])
    /// A profile extends one that does not exist.
    case unknownBaseProfile(profile: String, base: String)
    /// A profile extends itself, directly or through others; the ids run from the first back to it.
    case profileCycle([String])
    /// A tailoring file was made for another benchmark.
    case tailoringForAnotherBenchmark(tailored: String, benchmark: String)

    /// One sentence that says what to do.
    public var description: String {
        switch self {
        case .unknownProfile(let name, let candidates):
            "no profile is called \"\(name)\"; the benchmark has \(Self.list(candidates))"
        case .ambiguousProfile(let name, let candidates):
            "\"\(name)\" fits several profiles: \(Self.list(candidates)); give a longer ending of the id"
        case .unknownBaseProfile(let profile, let base):
            "profile \"\(profile)\" extends \"\(base)\", which does not exist"
        case .profileCycle(let ids):
            "profile \"\(ids.first ?? "")\" extends itself through \(ids.dropFirst().joined(separator: " → "))"
        case .tailoringForAnotherBenchmark(let tailored, let benchmark):
            "the tailoring is for benchmark \"\(tailored)\", not for \"\(benchmark)\""
        }
    }

    private static func list(_ ids: [String]) -> String {
        ids.isEmpty ? "no profiles" : ids.joined(separator: ", ")
    }
}
