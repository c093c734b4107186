import CLinux
import Glibc

/// Something that was asked of a host, and can be asked again to learn whether it is still the same.
public enum HostFact: Hashable, Sendable {
    /// What is at a path: its status, and with it a regular file's content and the names in a directory.
    case path(HostPath, followingLinks: Bool)
    /// The names in a directory and the status of each entry.
    case entries(HostPath)
    /// The content of a file whose status does not tell when it changes, as in `/proc` and `/sys`.
    case content(HostPath)
    /// An answer of the running system that must be asked for each time.
    case fleeting
}

/// Is told of everything that a host is asked, just before it is answered.
public protocol HostObserver: AnyObject, Sendable {
    /// The host is about to be asked.
    func willAsk(_ fact: HostFact)
}

/// How a fact stood at a moment.
public struct FactStamp: Sendable {
    private let number: UInt64
    private let times: [Int64]
    /// Whether a change right after this stamp could leave an equal one: the file changed less than two seconds
    /// before, and its clock may be as coarse; or the fact has no sign of change at all.
    public let isTooYoung: Bool
    /// What may change without a directory's watch telling of it: files with a name elsewhere, too.
    public let linkedElsewhere: [HostPath]

    /// Whether nothing changed between two stamps of one fact, of which the other is the later.
    public func isUnchanged(in later: FactStamp) -> Bool {
        !isTooYoung && number == later.number && times == later.times
    }

    fileprivate init(_ status: stat, withTimes: Bool) {
        var hasher = Hasher()
        hasher.combine(status.st_dev)
        hasher.combine(status.st_ino)
        hasher.combine(status.st_mode)
        hasher.combine(status.st_uid)
        hasher.combine(status.st_gid)
        hasher.combine(status.st_rdev)
        number = UInt64(bitPattern: Int64(hasher.finalize()))
        let modified = Self.nanoseconds(status.st_mtim)
        let changed = Self.nanoseconds(status.st_ctim)
        times = withTimes ? [Int64(status.st_size), modified, changed] : []
        isTooYoung = withTimes && max(modified, changed) > Self.now() - 2_000_000_000
        linkedElsewhere = []
    }

    fileprivate init(number: UInt64, isTooYoung: Bool = false, linkedElsewhere: [HostPath] = []) {
        self.number = number
        self.isTooYoung = isTooYoung
        self.linkedElsewhere = linkedElsewhere
        times = []
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return nanoseconds(time)
    }
}

extension Host {
    /// How a fact stands now.
    public func stamp(of fact: HostFact) -> FactStamp {
        switch fact {
        case .path(let path, let followingLinks): return statusStamp(of: path, followingLinks)
        case .entries(let path): return entriesStamp(of: path)
        case .content(let path): return contentStamp(of: path)
        case .fleeting: return FactStamp(number: 0, isTooYoung: true)
        }
    }

    private func statusStamp(of path: HostPath, _ followingLinks: Bool) -> FactStamp {
        do throws(HostError) {
            let status = try rawStatus(of: path, followingLinks: followingLinks)
            return FactStamp(status, withTimes: !isKernels(path))
        } catch {
            return FactStamp(number: Self.number(of: error))
        }
    }

    /// The sum of the entries' stamps, so that the directory's own order does not matter.
    private func entriesStamp(of path: HostPath) -> FactStamp {
        var sum: UInt64 = 0
        var linked: [HostPath] = []
        do throws(HostError) {
            try forEachEntry(of: path, statuses: true) { name, kind, status in
                var hasher = Hasher()
                hasher.combine(bytes: UnsafeRawBufferPointer(name))
                hasher.combine(kind)
                if let status {
                    hasher.combine(status.inode)
                    hasher.combine(status.mode)
                    hasher.combine(status.userID)
                    hasher.combine(status.groupID)
                    if status.linkCount > 1, status.kind != .directory { linked.append(path.appending(name)) }
                }
                sum &+= UInt64(bitPattern: Int64(hasher.finalize()))
            }
        } catch {
            sum = Self.number(of: error)
        }
        return FactStamp(number: sum, linkedElsewhere: linked)
    }

    private func contentStamp(of path: HostPath) -> FactStamp {
        do throws(HostError) {
            var hasher = Hasher()
            let bytes = try read(path, limit: 16 << 20)
            bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
            return FactStamp(number: UInt64(bitPattern: Int64(hasher.finalize())))
        } catch {
            return FactStamp(number: Self.number(of: error))
        }
    }

    private static func number(of error: HostError) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(error.description)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }

    /// Tells the observer of a file that is about to be opened.
    func noteOpening(_ path: HostPath, flags: Int32) {
        guard let observer else { return }
        if isProcess(path) {
            // What a process is about lasts no longer than it, and reading it costs as much as comparing it.
            observer.willAsk(.fleeting)
        } else if flags & martlet_o_path != 0 || !isKernels(path) {
            observer.willAsk(.path(path, followingLinks: flags & O_NOFOLLOW == 0))
        } else if flags & O_DIRECTORY != 0 {
            observer.willAsk(.entries(path))
        } else {
            observer.willAsk(.content(path))
        }
    }

    /// Tells the observer that a file's content, read before, is used again.
    public func noteContent(of path: HostPath) { noteOpening(path, flags: O_RDONLY) }

    /// Tells the observer that a directory's entries, listed before, are used again.
    public func noteEntries(of path: HostPath, statuses: Bool) {
        guard let observer else { return }
        if statuses {
            observer.willAsk(.entries(path))
        } else {
            noteOpening(path, flags: O_RDONLY | O_DIRECTORY)
        }
    }

    /// Whether a path leads into a process of the running system.
    private func isProcess(_ path: HostPath) -> Bool {
        isLive && path.bytes.starts(with: "/proc/".utf8)
            && path.bytes.dropFirst(6).first.map { (0x30...0x39).contains($0) } ?? false
    }

    /// Whether the running kernel makes up what is at a path, whose times then say nothing.
    private func isKernels(_ path: HostPath) -> Bool {
        isLive && (path.bytes.starts(with: "/proc".utf8) || path.bytes.starts(with: "/sys".utf8))
    }
}
