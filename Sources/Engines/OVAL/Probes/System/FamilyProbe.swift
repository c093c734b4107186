import Host

/// Collects `independent:family_object`: the family of operating systems, here always `unix`.
public final class FamilyProbe: Probe {
    /// The objects that it serves.
    public let objects = ["family_object"]

    /// A probe.
    public init() {}

    /// Answers with the one item that there is.
    public func collect(_ query: ObjectQuery) -> Collected {
        let item = Item("family_item", fields: [ItemField("family", "unix")])
        return .found(query.filter.accepts(item) ? [item] : [])
    }
}
