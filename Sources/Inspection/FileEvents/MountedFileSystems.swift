import CLinux
import Glibc
import Host

/// The file systems that a host's watched directories lie on, each with a queue of its events where the kernel gives
/// one; belongs to one thread.
final class MountedFileSystems {
    /// The host's root in this process's namespace.
    let root: [UInt8]
    private let isWatched: (HostPath) -> Bool
    private let broker: EventBroker?
    private(set) var systems: [UInt64: WatchedFileSystem] = [:]
    private(set) var groups: [UInt64: FanotifyGroup] = [:]
    private(set) var coverage: [FileEventCoverage] = []
    /// The host's directories below which changes are seen only directory by directory.
    private(set) var withoutEvents: [HostPath] = []
    private var mounts: [MountInfo] = []

    /// - Parameters:
    ///   - broker: who is asked for events; nil to ask the kernel.
    ///   - isWatched: whether a directory of the host counts.
    init(
        _ host: Host, broker: EventBroker?, isWatched: @escaping (HostPath) -> Bool
    ) throws(FileEventError) {
        guard let resolved = realpath(host.root, nil) else { throw .noRoot(host.root) }
        defer { free(resolved) }
        root = Array(String(cString: resolved).utf8)
        self.broker = broker
        self.isWatched = isWatched
        _ = try update()
    }

    /// The host's path of a path of this process's namespace; nil for one outside.
    func hostPath(_ path: [UInt8]) -> HostPath? {
        guard let rest = WatchedFileSystem.rest(of: path, below: root) else { return nil }
        return HostPath(bytes: rest.isEmpty ? [UInt8(ascii: "/")] : Array(rest))
    }

    /// Whether a file of the host counts: its directory does, or it is a directory that does.
    func counts(_ path: HostPath) -> Bool { isWatched(path.split.directory) || isWatched(path) }

    /// Reads the table of mounts and asks for events of what is new.
    ///
    /// - Returns: where something was mounted or unmounted on the host.
    func update() throws(FileEventError) -> [HostPath] {
        guard let now = MountInfo.ofThisProcess() else { throw .noMounts }
        if now == mounts { return [] }
        let changed = Set(
            (now.filter { !mounts.contains($0) } + mounts.filter { !now.contains($0) })
                .map(\.mountPoint))
        mounts = now
        coverage = []
        withoutEvents = []
        var found: [UInt64: WatchedFileSystem] = [:]
        for mount in shownMounts() {
            guard let point = hostPath(mount.mountPoint.bytes) ?? (shows(mount) ? "/" : nil) else { continue }
            take(mount, at: point, &found)
        }
        systems = found
        groups = groups.filter { found[$0.key] != nil }
        return changed.compactMap { hostPath($0.bytes) }.filter(isWatched).sorted {
            $0.bytes.lexicographicallyPrecedes($1.bytes)
        }
    }

    /// The mounts that show something of the host's root: of those at one place only the last can be seen.
    private func shownMounts() -> [MountInfo] {
        var last: [HostPath: Int] = [:]
        for (index, mount) in mounts.enumerated() { last[mount.mountPoint] = index }
        return mounts.enumerated().filter { last[$0.element.mountPoint] == $0.offset }.map(\.element)
    }

    /// Whether the host's root lies on this mount.
    private func shows(_ mount: MountInfo) -> Bool {
        guard WatchedFileSystem.rest(of: root, below: mount.mountPoint.bytes) != nil else { return false }
        return !shownMounts().contains {
            $0.mountPoint.bytes.count > mount.mountPoint.bytes.count
                && WatchedFileSystem.rest(of: root, below: $0.mountPoint.bytes) != nil
        }
    }

