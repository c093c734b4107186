import CLinux
import Glibc
public import Host

/// Tells of every change of a host's files as it happens, with the process that made it.
///
/// File systems are watched as a whole (`fanotify(7)`), so what is written from other namespaces, containers included,
/// is seen as well. Where the kernel gives no such events the directories are watched one by one (`inotify(7)`);
/// ``coverage`` says what holds where.
///
/// ```swift
/// let source = try FileEventSource(host) { directory in directory != "/proc" }
/// source.run(onEvent: { print($0.paths, $0.actor) }, onGap: { print($0) }, onPause: {})
/// ```
///
/// Safe to hand to the thread that runs it: apart from ``stop()``, which only writes to a pipe, one thread at a time
/// uses it.
public final class FileEventSource: @unchecked Sendable {
    private let systems: MountedFileSystems
    private let directories: DirectoryEvents
    private let resolver = HandleResolver()
    private let actors: ActorReader
    private var foreign = ForeignFiles()
    private let table: Int32
    private let wakeUp: (read: Int32, write: Int32)
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 8)

    /// Asks the kernel for events; from here on none is missed.
    ///
    /// - Parameters:
    ///   - broker: who is asked for what this process has no right to; nil to ask the kernel for everything.
    ///   - isWatched: whether a directory of the host counts; asked on the thread that runs.
    /// - Throws: ``FileEventError`` when nothing at all can be watched.
    public init(
        _ host: Host, broker: EventBroker? = nil, isWatched: @escaping (HostPath) -> Bool
    ) throws(FileEventError) {
        systems = try MountedFileSystems(host, broker: broker, isWatched: isWatched)
        directories = try DirectoryEvents(root: systems.root, isWatched: isWatched)
        actors = ActorReader(host, broker: broker)
        table = open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC)
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .noDescriptors }
        wakeUp = (ends[0], ends[1])
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        watchDirectories()
    }

    deinit {
        if table >= 0 { close(table) }
        close(wakeUp.read)
        close(wakeUp.write)
        buffer.deallocate()
    }

    /// How the changes of each file system come to be known.
    public var coverage: [FileEventCoverage] { systems.coverage }

    /// Ends ``run(onEvent:onGap:onPause:)``; may be called from any thread.
    public func stop() {
        var byte: UInt8 = 0
        _ = write(wakeUp.write, &byte, 1)
    }

    /// Delivers events on this thread, which it blocks, until it is stopped.
    ///
    /// - Parameters:
    ///   - onEvent: is called with each event while its process may still be there.
    ///   - onGap: is called when events may be missing.
    ///   - onPause: is called when everything that there was has been delivered.
    public func run(
        onEvent: (FileEvent) -> Void, onGap: (FileEventGap) -> Void, onPause: () -> Void
    ) {
        // Whoever makes many events must not keep this thread from reading them: of this thread alone, where the
        // process may.
        setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, -10)
        while true {
            let groups = systems.groups.sorted { $0.key < $1.key }
            var waits = [
                pollfd(fd: wakeUp.read, events: Int16(POLLIN), revents: 0),
                pollfd(fd: table, events: Int16(POLLPRI), revents: 0),
                pollfd(fd: directories.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            waits += groups.map { pollfd(fd: $0.value.descriptor, events: Int16(POLLIN), revents: 0) }
            if poll(&waits, nfds_t(waits.count), -1) < 0, errno != EINTR { return }
            if waits[0].revents != 0 { return }
            if waits[1].revents != 0 { noteMounts(onGap) }
            if waits[2].revents != 0 { readDirectories(onEvent, onGap) }
            for (index, (id, group)) in groups.enumerated() where waits[3 + index].revents != 0 {
                read(group, id, onEvent, onGap)
            }
            resolver.closeAll()
            actors.forget()
            onPause()
        }
    }

    // MARK: Whole file systems

    private func read(
        _ group: FanotifyGroup, _ id: UInt64, _ onEvent: (FileEvent) -> Void, _ onGap: (FileEventGap) -> Void
    ) {
        let length = Glibc.read(group.descriptor, buffer.baseAddress, buffer.count)
        guard length > 0, let system = systems.systems[id] else { return }
        let time = Self.now()
        let (records, isWhole) = FanotifyRecord.parse(
            UnsafeRawBufferPointer(rebasing: buffer[..<length]))
        // The descriptors count against the process's limit until they are closed.
        defer {
            for record in records {
                if case .open(let number) = record.descriptor { close(number) }
            }
        }
        for record in records where !record.isOverflow { deliver(record, system, time, onEvent, onGap) }
        if !isWhole || records.contains(where: \.isOverflow) {
            foreign.forget()
            onGap(.overflow(points(of: system)))
        }
    }

    private func deliver(
        _ record: FanotifyRecord, _ system: WatchedFileSystem, _ time: Int64, _ onEvent: (FileEvent) -> Void,
        _ onGap: (FileEventGap) -> Void
    ) {
        if foreign.contains(record) { return }
        let moved = UInt64(FAN_RENAME | FAN_MOVED_TO)
        var kinds: FileEvent.Kinds = []
        if record.mask & (UInt64(FAN_CREATE) | moved) != 0 { kinds.insert(.appeared) }
        if record.mask & UInt64(FAN_DELETE | FAN_MOVED_FROM) != 0 { kinds.insert(.vanished) }
        if record.mask & UInt64(FAN_MODIFY) != 0 { kinds.insert(.modified) }
        if record.mask & UInt64(FAN_CLOSE_WRITE) != 0 { kinds.insert(.closed) }
        if record.mask & UInt64(FAN_ATTRIB) != 0 { kinds.insert(.attributes) }
        if record.name == nil, record.oldName == nil, record.file != nil {
            // Another name of the file came or went.
            onEvent(event(record, kinds, [], time, system))
        }
        for (name, kinds) in [(record.oldName, FileEvent.Kinds.vanished), (record.name, kinds)] {
            guard let name else { continue }
            let inner: [UInt8]
            switch resolver.path(of: name.directory, on: system) {
            case .found(let path): inner = path
            case .gone(let path):
                // What was in a directory that is gone is told by the event of the directory itself.
                guard let path else { continue }
                inner = path
            case .failed:
                onGap(.unresolved(points(of: system)))
                continue
            }
            let paths = system.paths(of: Self.path(inner, name.name)).compactMap(systems.hostPath)
            let isForeign = !paths.contains { systems.counts($0) }
            if isForeign {
                foreign.note(name.directory)
                // A file with other names may be changed under this one.
                guard let file = record.file, kinds != .vanished, !record.isOnDirectory else { continue }
                let links = resolver.identity(of: file, on: system)?.linkCount ?? 0
                if links <= 1 {
                    foreign.note(single: file)
                    continue
                }
            }
            onEvent(event(record, kinds, paths, time, system))
        }
    }

    private func event(
        _ record: FanotifyRecord, _ kinds: FileEvent.Kinds, _ paths: [HostPath], _ time: Int64,
        _ system: WatchedFileSystem
    ) -> FileEvent {
        FileEvent(
            kinds: kinds, isDirectory: record.isOnDirectory, paths: paths, time: time,
            process: record.process,
            actor: { [actors] in actors.actor(record.process, record.descriptor) },
            file: { [resolver] in record.file.flatMap { resolver.identity(of: $0, on: system) } })
    }

    /// The host's directories that show a file system.
    private func points(of system: WatchedFileSystem) -> [HostPath] {
        system.places.map { systems.hostPath($0.point) ?? "/" }
    }

    private static func path(_ directory: [UInt8], _ name: [UInt8]) -> [UInt8] {
        if name.elementsEqual(".".utf8) { return directory }
        return HostPath(bytes: directory).appending(name).bytes
    }

    // MARK: Single directories and mounts

    private func readDirectories(_ onEvent: (FileEvent) -> Void, _ onGap: (FileEventGap) -> Void) {
        guard let events = directories.events() else {
            return onGap(
                .overflow(directories.tops.keys.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }))
        }
        let time = Self.now()
        for event in events {
            onEvent(
                FileEvent(
                    kinds: event.kinds, isDirectory: event.isDirectory, paths: [event.path], time: time,
                    process: 0, actor: { .untold }, file: { [systems] in systems.identity(of: event.path) }))
        }
    }

    private func noteMounts(_ onGap: (FileEventGap) -> Void) {
        guard let changed = try? systems.update() else { return }
        foreign.forget()
        watchDirectories()
        if !changed.isEmpty { onGap(.mounts(changed)) }
    }

    private func watchDirectories() {
        directories.watch(from: systems.withoutEvents)
        for point in systems.withoutEvents {
            systems.noteDirectories(
                directories.count(below: point), below: point, problem: directories.tops[point] ?? nil)
        }
    }

    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}

extension MountedFileSystems {
    /// Which file is at a path of the host now; nil for none.
    func identity(of path: HostPath) -> FileIdentity? {
        var status = stat()
        let absolute = WatchedFileSystem.join(root, path.bytes.count == 1 ? [] : path.bytes[...])
        guard !absolute.contains(0), lstat(absolute.map { CChar(bitPattern: $0) } + [0], &status) == 0 else {
            return nil
        }
        return FileIdentity(
            device: UInt64(status.st_dev), inode: UInt64(status.st_ino), linkCount: UInt64(status.st_nlink))
    }
}
