/// A path on a host: bytes, because Linux file names need not be UTF-8.
public struct HostPath: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The path's bytes, without a terminating NUL.
    public var bytes: [UInt8]

    /// A path from text.
    public init(_ text: String) { bytes = Array(text.utf8) }

    /// A path from bytes.
    public init(bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

    /// A path written in code.
    public init(stringLiteral text: String) { self.init(text) }

    /// The path of an entry of this directory, with exactly one slash between.
    public func appending(_ name: some Sequence<UInt8>) -> HostPath {
        var joined = self
        if joined.bytes.last != UInt8(ascii: "/") { joined.bytes.append(UInt8(ascii: "/")) }
        joined.bytes.append(contentsOf: name)
        return joined
    }

    /// The path of an entry of this directory, with exactly one slash between.
    public func appending(_ name: String) -> HostPath { appending(name.utf8) }

    /// The directory part and the last part; the last part is empty for `/`.
    public var split: (directory: HostPath, name: [UInt8]) {
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else {
            return (HostPath(bytes: []), bytes)
        }
        return (HostPath(bytes: bytes[..<max(slash, 1)]), Array(bytes[(slash + 1)...]))
    }

    /// The path as text; bytes that are not UTF-8 appear as U+FFFD.
    public var description: String { String(decoding: bytes, as: UTF8.self) }

    /// Calls `body` with the path as a C string; nil when the path contains a NUL byte and so names nothing.
    func withCString<R>(_ body: (UnsafePointer<CChar>) -> R) -> R? {
        if bytes.contains(0) { return nil }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { buffer in
            guard let base = buffer.baseAddress else { return nil }
            for index in bytes.indices { base[index] = CChar(bitPattern: bytes[index]) }
            base[bytes.count] = 0
            return body(UnsafePointer(base))
        }
    }
}
