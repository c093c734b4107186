import Glibc
import Host

/// Collects `unix:interface_object` (OVAL 5.11, `unix-sc:interface_item`): the addresses of network
/// interfaces.
public final class InterfaceProbe: Probe {
    /// The objects that it serves.
    public let objects = ["interface_object"]
    private let host: Host

    /// A probe on a host.
    public init(host: Host) { self.host = host }

    /// Collects one item for each address of each interface whose name matches.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let name = query["name"] else { return .lacking("a name", query) }
        guard host.isLive else { return .needsRunningSystem("network interfaces") }
        let interfaces = host.networkInterfaces().filter { name.matches($0.name) }
        return .found(query.accepted(interfaces.map(Self.item)))
    }

    private static func item(_ interface: NetworkInterface) -> Item {
        let datatype: Datatype = interface.isIPv6 ? .ipv6Address : .ipv4Address
        var fields = [
            ItemField("name", interface.name), ItemField("type", type(interface.hardwareType)),
            ItemField("hardware_addr", interface.hardwareAddress),
            ItemField("inet_addr", .text(interface.address), datatype: datatype),
            ItemField("broadcast_addr", .text(interface.broadcast), datatype: datatype),
            ItemField("netmask", .text(interface.mask), datatype: datatype),
        ]
        for (bit, name) in flagNames.enumerated() where interface.flags >> UInt32(bit) & 1 == 1 {
            fields.append(ItemField("flag", name))
        }
        return Item("interface_item", fields: fields)
    }

    /// The word for a hardware type; empty for one that the schema does not know.
    private static func type(_ number: UInt16?) -> String {
        switch number {
        case 1: "ARPHRD_ETHER"
        case 4: "ARPHRD_PRONET"
        case 256: "ARPHRD_SLIP"
        case 512: "ARPHRD_PPP"
        case 772: "ARPHRD_LOOPBACK"
        case 774: "ARPHRD_FDDI"
        case 0xFFFF: "ARPHRD_VOID"
        default: ""
        }
    }

    /// The flags by bit (`netdevice(7)`).
    private static let flagNames = [
        "UP", "BROADCAST", "DEBUG", "LOOPBACK", "POINTOPOINT", "NOTRAILERS", "RUNNING", "NOARP", "PROMISC",
        "ALLMULTI", "MASTER", "SLAVE", "MULTICAST", "PORTSEL", "AUTOMEDIA", "DYNAMIC",
    ]
}
