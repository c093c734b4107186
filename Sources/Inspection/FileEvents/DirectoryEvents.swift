import CLinux
import Glibc
import Host

/// Events of single directories (`inotify(7)`), for file systems that give none of their own; belongs to one thread.
final class DirectoryEvents {
    /// One event, by the path of the host.
    struct Event {
        var kinds: FileEvent.Kinds
        var isDirectory: Bool
        var path: HostPath
    }

    let descriptor: Int32
    /// The directories that are watched from, each with what stands in the way of watching it wholly.
    private(set) var tops: [HostPath: String?] = [:]
    private let root: [UInt8]
    private let isWatched: (HostPath) -> Bool
    private var paths: [Int32: HostPath] = [:]
    private var watches: [HostPath: Int32] = [:]
    private static let mask = UInt32(
        IN_ATTRIB | IN_MODIFY | IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO)

    /// - Parameter root: the host's root in this process's namespace.
    init(root: [UInt8], isWatched: @escaping (HostPath) -> Bool) throws(FileEventError) {
        self.root = root
        self.isWatched = isWatched
        descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard descriptor >= 0 else { throw .noEvents(errno) }
    }

    deinit { close(descriptor) }

    /// Watches from these directories on, and from no others.
    func watch(from points: [HostPath]) {
        for top in tops.keys where !points.contains(top) {
            forget(below: top)
            tops[top] = nil
        }
        for point in points where tops[point] == nil {
            tops[point] = .some(nil)
            add(point, under: point)
        }
    }

    /// How many directories are watched from one on.
    func count(below top: HostPath) -> Int { watches.keys.count { Self.isBelow($0, top) } }

    /// Everything that happened since; nil when the kernel lost some of it.
    func events() -> [Event]? {
        var found: [Event] = []
        let isWhole = InotifyRecords.read(from: descriptor) { record in
            if let event = take(record) { found.append(event) }
        }
        return isWhole ? found : nil
    }

    private func take(_ event: InotifyRecord) -> Event? {
        let (watch, name) = (event.watch, event.name)
        guard let directory = paths[watch] else { return nil }
        let mask = Int32(bitPattern: event.mask)
        if mask & IN_IGNORED != 0 {
            paths[watch] = nil
            if watches[directory] == watch { watches[directory] = nil }
            return nil
        }
        let path = name.isEmpty ? directory : directory.appending(name)
        let isDirectory = event.mask & UInt32(IN_ISDIR) != 0
        var kinds: FileEvent.Kinds = []
        if mask & (IN_CREATE | IN_MOVED_TO) != 0 { kinds.insert(.appeared) }
        if mask & (IN_DELETE | IN_MOVED_FROM) != 0 { kinds.insert(.vanished) }
        if mask & IN_MODIFY != 0 { kinds.insert(.modified) }
        if mask & IN_CLOSE_WRITE != 0 { kinds.insert(.closed) }
        if mask & IN_ATTRIB != 0 { kinds.insert(.attributes) }
        if isDirectory, kinds.contains(.vanished) { forget(below: path) }
        if isDirectory, kinds.contains(.appeared),
            let top = tops.keys.first(where: { Self.isBelow(path, $0) })
        {
            add(path, under: top)
        }
        return kinds.isEmpty ? nil : Event(kinds: kinds, isDirectory: isDirectory, path: path)
    }

    /// Watches a directory and those in it that lie on the same file system.
    private func add(_ start: HostPath, under top: HostPath) {
        var pending = [start]
        var device: dev_t?
        while let path = pending.popLast() {
            guard isWatched(path), !(tops.keys.contains(path) && path != top) else { continue }
            let absolute = HostPath(
                bytes: WatchedFileSystem.join(root, path.bytes.count == 1 ? [] : path.bytes[...]))
            guard let opened = Self.open(absolute) else { continue }
            defer { close(opened) }
            var status = stat()
            guard fstat(opened, &status) == 0, device ?? status.st_dev == status.st_dev else { continue }
            device = status.st_dev
            // The descriptor's own name leads to what was opened, whoever swaps names meanwhile.
            let watch = inotify_add_watch(
                descriptor, "/proc/self/fd/\(opened)", Self.mask | UInt32(IN_ONLYDIR))
            guard watch >= 0 else {
                tops[top] = .some(
                    "no more directories can be watched (fs.inotify.max_user_watches): \(Self.reason())")
                return
            }
            if let old = paths[watch], old != path { watches[old] = nil }
            paths[watch] = path
            watches[path] = watch
            pending += Self.directories(in: opened).map { path.appending($0) }
        }
    }

    private func forget(below top: HostPath) {
        for (path, watch) in watches where Self.isBelow(path, top) {
            watches[path] = nil
            paths[watch] = nil
            inotify_rm_watch(descriptor, watch)
        }
    }

    private static func isBelow(_ path: HostPath, _ top: HostPath) -> Bool {
        WatchedFileSystem.rest(of: path.bytes, below: top.bytes) != nil
    }

    private static func reason() -> String { String(cString: strerror(errno)) }

    private static func open(_ path: HostPath) -> Int32? {
        if path.bytes.contains(0) { return nil }
        let descriptor = martlet_open_without_links(
            -1, path.bytes.map { CChar(bitPattern: $0) } + [0], O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        return descriptor >= 0 ? descriptor : nil
    }

    /// The names in an open directory that are, or may be, directories.
    private static func directories(in descriptor: Int32) -> [[UInt8]] {
        let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0 else { return [] }
        guard let stream = fdopendir(copy) else {
            close(copy)
            return []
        }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
        while let entry = readdir(stream) {
            let kind = Int(entry.pointee.d_type)
            guard kind == Int(DT_DIR) || kind == Int(DT_UNKNOWN) else { continue }
            let text = (UnsafeRawPointer(entry) + offset).assumingMemoryBound(to: UInt8.self)
            let name = Array(
                UnsafeBufferPointer(start: text, count: strlen(UnsafePointer<CChar>(OpaquePointer(text)))))
            if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
        }
        return names
    }
}
