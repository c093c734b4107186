import Host

/// Collects `linux:inetlisteningservers_object` (OVAL 5.11, `linux-sc:inetlisteningserver_item`): the sockets
/// that wait for peers, with the programs that hold them.
public final class InetListeningServersProbe: Probe {
    /// The objects that it serves.
    public let objects = ["inetlisteningservers_object"]
    private let host: Host

    /// A probe on a host.
    public init(host: Host) { self.host = host }

    /// Collects the listening sockets that match.
    ///
    /// Connections that are up are not servers and are left out, other than in the reference scanner.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let name = query["protocol"], let address = query["local_address"],
            let port = query["local_port"]
        else { return .lacking("a protocol, a local_address or a local_port", query) }
        guard host.isLive else { return .needsRunningSystem("listening servers") }
        var items: [Item] = []
        let owners = host.socketOwners()
        // Raw sockets have no name of their own in the schema's time; they take datagrams.
        let tables = [("tcp", "tcp", 10), ("tcp", "tcp6", 10), ("udp", "udp", 7), ("udp", "udp6", 7)]
        for (protocolName, table, listening) in tables where name.matches(protocolName) {
            for socket in host.internetSockets(table) where socket.state == listening {
                guard let local = Host.addressText(socket.localAddress), address.matches(local),
                    port.matches(.integer(socket.localPort))
                else { continue }
                let item = Self.item(protocolName, socket, owners[socket.inode])
                if query.filter.accepts(item) { items.append(item) }
            }
        }
        return .found(items)
    }

    private static func item(_ name: String, _ socket: InternetSocket, _ owner: HostProcess?) -> Item {
        let datatype: Datatype = socket.localAddress.count == 4 ? .ipv4Address : .ipv6Address
        let local = Host.addressText(socket.localAddress) ?? ""
        let remote = Host.addressText(socket.remoteAddress) ?? ""
        var fields = [
            ItemField("protocol", name), ItemField("local_address", .text(local), datatype: datatype),
            ItemField("local_port", socket.localPort),
            ItemField("local_full_address", "\(local):\(socket.localPort)"),
        ]
        if let owner { fields.append(ItemField("program_name", owner.program)) }
        fields += [
            ItemField("foreign_address", .text(remote), datatype: datatype),
            ItemField("foreign_port", socket.remotePort),
            ItemField("foreign_full_address", "\(remote):\(socket.remotePort)"),
        ]
        if let owner {
            fields += [ItemField("pid", owner.pid), ItemField("user_id", owner.effectiveUserID)]
        }
        return Item("inetlisteningserver_item", fields: fields)
    }
}
