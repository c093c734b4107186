import Host

/// Collects `linux:selinuxboolean_object`.
public final class SELinuxBooleanProbe: Probe {
    /// The objects that it serves.
    public let objects = ["selinuxboolean_object"]
    private let host: Host

    /// A probe on a host.
    public init(host: Host) { self.host = host }

    /// Collects the booleans whose name matches.
    ///
    /// A live host without SELinux cannot be asked, so nothing is collected there; a directory has none.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let name = query["name"] else {
            return Collected(.error, messages: ["object \(query.id) names no boolean"])
        }
        guard let booleans = host.selinuxBooleans() else {
            return host.isLive
                ? Collected(
                    .notCollected,
                    messages: ["no SELinux file system is mounted, so there are no booleans to read"])
                : Collected(.doesNotExist)
        }
        var items: [Item] = []
        for boolean in booleans where name.matches(boolean.name) {
            let item = Item(
                "selinuxboolean_item",
                fields: [
                    ItemField("name", boolean.name), ItemField("current_status", boolean.current),
                    ItemField("pending_status", boolean.pending),
                ])
            if query.filter.accepts(item) { items.append(item) }
        }
        return .found(items)
    }
}
