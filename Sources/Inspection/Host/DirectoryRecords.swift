import CLinux
import Glibc

/// The records of an open directory as the kernel gives them (`getdents64(2)`).
///
/// The C library's `readdir(3)` wants a descriptor of its own and asks five more questions of it, which for the small
/// directories that most are costs more than reading them.
enum DirectoryRecords {
    // Where a record has its length, its type and its name, which ends with a NUL.
    private static let (lengthOffset, typeOffset, nameOffset) = (16, 18, 19)

    /// Calls `body` with the name, its length and the type of each record from where the descriptor stands.
    ///
    /// - Returns: why the directory cannot be read to its end; nil when it was.
    @inline(__always)
    static func forEach(
        of descriptor: Int32, _ body: (_ name: UnsafePointer<UInt8>, _ length: Int, _ type: UInt8) -> Void
    ) -> Int32? {
        withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 8) { buffer in
            guard let base = buffer.baseAddress else { return ENOMEM }
            while true {
                let size = martlet_directory_records(descriptor, base, buffer.count)
                if size == 0 { return nil }
                guard size > 0, size <= buffer.count else { return size < 0 ? errno : EIO }
                forEach(in: UnsafeRawBufferPointer(rebasing: buffer[..<size]), body)
            }
        }
    }

    /// Calls `body` with each whole record of some bytes.
    @inline(__always)
    static func forEach(
        in records: UnsafeRawBufferPointer,
        _ body: (_ name: UnsafePointer<UInt8>, _ length: Int, _ type: UInt8) -> Void
    ) {
        guard let base = records.baseAddress else { return }
        var start = 0
        while start + nameOffset < records.count {
            let record = base + start
            let length = Int(record.loadUnaligned(fromByteOffset: lengthOffset, as: UInt16.self))
            guard length > nameOffset, start + length <= records.count else { return }
            let text = (record + nameOffset).assumingMemoryBound(to: UInt8.self)
            guard memchr(text, 0, length - nameOffset) != nil else { return }
            body(
                text, strlen((record + nameOffset).assumingMemoryBound(to: CChar.self)),
                record.load(fromByteOffset: typeOffset, as: UInt8.self))
            start += length
        }
    }
}
