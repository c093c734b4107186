import Host

/// Collects `unix:routingtable_object` (OVAL 5.11, `unix-sc:routingtable_item`): the routes of the kernel.
public final class RoutingTableProbe: Probe {
    /// The objects that it serves.
    public let objects = ["routingtable_object"]
    private let host: Host

    /// A probe on a host.
    public init(host: Host) { self.host = host }

    /// Collects the routes of the object's address family whose destination matches.
    ///
    /// A destination is shown with its prefix length, as the schema asks; the bare address, which the
    /// reference scanner shows, matches too.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let destination = query["destination"] else { return .lacking("a destination", query) }
        guard host.isLive else { return .needsRunningSystem("routes") }
        let size: Int? =
            switch destination.datatype {
            case .ipv4Address: 4
            case .ipv6Address: 16
            default: nil
            }
        var items: [Item] = []
        for route in host.routes() where size == nil || route.destination.count == size {
            let address = Host.addressText(route.destination) ?? ""
            let prefix = "\(address)/\(route.prefixLength)"
            guard destination.matches(prefix) || destination.matches(address) else { continue }
            let item = Self.item(route, prefix)
            if query.filter.accepts(item) { items.append(item) }
        }
        return .found(items)
    }

    private static func item(_ route: Route, _ destination: String) -> Item {
        let datatype: Datatype = route.destination.count == 4 ? .ipv4Address : .ipv6Address
        var fields = [
            ItemField("destination", .text(destination), datatype: datatype),
            ItemField("gateway", .text(Host.addressText(route.gateway) ?? ""), datatype: datatype),
        ]
        for (bit, name) in flags where route.flags & bit != 0 { fields.append(ItemField("flags", name)) }
        fields.append(ItemField("interface_name", route.interface))
        return Item("routingtable_item", fields: fields)
    }

    /// `route(8)`'s flags by bit (`linux/route.h`, `linux/ipv6_route.h`).
    private static let flags: [(UInt32, String)] = [
        (0x1, "UP"), (0x2, "GATEWAY"), (0x4, "HOST"), (0x8, "REINSTATE"), (0x10, "DYNAMIC"),
        (0x20, "MODIFIED"), (0x40000, "ADDRCONF"), (0x1000000, "CACHE"), (0x200, "REJECT"),
    ]
}
