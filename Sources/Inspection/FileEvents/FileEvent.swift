public import Host

/// Something that happened to a file; good only while it is being delivered.
public final class FileEvent {
    /// What happened; the kernel joins what happens in short succession.
    public struct Kinds: OptionSet, Sendable, Hashable {
        /// One bit a kind.
        public let rawValue: UInt8

        /// Kinds of the bits of a number.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// The name is new, also by a rename.
        public static let appeared = Kinds(rawValue: 1)
        /// The name is gone, also by a rename.
        public static let vanished = Kinds(rawValue: 2)
        /// The content was changed; whoever does it may not be finished.
        public static let modified = Kinds(rawValue: 4)
        /// Somebody who could change the content has closed it.
        public static let closed = Kinds(rawValue: 8)
        /// Mode, owner, times, attributes or the number of names.
        public static let attributes = Kinds(rawValue: 16)
    }

    /// What happened.
    public let kinds: Kinds
    /// Whether it happened to a directory.
    public let isDirectory: Bool
    /// The file's paths on the host: several when a file system is mounted more than once.
    public let paths: [HostPath]
    /// When it was read from the kernel, in nanoseconds since 1970; the kernel itself gives no time.
    public let time: Int64
    /// The number of the process; 0 when it is not known.
    public let process: Int32
    private let findActor: () -> EventActor
    private let findFile: () -> FileIdentity?

    init(
        kinds: Kinds, isDirectory: Bool, paths: [HostPath], time: Int64, process: Int32,
        actor: @escaping () -> EventActor, file: @escaping () -> FileIdentity?
    ) {
        self.kinds = kinds
        self.isDirectory = isDirectory
        self.paths = paths
        self.time = time
        self.process = process
        findActor = actor
        findFile = file
    }

    /// Who did it; found out when it is asked for, which should be at once.
    public var actor: EventActor { findActor() }
    /// Which file it happened to; nil for one that is gone.
    public var file: FileIdentity? { findFile() }
}

/// A file whatever its name is.
public struct FileIdentity: Hashable, Sendable {
    /// The device that holds it.
    public var device: UInt64
    /// The inode's number on its device.
    public var inode: UInt64
    /// How many names it has.
    public var linkCount: UInt64

    /// A file with its number of names.
    public init(device: UInt64, inode: UInt64, linkCount: UInt64) {
        self.device = device
        self.inode = inode
        self.linkCount = linkCount
    }
}

/// A time at which events may be missing: what is named has to be looked at.
public enum FileEventGap: Sendable, Equatable {
    /// The kernel's queue was full; anything below these directories may have changed.
    case overflow([HostPath])
    /// Something was mounted or unmounted here.
    case mounts([HostPath])
    /// The directory of an event could not be found by its handle although it is not gone.
    case unresolved([HostPath])
}

/// How a file system's changes come to be known.
public struct FileEventCoverage: Sendable, Equatable {
    /// The way.
    public enum Means: Sendable, Equatable {
        /// Events of the whole file system, with the process (fanotify).
        case fileSystem
        /// Events of the file system that holds an overlay's upper layer, with the process.
        case upperLayer(HostPath)
        /// Events of so many directories, without the process (inotify).
        case directories(Int)
        /// None; the sentence says why.
        case none(String)
    }

    /// Where the file system is mounted on the host.
    public var mountPoint: HostPath
    /// Its type, such as `ext4`.
    public var type: String
    /// The way.
    public var means: Means

    /// One sentence for a person.
    public var description: String {
        switch means {
        case .fileSystem: "\(mountPoint) (\(type)): every change, with its process"
        case .upperLayer(let upper):
            "\(mountPoint) (\(type)): every change, with its process, in the upper layer \(upper)"
        case .directories(let count):
            "\(mountPoint) (\(type)): changes in \(count) directories, without their processes"
        case .none(let reason): "\(mountPoint) (\(type)): no changes are seen: \(reason)"
        }
    }
}
