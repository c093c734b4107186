/// Which places stand for a registry: mirrors, other locations, and what is forbidden (containers-registries.conf(5),
/// and what OpenShift's ImageDigestMirrorSet makes of it).
public struct RegistryRules: Sendable, Hashable {
    /// A place to fetch from.
    public struct Endpoint: Sendable, Hashable {
        /// The host, with a path below it where the images stand there.
        public var location: String
        /// Whether a connection without encryption, or to somebody unproven, will do.
        public var isInsecure = false
        /// Which references it is asked for.
        public var use = MirrorUse.all

        /// Names a place.
        public init(location: String, isInsecure: Bool = false, use: MirrorUse = .all) {
            self.location = location
            self.isInsecure = isInsecure
            self.use = use
        }
    }

    /// For which references a mirror is asked (`pull-from-mirror`).
    public enum MirrorUse: String, Sendable, Hashable {
        /// For all.
        case all
        /// For those with a digest.
        case digestOnly = "digest-only"
        /// For those with a tag alone.
        case tagOnly = "tag-only"
    }

    /// What holds for the names that begin with a prefix.
    public struct Rule: Sendable, Hashable {
        /// The prefix: a registry, a path in one, or `*.` and a domain.
        public var prefix: String
        /// The place that the prefix stands for.
        public var endpoint: Endpoint
        /// The places that are asked before.
        public var mirrors: [Endpoint] = []
        /// Whether no mirror is asked for a tag (`mirror-by-digest-only`).
        public var mirrorsAreForDigests = false
        /// Whether nothing is fetched.
        public var isBlocked = false

        /// A rule that changes nothing yet.
        public init(prefix: String) {
            self.prefix = prefix
            endpoint = Endpoint(location: prefix)
        }
    }

    /// The rules.
    public var rules: [Rule] = []

    /// No rules: every registry stands for itself.
    public init() {}

    /// A place to ask for an image.
    struct Candidate: Hashable {
        var reference: RegistryReference
        var isInsecure = false
    }

    /// Where to ask, in order.
    ///
    /// - Throws: ``RegistryError/Problem/blocked(_:)``.
    func candidates(for reference: RegistryReference) throws(RegistryError) -> [Candidate] {
        let matches = rules.compactMap { rule in Self.match(rule.prefix, reference.name).map { (rule, $0) } }
        guard let (rule, rest) = matches.max(by: { $0.0.prefix.utf8.count < $1.0.prefix.utf8.count }) else {
            return [Candidate(reference: reference)]
        }
        guard !rule.isBlocked else {
            throw RegistryError(
                reference.description, .blocked("registries.conf blocks what begins with \"\(rule.prefix)\""))
        }
        var candidates: [Candidate] = []
        for mirror in rule.mirrors {
            if rule.mirrorsAreForDigests, reference.digest == nil { continue }
            switch mirror.use {
            case .digestOnly where reference.digest == nil, .tagOnly where reference.digest != nil: continue
            default: break
            }
            if let candidate = Self.candidate(mirror, rest, reference) { candidates.append(candidate) }
        }
        if rule.prefix.hasPrefix("*.") && rule.endpoint.location == rule.prefix {
            candidates.append(Candidate(reference: reference, isInsecure: rule.endpoint.isInsecure))
        } else if let candidate = Self.candidate(rule.endpoint, rest, reference) {
            candidates.append(candidate)
        }
        return candidates
    }

    /// What stands behind a prefix in a name; nil when the name does not begin so.
    private static func match(_ prefix: String, _ name: String) -> Substring? {
        if prefix.hasPrefix("*.") {
            let host = name.prefix { $0 != "/" }
            let bare = host.prefix { $0 != ":" }
            return bare.hasSuffix(prefix.dropFirst()) ? name[host.endIndex...] : nil
        }
        guard name.hasPrefix(prefix) else { return nil }
        let rest = name.dropFirst(prefix.count)
        return rest.isEmpty || rest.first == "/" ? rest : nil
    }

    private static func candidate(
        _ endpoint: Endpoint, _ rest: Substring, _ reference: RegistryReference
    ) -> Candidate? {
        let name = endpoint.location + rest
        guard let slash = name.firstIndex(of: "/") else { return nil }
        var moved = reference
        moved.registry = String(name[..<slash])
        moved.repository = String(name[name.index(after: slash)...])
        guard RegistryReference.isRepository(moved.repository[...]) else { return nil }
        return Candidate(reference: moved, isInsecure: endpoint.isInsecure)
    }
}
