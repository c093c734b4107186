/// Answers objects that this program knows and does not ask for, each with the reason.
///
/// Better than an unknown object: the person who reads the report learns why.
public final class UnansweredProbe: Probe {
    /// The objects that it serves.
    public var objects: [String] { Array(Self.reasons.keys) }

    /// A probe.
    public init() {}

    /// Answers that nothing was collected, and why.
    public func collect(_ query: ObjectQuery) -> Collected {
        let (flag, reason) = Self.reasons[query.element] ?? (.notCollected, "the object is not known")
        return Collected(flag, messages: [reason])
    }

    private static let network =
        "a directory server is reached over a network with a password, and is not asked"

    private static let reasons: [String: (CollectionFlag, String)] = [
        "ldap57_object": (.notCollected, network),
        "ldap_object": (.notCollected, network),
        "fwupdsecattr_object": (
            .notCollected, "firmware attributes are known to the fwupd service alone, which is not asked"
        ),
        "dnscache_object": (.notCollected, "the resolver's cache cannot be read without asking it to write"),
        "gconf_object": (.notApplicable, "GConf was replaced by GSettings and is on no supported host"),
    ]
}
