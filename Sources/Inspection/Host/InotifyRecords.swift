import Glibc

/// One event of a watched directory (`inotify(7)`).
public struct InotifyRecord: Sendable, Equatable {
    /// Which watch it is about; -1 for none.
    public var watch: Int32
    /// What happened.
    public var mask: UInt32
    /// The name in the directory; empty for the directory itself.
    public var name: [UInt8]

    /// Whether events before it were lost.
    public var tellsOfLoss: Bool { mask & UInt32(IN_Q_OVERFLOW) != 0 }
}

/// Reads what the kernel tells of watched directories.
public enum InotifyRecords {
    /// Calls `body` with everything that waits, without waiting for more.
    ///
    /// - Parameter descriptor: one of `inotify_init1(2)` that does not block.
    /// - Returns: whether that is all that happened; false when events were lost.
    public static func read(from descriptor: Int32, _ body: (InotifyRecord) -> Void) -> Bool {
        var isAll = true
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let length = Glibc.read(descriptor, &buffer, buffer.count)
            if length < 0, errno == EINTR { continue }
            guard length > 0 else { return isAll }
            let isWhole = buffer.withUnsafeBytes { bytes in
                forEach(in: UnsafeRawBufferPointer(rebasing: bytes[..<length])) { record in
                    if record.tellsOfLoss { isAll = false }
                    body(record)
                }
            }
            if !isWhole { isAll = false }
        }
    }

    /// Calls `body` with each whole record of some bytes.
    ///
    /// - Returns: whether nothing was left over; the kernel gives whole records only.
    public static func forEach(in bytes: UnsafeRawBufferPointer, _ body: (InotifyRecord) -> Void) -> Bool {
        let head = MemoryLayout<inotify_event>.size
        var start = 0
        while start + head <= bytes.count {
            let event = bytes.loadUnaligned(fromByteOffset: start, as: inotify_event.self)
            let end = start + head + Int(event.len)
            guard end <= bytes.count else { return false }
            let name = bytes[(start + head)..<end].prefix { $0 != 0 }
            body(InotifyRecord(watch: event.wd, mask: event.mask, name: Array(name)))
            start = end
        }
        return start == bytes.count
    }
}
