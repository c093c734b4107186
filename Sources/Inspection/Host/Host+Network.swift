/// One socket of the Internet protocols, as `/proc/net` shows it.
public struct InternetSocket: Equatable, Sendable {
    /// The bytes of the local address in network order, 4 or 16 of them.
    public var localAddress: [UInt8]
    /// The local port.
    public var localPort: Int64
    /// The bytes of the peer's address in network order.
    public var remoteAddress: [UInt8]
    /// The peer's port.
    public var remotePort: Int64
    /// The state's number; 10 is a TCP socket that listens, 7 one without a peer.
    public var state: Int
    /// The user that opened it.
    public var userID: Int64
    /// The inode number by which processes hold it.
    public var inode: UInt64
}

/// One packet socket (`packet(7)`).
public struct PacketSocket: Equatable, Sendable {
    /// The protocol's number (`ETH_P_…`).
    public var protocolNumber: Int
    /// The number of the interface that it is bound to; 0 for all.
    public var interfaceNumber: Int
    /// The user that opened it.
    public var userID: Int64
    /// The inode number by which processes hold it.
    public var inode: UInt64
}

/// One entry of the routing table.
public struct Route: Equatable, Sendable {
    /// The bytes of the destination in network order, 4 or 16 of them.
    public var destination: [UInt8]
    /// How many bits of the destination count.
    public var prefixLength: Int
    /// The bytes of the gateway.
    public var gateway: [UInt8]
    /// The `RTF_…` bits.
    public var flags: UInt32
    /// The interface's name.
    public var interface: String
}

extension Host {
    /// The sockets of one protocol (`tcp`, `tcp6`, `udp`, `udp6`, `raw`, `raw6`); empty for a directory.
    public func internetSockets(_ name: String) -> [InternetSocket] {
        guard isLive else { return [] }
        return lines(of: HostPath("/proc/net/\(name)")).dropFirst().compactMap(Self.internetSocket)
    }

    /// The packet sockets; empty for a directory.
    public func packetSockets() -> [PacketSocket] {
        guard isLive else { return [] }
        return lines(of: "/proc/net/packet").dropFirst().compactMap { line in
            let fields = Self.words(line)
            guard fields.count >= 9, let number = Int(fields[3], radix: 16), let inode = UInt64(fields[8])
            else { return nil }
            return PacketSocket(
                protocolNumber: number, interfaceNumber: Int(fields[4]) ?? 0, userID: Int64(fields[7]) ?? -1,
                inode: inode)
        }
    }

    /// The routes, IPv4 before IPv6; empty for a directory.
    public func routes() -> [Route] {
        guard isLive else { return [] }
        return lines(of: "/proc/net/route").dropFirst().compactMap(Self.route)
            + lines(of: "/proc/net/ipv6_route").compactMap(Self.route6)
    }

    static func internetSocket(_ line: ArraySlice<UInt8>) -> InternetSocket? {
        let fields = words(line)
        guard fields.count >= 10, let local = endpoint(fields[1]), let remote = endpoint(fields[2]),
            let state = Int(fields[3], radix: 16), let inode = UInt64(fields[9])
        else { return nil }
        return InternetSocket(
            localAddress: local.0, localPort: local.1, remoteAddress: remote.0, remotePort: remote.1,
            state: state, userID: Int64(fields[7]) ?? -1, inode: inode)
    }

    static func route(_ line: ArraySlice<UInt8>) -> Route? {
        let fields = words(line)
        guard fields.count >= 8, let destination = hostOrderBytes(fields[1]), destination.count == 4,
            let gateway = hostOrderBytes(fields[2]), let flags = UInt32(fields[3], radix: 16),
            let mask = UInt32(fields[7], radix: 16)
        else { return nil }
        return Route(
            destination: destination, prefixLength: mask.nonzeroBitCount, gateway: gateway, flags: flags,
            interface: fields[0])
    }

    static func route6(_ line: ArraySlice<UInt8>) -> Route? {
        let fields = words(line)
        guard fields.count >= 10, let destination = bytes(fields[0]), destination.count == 16,
            let length = Int(fields[1], radix: 16), let gateway = bytes(fields[4]), gateway.count == 16,
            let flags = UInt32(fields[8], radix: 16)
        else { return nil }
        return Route(
            destination: destination, prefixLength: length, gateway: gateway, flags: flags,
            interface: fields[9])
    }

    private static func words(_ line: ArraySlice<UInt8>) -> [String] {
        line.split { $0 == 0x20 || $0 == 0x09 }.map { String(decoding: $0, as: UTF8.self) }
    }

    private static func endpoint(_ text: String) -> ([UInt8], Int64)? {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let address = hostOrderBytes(String(parts[0])),
            address.count == 4 || address.count == 16, let port = Int64(parts[1], radix: 16)
        else { return nil }
        return (address, port)
    }

    /// The kernel prints addresses as numbers of 32 bits in the machine's own order.
    private static func hostOrderBytes(_ text: String) -> [UInt8]? {
        guard text.utf8.count % 8 == 0 else { return nil }
        var result: [UInt8] = []
        var rest = text[...]
        while !rest.isEmpty {
            guard let word = UInt32(rest.prefix(8), radix: 16) else { return nil }
            withUnsafeBytes(of: word) { result += $0 }
            rest = rest.dropFirst(8)
        }
        return result
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        guard text.utf8.count % 2 == 0 else { return nil }
        var result: [UInt8] = []
        var rest = text[...]
        while !rest.isEmpty {
            guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
            result.append(byte)
            rest = rest.dropFirst(2)
        }
        return result
    }
}
