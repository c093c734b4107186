import Host

/// Collects `unix:uname_object`.
public final class UnameProbe: Probe {
    /// The objects that it serves.
    public let objects = ["uname_object"]
    private let host: Host

    /// A probe on a host.
    public init(host: Host) { self.host = host }

    /// Answers with the running kernel's name; a directory runs no kernel, so there the object is not
    /// collected.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let name = host.systemName() else {
            return Collected(
                .notCollected, messages: ["a directory has no running kernel to ask for its name"])
        }
        let item = Item(
            "uname_item",
            fields: [
                ItemField("machine_class", name.machine), ItemField("node_name", name.nodeName),
                ItemField("os_name", name.systemName), ItemField("os_release", name.release),
                ItemField("os_version", name.version), ItemField("processor_type", name.machine),
            ])
        return .found(query.filter.accepts(item) ? [item] : [])
    }
}
