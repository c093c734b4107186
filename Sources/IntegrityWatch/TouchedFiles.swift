public import FileEvents
import Glibc
import Synchronization

/// Which files may have another content than they had at some time, as far as a watch has seen it.
public enum TouchedSince: Sendable, Equatable {
    /// These and no others, by device and inode.
    case files(Set<FileKey>)
    /// The watch did not see everything since then: any file may.
    case everything

    /// Whether a file may have changed.
    public func contains(_ file: FileKey) -> Bool {
        switch self {
        case .files(let files): files.contains(file)
        case .everything: true
        }
    }
}

/// A file by its device and inode.
public struct FileKey: Hashable, Sendable {
    /// The device that holds it.
    public var device: UInt64
    /// The inode's number on its device.
    public var inode: UInt64

    /// A file.
    public init(device: UInt64, inode: UInt64) {
        self.device = device
        self.inode = inode
    }
}

/// Remembers which files events were about and when.
final class TouchedFiles: Sendable {
    private struct State {
        var times: [FileKey: Int64] = [:]
        /// Before this time not everything was seen.
        var sure = Int64.max
    }

    private let state = Mutex(State())
    /// 100,000 files are 4 MB.
    private static let limit = 100_000

    /// From now on everything is seen.
    func begin() { noteEverything() }

    /// Any file may have been touched until now.
    func noteEverything() {
        let now = Self.now()
        state.withLock { state in
            state.sure = now
            state.times.removeAll()
        }
    }

    /// A file was touched.
    func note(_ file: FileIdentity, at time: Int64) {
        state.withLock { state in
            if state.times.count >= Self.limit {
                state.times.removeAll()
                state.sure = time
            }
            state.times[FileKey(device: file.device, inode: file.inode)] = time
        }
    }

    /// The files that were touched since a time in nanoseconds since 1970.
    func since(_ time: Int64) -> TouchedSince {
        state.withLock { state in
            guard time >= state.sure else { return .everything }
            return .files(Set(state.times.filter { $0.value >= time }.keys))
        }
    }

    static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
