import Host

/// The directories that a scan has looked into, each read once however many objects ask for it.
///
/// Entries live in flat arrays and names in one byte arena, about forty bytes a file, so that a host of half
/// a million files stays within a few tens of megabytes. Paths are not kept: a walk builds them as it goes,
/// and a directory that is reached on two ways (`/bin` and `/usr/bin`) is kept once.
final class FileIndex {
    /// The host that is looked at.
    let host: Host

    /// One directory.
    struct Directory {
        let device: UInt64
        let inode: UInt64
        var entries: Range<Int>
        var isListed: Bool
        var hasStatuses: Bool
    }

    /// Mode, owner and group of an entry; ``isKnown`` is false when they were not asked for.
    struct Ownership {
        var mode: UInt32 = 0
        var userID: UInt32 = 0
        var groupID: UInt32 = 0
        /// A mode always carries type bits.
        var isKnown: Bool { mode != 0 }
    }

    private(set) var directories: [Directory] = []
    private(set) var kinds: [FileKind] = []
    private(set) var ownerships: [Ownership] = []
    /// The directory that an entry is, as an index of ``directories``; -1 for other entries.
    private(set) var children: [Int32] = []
    private var nameEnds: [UInt32] = []
    private var names: [UInt8] = []
    private var known: [Identity: Int32] = [:]

    private struct Identity: Hashable {
        let device: UInt64
        let inode: UInt64
    }

    /// The devices of the kernel's own file systems, whose links lead round and round.
    private(set) lazy var kernelDevices: Set<UInt64> = Set(
        host.mounts().filter { ["proc", "sysfs"].contains($0.type) }.compactMap {
            try? host.status(of: $0.mountPoint).device
        })

    private lazy var mountedDevices: Set<UInt64> = Set(
        host.mounts().filter(\.isLocal).compactMap { try? host.status(of: $0.mountPoint).device })

    /// The devices of the host's local file systems.
    var localDevices: Set<UInt64> {
        host.noteContent(of: host.isLive ? "/proc/self/mounts" : "/etc/fstab")
        return mountedDevices
    }

    init(host: Host) {
        self.host = host
        names.reserveCapacity(1 << 16)
    }

    /// The directory with a status.
    func directory(_ status: FileStatus) -> Int32 {
        let identity = Identity(device: status.device, inode: status.inode)
        if let index = known[identity] { return index }
        let index = Int32(directories.count)
        known[identity] = index
        directories.append(
            Directory(
                device: status.device, inode: status.inode, entries: 0..<0, isListed: false,
                hasStatuses: false))
        return index
    }

    /// The entries of a directory, read on first use.
    ///
    /// A directory that cannot be read has none.
    ///
    /// - Parameter statuses: whether mode and owner of every entry will be asked for; reading them along is
    ///   cheaper than one by one.
    func entries(of directory: Int32, at path: [UInt8], statuses: Bool) -> Range<Int> {
        let index = Int(directory)
        if directories[index].isListed {
            host.noteEntries(of: HostPath(bytes: path), statuses: statuses)
            if statuses, !directories[index].hasStatuses { readStatuses(of: index, at: path) }
            return directories[index].entries
        }
        let start = kinds.count
        try? host.forEachEntry(of: HostPath(bytes: path), statuses: statuses) { name, kind, status in
            names.append(contentsOf: name)
            nameEnds.append(UInt32(truncatingIfNeeded: names.count))
            kinds.append(kind)
            ownerships.append(status.map(Self.ownership) ?? Ownership())
            if kind == .directory, let status {
                children.append(self.directory(status))
            } else {
                children.append(-1)
            }
        }
        directories[index].entries = start..<kinds.count
        directories[index].isListed = true
        directories[index].hasStatuses = statuses
        return directories[index].entries
    }

    /// The bytes of an entry's name as a range of the arena.
    @inline(__always)
    func withName<R>(of entry: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        let start = entry == 0 ? 0 : Int(nameEnds[entry - 1])
        let end = Int(nameEnds[entry])
        return names.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[start..<end])) }
    }

    /// Appends an entry's name to a path.
    func appendName(of entry: Int, to path: inout [UInt8]) {
        let start = entry == 0 ? 0 : Int(nameEnds[entry - 1])
        path.append(contentsOf: names[start..<Int(nameEnds[entry])])
    }

    private func readStatuses(of index: Int, at path: [UInt8]) {
        // One listing is cheaper than a look at each entry, and what rests on it rests on no file's times.
        var unknown: [[UInt8]: Int] = [:]
        for entry in directories[index].entries where !ownerships[entry].isKnown {
            unknown[withName(of: entry) { Array($0) }] = entry
        }
        try? host.forEachEntry(of: HostPath(bytes: path), statuses: true) { name, _, status in
            if let status, let entry = unknown[Array(name)] { ownerships[entry] = Self.ownership(status) }
        }
        directories[index].hasStatuses = true
    }

    private static func ownership(_ status: FileStatus) -> Ownership {
        Ownership(mode: status.mode, userID: status.userID, groupID: status.groupID)
    }
}
