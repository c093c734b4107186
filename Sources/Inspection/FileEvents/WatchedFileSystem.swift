import CLinux
import Glibc
import Host

/// A file system, and all places at which its files are seen on a host.
struct WatchedFileSystem {
    /// One place: a directory of the file system and where it is shown.
    struct Place: Equatable {
        /// The path within the file system.
        var root: [UInt8]
        /// The path in this process's namespace.
        var point: [UInt8]
        /// An overlay that shows its upper layer's files elsewhere; nothing can be opened by handle there.
        var isOverlay = false
    }

    /// The name in events.
    var id: UInt64
    var places: [Place]

    /// The paths at which a file of the file system is seen, as this process names them.
    func paths(of inner: [UInt8]) -> [[UInt8]] {
        var paths: [[UInt8]] = []
        for place in places {
            guard let rest = Self.rest(of: inner, below: place.root) else { continue }
            let path = Self.join(place.point, rest)
            if !paths.contains(path) { paths.append(path) }
        }
        return paths
    }

    /// What follows a directory in a path, with its slash; nil when the path is not below it.
    static func rest(of path: [UInt8], below directory: [UInt8]) -> ArraySlice<UInt8>? {
        if directory.count == 1 { return path.count == 1 ? [] : path[...] }
        guard path.starts(with: directory) else { return nil }
        if path.count == directory.count { return [] }
        return path[directory.count] == UInt8(ascii: "/") ? path[directory.count...] : nil
    }

    /// A directory and what follows it.
    static func join(_ directory: [UInt8], _ rest: ArraySlice<UInt8>) -> [UInt8] {
        if directory.count == 1 { return rest.isEmpty ? directory : Array(rest) }
        return directory + rest
    }
}

/// Finds directories by the handles of events; belongs to one thread.
///
/// A file system is opened only while events are looked at, so that nothing keeps it from being unmounted.
final class HandleResolver {
    /// What a handle led to.
    enum Resolution {
        /// The directory's path within its file system.
        case found([UInt8])
        /// It is gone; the path is where it was when it was seen last.
        case gone([UInt8]?)
        case failed
    }

    private var openPlaces: [UInt64: (descriptor: Int32, place: WatchedFileSystem.Place)] = [:]
    private var resolved: [FanotifyRecord.Handle: Resolution] = [:]
    /// Where directories were that may be gone by the time that events of them are read.
    private var lastSeen: [FanotifyRecord.Handle: [UInt8]] = [:]
    private static let rememberedDirectories = 4096

    deinit { closeAll() }

    /// Forgets what may not be so any more when the next events are read.
    func closeAll() {
        for place in openPlaces.values { close(place.descriptor) }
        openPlaces.removeAll(keepingCapacity: true)
        resolved.removeAll(keepingCapacity: true)
    }

    /// The path of a directory within its file system.
    func path(of handle: FanotifyRecord.Handle, on system: WatchedFileSystem) -> Resolution {
        if let known = resolved[handle] { return known }
        let resolution = find(handle, system)
        if case .found(let path) = resolution {
            if lastSeen.count >= Self.rememberedDirectories { lastSeen.removeAll(keepingCapacity: true) }
            lastSeen[handle] = path
        }
        resolved[handle] = resolution
        return resolution
    }

    /// Which file a handle stands for; nil when it is gone.
    func identity(of handle: FanotifyRecord.Handle, on system: WatchedFileSystem) -> FileIdentity? {
        guard let opened = open(handle, system) else { return nil }
        defer { close(opened) }
        var status = stat()
        guard fstat(opened, &status) == 0 else { return nil }
        return FileIdentity(
            device: UInt64(status.st_dev), inode: UInt64(status.st_ino), linkCount: UInt64(status.st_nlink))
    }

    private func open(_ handle: FanotifyRecord.Handle, _ system: WatchedFileSystem) -> Int32? {
        guard let place = openPlace(system) else {
            errno = ENODEV
            return nil
        }
        let opened = handle.bytes.withUnsafeBytes {
            martlet_open_by_handle(place.descriptor, $0.baseAddress, martlet_o_path | O_CLOEXEC)
        }
        return opened >= 0 ? opened : nil
    }

    private func find(_ handle: FanotifyRecord.Handle, _ system: WatchedFileSystem) -> Resolution {
        guard let opened = open(handle, system), let place = openPlaces[system.id]?.place else {
            return errno == ESTALE ? .gone(lastSeen[handle]) : .failed
        }
        defer { close(opened) }
        var status = stat()
        guard fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return .failed }
        guard var path = Self.name(of: opened) else { return .failed }
        let mark = Array(" (deleted)".utf8)
        if path.suffix(mark.count).elementsEqual(mark), !Self.isSame(path, status) {
            return .gone(lastSeen[handle])
        }
        if path.count > 1, path.last == UInt8(ascii: "/") { path.removeLast() }
        // Of a directory that the place does not show the kernel gives the path within the file system.
        if place.root.count == 1 || Self.isSame(path, status),
            let rest = WatchedFileSystem.rest(of: path, below: place.point)
        {
            return .found(WatchedFileSystem.join(place.root, rest))
        }
        return .found(path)
    }

    /// Opens the place that shows most of a file system; what is mounted over it since then does not count.
    private func openPlace(
        _ system: WatchedFileSystem
    ) -> (descriptor: Int32, place: WatchedFileSystem.Place)? {
        if let known = openPlaces[system.id] { return known }
        for place in system.places.filter({ !$0.isOverlay }).sorted(by: { $0.root.count < $1.root.count }) {
            let path = HostPath(bytes: place.point)
            guard let descriptor = DirectoryDescriptor.open(path) else { continue }
            if DirectoryDescriptor.fileSystem(of: descriptor) == system.id {
                openPlaces[system.id] = (descriptor, place)
                return (descriptor, place)
            }
            close(descriptor)
        }
        return nil
    }

    /// The kernel's name of an open file.
    private static func name(of descriptor: Int32) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 1 << 15)
        let length = buffer.withUnsafeMutableBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { text in
                text.baseAddress.map { readlink("/proc/self/fd/\(descriptor)", $0, text.count) } ?? -1
            }
        }
        guard length > 0, length < buffer.count, buffer[0] == UInt8(ascii: "/") else { return nil }
        return Array(buffer[..<length])
    }

    private static func isSame(_ path: [UInt8], _ status: stat) -> Bool {
        var other = stat()
        let found = path.map { CChar(bitPattern: $0) } + [0]
        return lstat(found, &other) == 0 && other.st_dev == status.st_dev && other.st_ino == status.st_ino
    }
}

/// Directories of this process's own namespace, by descriptor.
enum DirectoryDescriptor {
    /// Opens a directory, which the caller closes; nil when it cannot be.
    static func open(_ path: HostPath) -> Int32? {
        if path.bytes.contains(0) { return nil }
        let descriptor = Glibc.open(
            path.bytes.map { CChar(bitPattern: $0) } + [0],
            O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK)
        return descriptor >= 0 ? descriptor : nil
    }

    /// The name in events of the file system that holds an open file; nil when it has none.
    static func fileSystem(of descriptor: Int32) -> UInt64? {
        var id: UInt64 = 0
        return martlet_file_system_id(descriptor, &id) != 0 && id != 0 ? id : nil
    }
}