    private func take(_ mount: MountInfo, at point: HostPath, _ found: inout [UInt64: WatchedFileSystem]) {
        guard isWatched(point), !Self.ofTheKernel.contains(mount.type) else { return }
        func note(_ means: FileEventCoverage.Means) {
            coverage.append(FileEventCoverage(mountPoint: point, type: mount.type, means: means))
        }
        let place = WatchedFileSystem.Place(root: mount.root.bytes, point: mount.mountPoint.bytes)
        switch ask(mount.mountPoint) {
        case .success(let id):
            found[id, default: WatchedFileSystem(id: id, places: [])].places.append(place)
            note(.fileSystem)
        case .failure(let refusal):
            if mount.type == "overlay", let upper = upperLayer(of: mount) {
                // What can be opened by handle is the layer's file system, wherever it is mounted.
                var system = found[upper.id] ?? WatchedFileSystem(id: upper.id, places: [])
                for place in upper.places where !system.places.contains(place) { system.places.append(place) }
                system.places.append(
                    WatchedFileSystem.Place(
                        root: upper.root, point: mount.mountPoint.bytes, isOverlay: true))
                found[upper.id] = system
                note(.upperLayer(upper.path))
            } else {
                _ = refusal
                withoutEvents.append(point)
            }
        }
    }

    /// Asks for the events of the file system of a mount; the answer is its name in them.
    private func ask(_ mountPoint: HostPath) -> Result<UInt64, FanotifyRefusal> {
        guard let descriptor = DirectoryDescriptor.open(mountPoint) else {
            return .failure(FanotifyRefusal(number: errno))
        }
        defer { close(descriptor) }
        guard let id = DirectoryDescriptor.fileSystem(of: descriptor) else {
            return .failure(FanotifyRefusal(number: ENODEV))
        }
        if groups[id] != nil { return .success(id) }
        do throws(FanotifyRefusal) {
            groups[id] = try FanotifyGroup(of: descriptor, broker: broker)
            return .success(id)
        } catch {
            return .failure(error)
        }
    }

    private struct UpperLayer {
        var id: UInt64
        var path: HostPath
        var root: [UInt8]
        var places: [WatchedFileSystem.Place]
    }

    /// The file system that an overlay writes to, when this process can see it.
    private func upperLayer(of mount: MountInfo) -> UpperLayer? {
        let key = Array("upperdir=".utf8)
        guard let option = mount.superOptions.first(where: { $0.starts(with: key) }) else { return nil }
        let path = HostPath(bytes: option.dropFirst(key.count))
        guard path.bytes.first == UInt8(ascii: "/"), case .success(let id) = ask(path) else { return nil }
        // The mount that shows the layer.
        let holder = shownMounts().filter { $0.type != "overlay" }
            .filter { WatchedFileSystem.rest(of: path.bytes, below: $0.mountPoint.bytes) != nil }
            .max { $0.mountPoint.bytes.count < $1.mountPoint.bytes.count }
        guard let holder,
            let rest = WatchedFileSystem.rest(of: path.bytes, below: holder.mountPoint.bytes)
        else { return nil }
        let place = WatchedFileSystem.Place(root: holder.root.bytes, point: holder.mountPoint.bytes)
        return UpperLayer(
            id: id, path: path, root: WatchedFileSystem.join(place.root, rest), places: [place])
    }

    /// Replaces what is said of the file systems that are watched directory by directory.
    func noteDirectories(_ count: Int, below point: HostPath, problem: String?) {
        let type = shownMounts().last { hostPath($0.mountPoint.bytes) ?? "/" == point }?.type ?? "?"
        coverage.append(
            FileEventCoverage(
                mountPoint: point, type: type, means: problem.map { .none($0) } ?? .directories(count)))
    }

    /// What the kernel makes up itself: there are no files to change.
    private static let ofTheKernel: Set<String> = [
        "autofs", "binfmt_misc", "bpf", "cgroup", "cgroup2", "configfs", "debugfs", "devpts", "efivarfs",
        "fusectl", "hugetlbfs", "mqueue", "nsfs", "proc", "pstore", "rpc_pipefs", "securityfs", "selinuxfs",
        "sysfs", "tracefs",
    ]
}

/// Why changes cannot be watched.
public enum FileEventError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The host's root cannot be entered.
    case noRoot(String)
    /// The kernel does not tell what is mounted.
    case noMounts
    /// Neither fanotify nor inotify gives events, for this `errno`.
    case noEvents(Int32)
    /// The process has no descriptor left.
    case noDescriptors

    /// The sentence for a person.
    public var description: String {
        switch self {
        case .noRoot(let root): "the root \(root) cannot be entered"
        case .noMounts: "/proc/self/mountinfo cannot be read, so nobody knows what to watch"
        case .noEvents(let number):
            "the kernel gives no events of file changes: \(String(cString: strerror(number)))"
        case .noDescriptors: "the process has no file descriptor left"
        }
    }
}
