/// Which decisions about a benchmark are in force.
public enum ProfileChoice: Sendable, Hashable {
    /// The benchmark's own.
    case `default`
    /// Every group and rule is selected; the peer spells it `(all)`.
    case all
    /// The profile whose id is the text, or the only one whose id ends with it.
    case named(String)

    /// Reads what a person typed; nil, an empty text and `(default)` mean the benchmark's own decisions.
    public init(_ text: String?) {
        switch text {
        case nil, "", "(default)": self = .default
        case "(all)": self = .all
        case let name?: self = .named(name)
        }
    }
}

extension Benchmark {
    /// The profile that a name means, looked for in the tailoring first.
    ///
    /// Errors: ``XCCDFError/unknownProfile(name:candidates:)`` and
    /// ``XCCDFError/ambiguousProfile(name:candidates:)``, which list the candidates.
    public func profile(named name: String, tailoring: Tailoring? = nil) throws(XCCDFError) -> Profile {
        let tailored = tailoring?.profiles ?? []
        let hidden = Set(tailored.map(\.id))
        let visible = tailored + profiles.filter { !hidden.contains($0.id) }
        if let exact = visible.first(where: { $0.id == name }) { return exact }
        let matches = visible.filter { $0.id.hasSuffix(name) }
        switch matches.count {
        case 1: return matches[0]
        case 0: throw .unknownProfile(name: name, candidates: visible.map(\.id))
        default: throw .ambiguousProfile(name: name, candidates: matches.map(\.id))
        }
    }

    /// The profile with what it extends written into it: the base's decisions first, so that its own win.
    func flattened(_ profile: Profile, tailoring: Tailoring?) throws(XCCDFError) -> Profile {
        var result = profile
        var path = [profile.id]
        var isTailored = tailoring?.profiles.contains { $0.id == profile.id } ?? false
        var next = profile.extends
        var place = profile.place
        while let base = next {
            // A tailoring's profile may extend the benchmark's profile of its own id (XCCDF 1.2, 6.7.1).
            let fromBenchmark = profiles.first { $0.id == base }
            let fromTailoring = isTailored ? tailoring?.profiles.first { $0.id == base } : nil
            guard let found = fromBenchmark ?? fromTailoring else {
                throw .unknownBaseProfile(profile: path[path.count - 1], base: base, at: place)
            }
            let shadowsItsBase = isTailored && fromBenchmark != nil
            if path.contains(base), !shadowsItsBase { throw .profileCycle(path + [base], at: place) }
            isTailored = fromBenchmark == nil
            path.append(base)
            result.selections = found.selections + result.selections
            result.settings = found.settings + result.settings
            result.refinements = found.refinements + result.refinements
            if result.title.isEmpty { result.title = found.title }
            next = found.extends
            place = found.place
        }
        return result
    }
}
