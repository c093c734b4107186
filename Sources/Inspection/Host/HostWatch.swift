import CLinux
import Glibc

/// Notices what changes in the directories of a host, so that they need not be looked at again (`inotify(7)`).
///
/// Facts are registered under numbers; ``changes()`` gives the numbers of those that may have changed since it was
/// asked last. A fact that no directory's watch can vouch for is refused: one on a network's file system or on the
/// kernel's, and a device. What a watch does not show is a change that is made under another name of a file or
/// through memory that is mapped still.
///
/// A watch belongs to one thread and never makes the host's observer ask anything.
public final class HostWatch {
    private let host: Host
    private let descriptor: Int32
    private var mounts: MountTable
    /// The paths of each watched directory; several when one is mounted in two places.
    private var directories: [Int32: [[UInt8]]] = [:]
    private var watched: [[UInt8]: Int32] = [:]
    /// The facts that depend on what is at a path, and on anything in a directory.
    private var atPath: [[UInt8]: Set<Int>] = [:]
    private var inDirectory: [[UInt8]: Set<Int>] = [:]

    /// A watch on nothing yet; nil when the kernel has none to give.
    ///
    /// - Parameter host: A host without an observer.
    public init?(host: Host) {
        guard let mounts = MountTable(host: host) else { return nil }
        descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard descriptor >= 0 else { return nil }
        self.host = host
        self.mounts = mounts
    }

    deinit { close(descriptor) }

    /// The mount points in a directory, whose status may change without a word from the directory.
    public func mountPoints(in directory: HostPath) -> [HostPath] {
        mounts.points(in: directory.bytes).map { HostPath(bytes: $0) }
    }

    /// Watches what decides a fact; false when it cannot be vouched for.
    public func watch(_ fact: HostFact, as number: Int) -> Bool {
        switch fact {
        case .content, .fleeting: return false
        case .path(let path, let followingLinks):
            switch follow(path, toItsEnd: followingLinks, number) {
            case .absent, .link: return true
            case .directory(let end):
                inDirectory[end, default: []].insert(number)
                return true
            case .file(let status): return status.kind == .regular && status.linkCount == 1
            case nil: return false
            }
        case .entries(let path):
            switch follow(path, toItsEnd: true, number) {
            case .directory(let end):
                inDirectory[end, default: []].insert(number)
                return true
            case .absent, .file: return true
            case .link, nil: return false
            }
        }
    }

    private enum End {
        case directory([UInt8])
        case file(FileStatus)
        case link
        case absent
    }

    /// Walks a path part by part as the kernel does, and watches each directory on the way.
    private func follow(_ path: HostPath, toItsEnd: Bool, _ number: Int) -> End? {
        var here = [UInt8(ascii: "/")]
        guard watchDirectory(here) else { return nil }
        var rest = Array(path.bytes.split(separator: UInt8(ascii: "/")).reversed())
        var hops = 0
        while let name = rest.popLast() {
            if name.elementsEqual(".".utf8) { continue }
            if name.elementsEqual("..".utf8) {
                here = HostPath(bytes: here).split.directory.bytes
                continue
            }
            let next = HostPath(bytes: here).appending(name).bytes
            if watched[next] != nil {
                here = next
                continue
            }
            atPath[next, default: []].insert(number)
            let status: FileStatus
            do throws(HostError) {
                status = try host.status(of: HostPath(bytes: next), followingLinks: false)
            } catch {
                return error.reason == .notFound ? .absent : nil
            }
            switch status.kind {
            case .directory:
                guard watchDirectory(next) else { return nil }
                here = next
            case .symbolicLink:
                if rest.isEmpty, !toItsEnd { return status.linkCount == 1 ? .link : nil }
                hops += 1
                guard hops <= 40, status.linkCount == 1,
                    let target = try? host.linkTarget(of: HostPath(bytes: next))
                else { return nil }
                if target.bytes.first == UInt8(ascii: "/") { here = [UInt8(ascii: "/")] }
                rest += target.bytes.split(separator: UInt8(ascii: "/")).reversed()
            default:
                if mounts.points(in: here).contains(next) { return nil }
                return rest.isEmpty ? .file(status) : .absent
            }
        }
        return .directory(here)
    }

