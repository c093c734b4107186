import Bytes
import CLinux
import Glibc

/// What a file is besides its contents: its type, permissions, owner, time of change and extended attributes.
struct FileAttributes: Sendable {
    let mode: UInt32
    let userID: UInt32
    let groupID: UInt32
    let changed: (seconds: Int, nanoseconds: Int)
    let device: UInt64
    /// Where a symbolic link leads.
    let target: String?
    let extended: [String: [UInt8]]

    var isRegular: Bool { mode & S_IFMT == S_IFREG }

    /// Looks at a path; nil when nothing is there.
    init?(path: String) throws {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            guard errno == ENOENT || errno == ENOTDIR else { throw RehearsalError("looking at", path) }
            return nil
        }
        mode = status.st_mode
        userID = status.st_uid
        groupID = status.st_gid
        changed = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
        device = UInt64(status.st_rdev)
        target = mode & S_IFMT == S_IFLNK ? try FileState.target(of: path) : nil
        extended = Self.extendedAttributes(of: path)
    }

    /// Reads what ``json`` wrote.
    init(_ json: JSON, in directory: String) throws {
        guard let mode = json["mode"]?.int, let userID = json["uid"]?.int, let groupID = json["gid"]?.int,
            let seconds = json["seconds"]?.int, let nanoseconds = json["nanoseconds"]?.int,
            let device = json["device"]?.int
        else { throw SnapshotError(directory + "/journal.json") }
        self.mode = UInt32(truncatingIfNeeded: mode)
        self.userID = UInt32(truncatingIfNeeded: userID)
        self.groupID = UInt32(truncatingIfNeeded: groupID)
        changed = (Int(seconds), Int(nanoseconds))
        self.device = UInt64(bitPattern: Int64(device))
        target = json["target"]?.string
        var extended: [String: [UInt8]] = [:]
        for (name, value) in json["extended"]?.object ?? JSONObject() {
            extended[name] = value.string.flatMap { Hex.decode($0) }
        }
        self.extended = extended
    }

    var json: JSON {
        var json: JSON = [
            "mode": .int(Int64(mode)), "uid": .int(Int64(userID)), "gid": .int(Int64(groupID)),
            "seconds": .int(Int64(changed.seconds)), "nanoseconds": .int(Int64(changed.nanoseconds)),
            "device": .int(Int64(bitPattern: device)),
        ]
        if let target { json["target"] = .string(target) }
        if !extended.isEmpty {
            json["extended"] = .object(
                JSONObject(
                    extended.sorted { $0.key < $1.key }.map { ($0.key, .string(Hex.encode($0.value))) }))
        }
        return json
    }

    /// Makes what is no regular file, or gives the one that is there its attributes back.
    func make(at path: String) throws {
        var status = stat()
        let isThere = lstat(path, &status) == 0
        let isSame = isThere && status.st_mode & S_IFMT == mode & S_IFMT
        if let target {
            if isThere { unlink(path) }
            guard symlink(target, path) == 0 else { throw RehearsalError("bringing back", path) }
        } else if !isSame {
            if isThere { unlink(path) }
            let code = mode & S_IFMT == S_IFDIR ? mkdir(path, 0o700) : mknod(path, mode, dev_t(device))
            guard code == 0 else { throw RehearsalError("bringing back", path) }
        }
        try set(on: path)
    }

    /// Sets owner, permissions, extended attributes and time of a path itself.
    func set(on path: String) throws {
        guard lchown(path, userID, groupID) == 0 else { throw RehearsalError("giving an owner to", path) }
        if target == nil, chmod(path, mode & 0o7777) != 0 {
            throw RehearsalError("giving permissions to", path)
        }
        for name in Self.extendedAttributes(of: path).keys where extended[name] == nil {
            lremovexattr(path, name)
        }
        for (name, value) in extended where lsetxattr(path, name, value, value.count, 0) != 0 {
            throw RehearsalError("giving the attribute \(name) to", path)
        }
        var times = [
            timespec(tv_sec: 0, tv_nsec: 0x3fff_fffe),  // UTIME_OMIT: the time of access stays.
            timespec(tv_sec: changed.seconds, tv_nsec: changed.nanoseconds),
        ]
        utimensat(AT_FDCWD, path, &times, AT_SYMLINK_NOFOLLOW)
    }

    private static func extendedAttributes(of path: String) -> [String: [UInt8]] {
        let size = llistxattr(path, nil, 0)
        guard size > 0 else { return [:] }
        var names = [CChar](repeating: 0, count: size)
        let count = llistxattr(path, &names, size)
        guard count > 0 else { return [:] }
        var found: [String: [UInt8]] = [:]
        for name in names.prefix(count).split(separator: 0) {
            let name = String(decoding: name.map(UInt8.init(bitPattern:)), as: UTF8.self)
            let length = lgetxattr(path, name, nil, 0)
            guard length >= 0 else { continue }
            var value = [UInt8](repeating: 0, count: length)
            if lgetxattr(path, name, &value, length) == length { found[name] = value }
        }
        return found
    }
}
