import Glibc
import Host

/// Collects `linux:iflisteners_object` (OVAL 5.11, `linux-sc:iflisteners_item`): the programs that listen on
/// an interface below the Internet protocols.
public final class IfListenersProbe: Probe {
    /// The objects that it serves.
    public let objects = ["iflisteners_object"]
    private let host: Host

    /// A probe on a host.
    public init(host: Host) { self.host = host }

    /// Collects the packet sockets whose interface matches.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let name = query["interface_name"] else { return .lacking("an interface_name", query) }
        guard host.isLive else { return .needsRunningSystem("packet sockets") }
        let sockets = host.packetSockets()
        if sockets.isEmpty { return .found([]) }
        let owners = host.socketOwners()
        var items: [Item] = []
        for socket in sockets {
            let interface = Self.interfaceName(socket.interfaceNumber)
            guard name.matches(interface) else { continue }
            var fields = [
                ItemField("interface_name", interface),
                ItemField("protocol", Self.protocols[socket.protocolNumber] ?? ""),
                ItemField("hw_address", hardwareAddress(interface)),
            ]
            if let owner = owners[socket.inode] {
                fields += [ItemField("program_name", owner.program), ItemField("pid", owner.pid)]
            }
            fields.append(ItemField("user_id", socket.userID))
            let item = Item("iflisteners_item", fields: fields)
            if query.filter.accepts(item) { items.append(item) }
        }
        return .found(items)
    }

    private func hardwareAddress(_ interface: String) -> String {
        let path = HostPath("/sys/class/net/\(interface)/address")
        guard !interface.isEmpty, let bytes = try? host.read(path, limit: 4096) else { return "" }
        return String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self).uppercased()
    }

    private static func interfaceName(_ number: Int) -> String {
        var buffer = [CChar](repeating: 0, count: Int(IF_NAMESIZE))
        guard number > 0, if_indextoname(UInt32(number), &buffer) != nil else { return "" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The words of `linux-sc:EntityItemProtocolType` by number (`linux/if_ether.h`).
    private static let protocols: [Int: String] = [
        0x0001: "ETH_P_802_3", 0x0002: "ETH_P_AX25", 0x0003: "ETH_P_ALL", 0x0004: "ETH_P_802_2",
        0x0005: "ETH_P_SNAP", 0x0006: "ETH_P_DDCMP", 0x0007: "ETH_P_WAN_PPP", 0x0008: "ETH_P_PPP_MP",
        0x0009: "ETH_P_LOCALTALK", 0x0010: "ETH_P_PPPTALK", 0x0011: "ETH_P_TR_802_2",
        0x0015: "ETH_P_MOBITEX", 0x0016: "ETH_P_CONTROL", 0x0017: "ETH_P_IRDA", 0x0018: "ETH_P_ECONET",
        0x0019: "ETH_P_HDLC", 0x001A: "ETH_P_ARCNET", 0x0060: "ETH_P_LOOP", 0x0200: "ETH_P_PUP",
        0x0201: "ETH_P_PUPAT", 0x0800: "ETH_P_IP", 0x0805: "ETH_P_X25", 0x0806: "ETH_P_ARP",
        0x08FF: "ETH_P_BPQ", 0x0A00: "ETH_P_IEEEPUP", 0x0A01: "ETH_P_IEEEPUPAT", 0x6000: "ETH_P_DEC",
        0x6001: "ETH_P_DNA_DL", 0x6002: "ETH_P_DNA_RC", 0x6003: "ETH_P_DNA_RT", 0x6004: "ETH_P_LAT",
        0x6005: "ETH_P_DIAG", 0x6006: "ETH_P_CUST", 0x6007: "ETH_P_SCA", 0x8035: "ETH_P_RARP",
        0x809B: "ETH_P_ATALK", 0x80F3: "ETH_P_AARP", 0x8100: "ETH_P_8021Q", 0x8137: "ETH_P_IPX",
        0x86DD: "ETH_P_IPV6", 0x8809: "ETH_P_SLOW", 0x883E: "ETH_P_WCCP", 0x8847: "ETH_P_MPLS_UC",
        0x8848: "ETH_P_MPLS_MC", 0x884C: "ETH_P_ATMMPOA", 0x8863: "ETH_P_PPP_DISC",
        0x8864: "ETH_P_PPP_SES", 0x8884: "ETH_P_ATMFATE", 0x88A2: "ETH_P_AOE", 0x88CA: "ETH_P_TIPC",
    ]
}
