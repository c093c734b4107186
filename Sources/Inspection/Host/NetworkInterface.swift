import CLinux
import Glibc

/// One address of a network interface.
public struct NetworkInterface: Equatable, Sendable {
    /// The interface's name.
    public var name: String
    /// The hardware's type (`ARPHRD_…`), as a number; nil when unknown.
    public var hardwareType: UInt16?
    /// The hardware address as six pairs of digits; empty when there is none.
    public var hardwareAddress: String
    /// The address; an IPv6 address carries its prefix length.
    public var address: String
    /// Whether the address is an IPv6 one.
    public var isIPv6: Bool
    /// The broadcast address of an IPv4 address; empty when there is none.
    public var broadcast: String
    /// The network mask of an IPv4 address; empty for IPv6.
    public var mask: String
    /// The interface's `IFF_…` bits.
    public var flags: UInt32
}

extension Host {
    /// The addresses of the machine's interfaces; empty for a directory.
    public func networkInterfaces() -> [NetworkInterface] {
        observer?.willAsk(.fleeting)
        var list: UnsafeMutablePointer<ifaddrs>?
        guard isLive, getifaddrs(&list) == 0 else { return [] }
        defer { freeifaddrs(list) }
        let entries = sequence(first: list) { $0?.pointee.ifa_next }.compactMap { $0 }
        var hardware: [String: (type: UInt16, address: String)] = [:]
        for entry in entries {
            guard let address = entry.pointee.ifa_addr, Int32(address.pointee.sa_family) == AF_PACKET else {
                continue
            }
            hardware[String(cString: entry.pointee.ifa_name)] = Self.hardware(address)
        }
        return entries.compactMap { entry -> NetworkInterface? in
            guard let address = entry.pointee.ifa_addr else { return nil }
            let family = Int32(address.pointee.sa_family)
            guard family == AF_INET || family == AF_INET6, let text = Self.text(address) else { return nil }
            let name = String(cString: entry.pointee.ifa_name)
            let flags = entry.pointee.ifa_flags
            let isIPv6 = family == AF_INET6
            let hasBroadcast = !isIPv6 && flags & UInt32(IFF_BROADCAST) != 0
            return NetworkInterface(
                name: name, hardwareType: hardware[name]?.type,
                hardwareAddress: hardware[name]?.address ?? "",
                address: isIPv6 ? "\(text)/\(Self.prefixLength(entry.pointee.ifa_netmask))" : text,
                isIPv6: isIPv6,
                broadcast: hasBroadcast ? entry.pointee.ifa_ifu.ifu_broadaddr.flatMap(Self.text) ?? "" : "",
                mask: isIPv6 ? "" : entry.pointee.ifa_netmask.flatMap(Self.text) ?? "", flags: flags)
        }
    }

    /// The text of an IPv4 or IPv6 address from its bytes in network order.
    public static func addressText(_ bytes: [UInt8]) -> String? {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard
            inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, bytes, &buffer, socklen_t(buffer.count)) != nil
        else { return nil }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func text(_ address: UnsafeMutablePointer<sockaddr>) -> String? {
        addressText(bytes(address))
    }

    private static func bytes(_ address: UnsafeMutablePointer<sockaddr>) -> [UInt8] {
        let raw = UnsafeRawPointer(address)
        switch Int32(address.pointee.sa_family) {
        case AF_INET: return Array(UnsafeRawBufferPointer(start: raw + 4, count: 4))
        case AF_INET6: return Array(UnsafeRawBufferPointer(start: raw + 8, count: 16))
        default: return []
        }
    }

    private static func prefixLength(_ mask: UnsafeMutablePointer<sockaddr>?) -> Int {
        mask.map { bytes($0).reduce(0) { $0 + $1.nonzeroBitCount } } ?? 0
    }

    /// The type and the address of a `sockaddr_ll` (`packet(7)`), which Swift's view of the C library lacks: the
    /// type is the number at byte 8, the address begins at byte 12.
    private static func hardware(
        _ address: UnsafeMutablePointer<sockaddr>
    ) -> (type: UInt16, address: String) {
        let raw = UnsafeRawPointer(address)
        let digits = Array("0123456789ABCDEF")
        let text = UnsafeRawBufferPointer(start: raw + 12, count: 6).map {
            "\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])"
        }.joined(separator: ":")
        return (raw.loadUnaligned(fromByteOffset: 8, as: UInt16.self), text)
    }
}
