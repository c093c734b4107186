import Glibc

/// What a file was when it was looked at: another content, or another file under the name, shows in it.
public struct FileIdentity: Sendable, Hashable {
    /// The device and the number of the file on it.
    public let device: UInt64
    /// The number of the file on its device.
    public let number: UInt64
    /// The size in bytes.
    public let size: Int64
    /// When the content changed last, in nanoseconds since 1970.
    public let modified: Int64
    /// When anything of the file changed last, which no program can set, in nanoseconds since 1970.
    public let changed: Int64

    /// An identity from its parts.
    public init(device: UInt64, number: UInt64, size: Int64, modified: Int64, changed: Int64) {
        self.device = device
        self.number = number
        self.size = size
        self.modified = modified
        self.changed = changed
    }

    /// The identity of an open file; nil when the system refuses.
    public init?(descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        self.init(status)
    }

    /// The identity of the file at a path; nil when there is none.
    public init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    private init(_ status: stat) {
        self.init(
            device: UInt64(status.st_dev), number: UInt64(status.st_ino), size: Int64(status.st_size),
            modified: Self.nanoseconds(status.st_mtim), changed: Self.nanoseconds(status.st_ctim))
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}

extension XMLInput {
    /// What the open file is now; nil for bytes in memory.
    public var identity: FileIdentity? {
        guard case .descriptor(let descriptor, _) = origin else { return nil }
        return FileIdentity(descriptor: descriptor)
    }

    /// Reads the bytes as they are stored, packed or not, block by block.
    ///
    /// - Throws: ``XMLError/Reason/unreadable(_:)`` when the file cannot be read any more.
    public func forEachStoredBlock(_ body: (UnsafeRawBufferPointer) -> Void) throws(XMLError) {
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { block.deallocate() }
        var offset = 0
        while true {
            let count = try read(at: offset, into: block)
            if count == 0 { return }
            body(UnsafeRawBufferPointer(rebasing: block[..<count]))
            offset += count
        }
    }
}
