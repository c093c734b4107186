import Glibc

/// Bytes that sort as the version sorts in its scheme: `memcmp` of two keys of one scheme is the order of their
/// versions, and equal versions have equal keys.
///
/// Keys of different schemes say nothing about each other.
public struct VersionKey: Comparable, Hashable, Sendable {
    /// The key itself; where one key begins another, the shorter one is less.
    public let bytes: [UInt8]

    /// Takes bytes that ``VersionScheme/appendKey(_:to:)-(Span<UInt8>,_)`` made.
    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Whether the first version is older.
    public static func < (first: VersionKey, second: VersionKey) -> Bool {
        order(first.bytes.span, second.bytes.span) < 0
    }

    /// The order of two keys that lie somewhere in memory: less than, equal to or greater than zero.
    public static func order(_ first: Span<UInt8>, _ second: Span<UInt8>) -> Int {
        first.withUnsafeBufferPointer { first in
            second.withUnsafeBufferPointer { second in
                order(UnsafeRawBufferPointer(first), UnsafeRawBufferPointer(second))
            }
        }
    }

    static func order(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) -> Int {
        let shared = min(first.count, second.count)
        if shared > 0, let first = first.baseAddress, let second = second.baseAddress {
            let order = memcmp(first, second, shared)
            if order != 0 { return order < 0 ? -1 : 1 }
        }
        return (first.count - second.count).signum()
    }
}
