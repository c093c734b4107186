import Host

/// The directories that a scan has looked into, each read once however many objects ask for it.
///
/// Paths are not kept: a walk builds them as it goes, and a directory that is reached on two ways (`/bin` and
/// `/usr/bin`) is kept once.
final class FileIndex {
    /// The host that is looked at.
    let host: Host
    /// On how many threads directories are listed.
    let jobs: Int

    private struct Directory {
        let identity: FileIdentity
        var listing: DirectoryListing?
    }

    private var directories: [Directory] = []
    private var known: [FileIdentity: Int32] = [:]
    private let lister: DirectoryLister

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

    /// An index that knows nothing yet.
    ///
    /// A host with an observer is looked at by one thread: what is asked of it counts for the object that is being
    /// collected.
    init(host: Host, jobs: Int = 1) {
        self.host = host
        self.jobs = host.observer == nil ? jobs : 1
        lister = DirectoryLister(host: host)
    }

    /// The number of a directory.
    func directory(_ identity: FileIdentity) -> Int32 {
        if let number = known[identity] { return number }
        let number = Int32(directories.count)
        known[identity] = number
        directories.append(Directory(identity: identity, listing: nil))
        return number
    }

    /// The number of the directory with a status.
    func directory(_ status: FileStatus) -> Int32 { directory(FileIdentity(status)) }

    /// The device that holds a directory.
    func device(of directory: Int32) -> UInt64 { directories[Int(directory)].identity.device }

    /// The listing of a directory, made on first use.
    ///
    /// - Parameters:
    ///   - statuses: Whether mode and owner of the entries will be asked for.
    ///   - ahead: What lists ahead of the walk that asks.
    func listing(
        of directory: Int32, at path: [UInt8], statuses: Bool, ahead: ListingsAhead? = nil
    ) -> DirectoryListing {
        let number = Int(directory)
        if let listing = directories[number].listing, listing.hasStatuses || !statuses {
            if host.observer != nil { host.noteEntries(of: HostPath(bytes: path), statuses: statuses) }
            return listing
        }
        let identity = directories[number].identity
        var listing = ahead?.take(identity)
        if listing == nil {
            let new = lister.list(path, statuses: statuses)
            ahead?.offer(new, at: path, on: identity.device)
            listing = new
        }
        directories[number].listing = listing
        return listing ?? .empty
    }
}
