import CLinux
import Glibc

/// A small client of the D-Bus system bus: enough to call methods and read their replies.
///
/// Written for the D-Bus specification 0.38: SASL EXTERNAL over a Unix socket, then messages in little-endian
/// byte order. Each call waits at most ten seconds.
final class SystemBus {
    private let descriptor: Int32
    private var serial: UInt32 = 0
    private static let messageLimit = 64 << 20

    /// Connects, authenticates and says hello.
    init(path: String) throws(ServiceManagerError) {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .noBus(String(cString: strerror(errno))) }
        var timeout = timeval(tv_sec: 10, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, size)
        try connect(to: path)
        try authenticate()
        _ = try call(
            "org.freedesktop.DBus", path: "/org/freedesktop/DBus", interface: "org.freedesktop.DBus",
            member: "Hello")
    }

    deinit { close(descriptor) }

    /// Calls a method with string arguments and returns the reply's values.
    func call(
        _ destination: String, path: String, interface: String, member: String, arguments: [String] = []
    ) throws(ServiceManagerError) -> [BusValue] {
        serial += 1
        let message = BusMessage.call(
            serial: serial, destination: destination, path: path, interface: interface, member: member,
            arguments: arguments)
        try send(message)
        while true {
            let reply = try receive()
            // Signals and replies to nobody are not for us.
            guard reply.replySerial == serial else { continue }
            guard let values = reply.values else { throw .unexpectedReply(member) }
            if reply.isError {
                if case .string(let why)? = values.first { throw .refused(why) }
                throw .refused(member)
            }
            return values
        }
    }

    private func connect(to path: String) throws(ServiceManagerError) {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw .noBus("the path is too long")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, size) }
        }
        guard code == 0 else { throw .noBus(String(cString: strerror(errno))) }
    }

    /// The user's number in decimal digits, each as two hexadecimal digits.
    private func authenticate() throws(ServiceManagerError) {
        let identity = String(getuid()).utf8.map { "3" + String($0 - UInt8(ascii: "0")) }.joined()
        try send([0] + Array("AUTH EXTERNAL \(identity)\r\n".utf8))
        var line: [UInt8] = []
        while line.last != UInt8(ascii: "\n"), line.count < 1024 { line += try receive(count: 1) }
        guard line.starts(with: "OK ".utf8) else { throw .noBus("the bus does not accept this user") }
        try send(Array("BEGIN\r\n".utf8))
    }

    private func send(_ bytes: [UInt8]) throws(ServiceManagerError) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.send(
                    descriptor, buffer.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw .noBus(String(cString: strerror(errno))) }
            sent += count
        }
    }

    private func receive() throws(ServiceManagerError) -> BusMessage {
        let head = try receive(count: 16)
        guard let lengths = BusMessage.lengths(head), lengths.rest <= Self.messageLimit else {
            throw .unexpectedReply("a call")
        }
        let rest = try receive(count: lengths.rest)
        guard let message = BusMessage(head + rest, bodyStart: 16 + lengths.rest - lengths.body) else {
            throw .unexpectedReply("a call")
        }
        return message
    }

    private func receive(count: Int) throws(ServiceManagerError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let length = bytes.withUnsafeMutableBytes { buffer in
                recv(descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, 0)
            }
            guard length > 0 else {
                throw .noBus(length == 0 ? "the bus closed the connection" : String(cString: strerror(errno)))
            }
            filled += length
        }
        return bytes
    }
}
