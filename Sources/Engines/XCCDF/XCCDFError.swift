/// Why a benchmark, a profile or a tailoring cannot be used as asked.
public enum XCCDFError: Error, Equatable, Sendable, CustomStringConvertible {
    /// No profile's id is the name or ends with it.
    case unknownProfile(name: String, candidates: [String])
    /// Several profiles' ids end with the name.
    case ambiguousProfile(name: String, candidates: [String])
    /// A profile extends one that does not exist.
    case unknownBaseProfile(profile: String, base: String, at: Place?)
    /// A profile extends itself, directly or through others; the ids run from the first back to it.
    case profileCycle([String], at: Place?)
    /// A profile is only a base for others (XCCDF 1.2, 6.5.2).
    case abstractProfile(String, at: Place?)
    /// A group, rule or value extends one that does not exist.
    case unknownBase(item: String, base: String, at: Place?)
    /// A group, rule or value extends itself; the ids run from the first back to one that came before.
    case itemCycle([String], at: Place?)
    /// A tailoring file was made for another benchmark.
    case tailoringForAnotherBenchmark(tailored: String, benchmark: String)

    /// Where the wrong words stand, when it is known.
    public var place: Place? {
        switch self {
        case .unknownBaseProfile(_, _, let place), .profileCycle(_, let place),
            .abstractProfile(_, let place),
            .unknownBase(_, _, let place), .itemCycle(_, let place):
            place
        case .unknownProfile, .ambiguousProfile, .tailoringForAnotherBenchmark: nil
        }
    }

    /// One sentence that says what to do.
    public var description: String {
        switch self {
        case .unknownProfile(let name, let candidates):
            "no profile is called \"\(name)\"; the benchmark has \(Self.list(candidates))"
        case .ambiguousProfile(let name, let candidates):
            "\"\(name)\" fits several profiles: \(Self.list(candidates)); give a longer ending of the id"
        case .unknownBaseProfile(let profile, let base, _):
            "profile \"\(profile)\" extends \"\(base)\", which does not exist"
        case .profileCycle(let ids, _):
            "profile \"\(ids.first ?? "")\" extends itself through \(ids.dropFirst().joined(separator: " → "))"
        case .abstractProfile(let id, _):
            "profile \"\(id)\" is abstract: it is there for others to extend and cannot be applied"
        case .unknownBase(let item, let base, _):
            "\"\(item)\" extends \"\(base)\", which is no item of its kind in the benchmark"
        case .itemCycle(let ids, _):
            "\"\(ids.first ?? "")\" extends itself through \(ids.dropFirst().joined(separator: " → "))"
        case .tailoringForAnotherBenchmark(let tailored, let benchmark):
            "the tailoring is for benchmark \"\(tailored)\", not for \"\(benchmark)\""
        }
    }

    private static func list(_ ids: [String]) -> String {
        ids.isEmpty ? "no profiles" : ids.joined(separator: ", ")
    }
}