    private func watchDirectory(_ path: [UInt8]) -> Bool {
        if watched[path] != nil { return true }
        let flags = martlet_o_path | O_DIRECTORY | O_NOFOLLOW
        guard let opened = try? host.openDescriptor(HostPath(bytes: path), flags: flags) else { return false }
        defer { close(opened) }
        guard Self.honest.contains(martlet_file_system(opened)) else { return false }
        let mask =
            IN_ATTRIB | IN_MODIFY | IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO
            | IN_DELETE_SELF | IN_MOVE_SELF | Int32(bitPattern: UInt32(IN_ONLYDIR))
        let watch = inotify_add_watch(descriptor, "/proc/self/fd/\(opened)", UInt32(bitPattern: mask))
        guard watch >= 0 else { return false }
        watched[path] = watch
        directories[watch, default: []].append(path)
        return true
    }

    /// The file systems on which nothing changes behind this kernel's back (`statfs(2)`): ext2 to ext4, XFS, Btrfs,
    /// tmpfs, overlayfs, F2FS.
    private static let honest: Set<UInt32> = [
        0xEF53, 0x5846_5342, 0x9123_683E, 0x0102_1994, 0x794C_7630, 0xF2F5_2010,
    ]
}

extension HostWatch {
    /// The numbers of the facts that may have changed since the last call; nil when any may have.
    public func changes() -> Set<Int>? {
        var changed: Set<Int> = []
        var isSure = true
        let isAll = InotifyRecords.read(from: descriptor) { record in
            isSure = note(record, &changed) && isSure
        }
        if !isAll { isSure = false }
        if mounts.hasChanged(host) { isSure = false }
        if isSure { return changed }
        forgetEverything()
        return nil
    }

    /// False when the event leaves everything open.
    private func note(_ event: InotifyRecord, _ changed: inout Set<Int>) -> Bool {
        let (mask, name) = (Int32(bitPattern: event.mask), event.name)
        if event.tellsOfLoss { return false }
        for directory in directories[event.watch] ?? [] {
            changed.formUnion(inDirectory[directory] ?? [])
            if name.isEmpty {
                // The directory itself: the status that its parent shows changes with it.
                changed.formUnion(atPath[directory] ?? [])
                changed.formUnion(inDirectory[HostPath(bytes: directory).split.directory.bytes] ?? [])
                forget(below: directory, &changed)
                continue
            }
            let path = HostPath(bytes: directory).appending(name).bytes
            changed.formUnion(atPath[path] ?? [])
            if watched[path] != nil { forget(below: path, &changed) }
            if mask & IN_CREATE != 0, hasOtherNames(path) { return false }
        }
        return true
    }

    /// A new name of an old file: what happens under the one is not told of the other.
    private func hasOtherNames(_ path: [UInt8]) -> Bool {
        guard let status = try? host.status(of: HostPath(bytes: path), followingLinks: false) else {
            return false
        }
        return status.kind != .directory && status.linkCount > 1
    }

    /// Stops watching a directory and those in it, whose facts are open until they are looked at again.
    private func forget(below directory: [UInt8], _ changed: inout Set<Int>) {
        let prefix = HostPath(bytes: directory).appending("").bytes
        func isBelow(_ path: [UInt8]) -> Bool { path == directory || path.starts(with: prefix) }
        for (path, numbers) in atPath where isBelow(path) {
            changed.formUnion(numbers)
            atPath[path] = nil
        }
        for (path, numbers) in inDirectory where isBelow(path) {
            changed.formUnion(numbers)
            inDirectory[path] = nil
        }
        for (path, watch) in watched where isBelow(path) {
            watched[path] = nil
            directories[watch]?.removeAll { $0 == path }
            if directories[watch]?.isEmpty ?? false {
                directories[watch] = nil
                inotify_rm_watch(descriptor, watch)
            }
        }
    }

    private func forgetEverything() {
        for watch in directories.keys { inotify_rm_watch(descriptor, watch) }
        directories = [:]
        watched = [:]
        atPath = [:]
        inDirectory = [:]
    }
}
