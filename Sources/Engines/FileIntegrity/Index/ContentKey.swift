import Host

/// Everything by which a file shows that its content was not changed through its file system.
struct ContentKey: Equatable, Sendable {
    /// The file system, and where it does not last the mount and the machine's start.
    var fileSystem: UInt64
    /// The inode's number.
    var inode: UInt64
    /// What tells it from earlier files with the same number; 0 where nothing does.
    var generation: UInt64
    /// Bytes.
    var size: Int64
    /// Last change of the content, in nanoseconds since 1970.
    var modified: Int64
    /// Last change of the inode, in nanoseconds since 1970; no program can set it.
    var changed: Int64

    /// The key of a file as its status has it; nil for times that nanoseconds cannot hold.
    init?(_ status: FileStatus, fileSystem: UInt64, generation: UInt64 = 0) {
        let limit: Range<Int64> = 0..<9_000_000_000
        guard limit.contains(status.modificationTime), limit.contains(status.changeTime) else { return nil }
        self.fileSystem = fileSystem
        inode = status.inode
        self.generation = generation
        size = status.size
        modified = status.modificationTime * 1_000_000_000 + status.modificationNanoseconds
        changed = status.changeTime * 1_000_000_000 + status.changeNanoseconds
    }

    init(
        fileSystem: UInt64, inode: UInt64, generation: UInt64, size: Int64, modified: Int64, changed: Int64
    ) {
        self.fileSystem = fileSystem
        self.inode = inode
        self.generation = generation
        self.size = size
        self.modified = modified
        self.changed = changed
    }
}

/// Well spread numbers from others (the finaliser of SplitMix64; Steele, Lea and Flood, 2014).
enum Mix {
    static func mix(_ number: UInt64) -> UInt64 {
        var bits = number &+ 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    static func mix(_ first: UInt64, _ second: UInt64) -> UInt64 { mix(mix(first) ^ second) }
}
