import Bytes
import Files
import Glibc

/// A directory that is its user's alone to write to, held open.
final class CacheDirectory {
    private let descriptor: Int32

    /// Opens a directory that is there; nil when it is not, or is not ours alone.
    init?(_ path: String) {
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        guard Self.isOurs(descriptor, kind: S_IFDIR) != nil else {
            // A failing initialiser of a class runs `deinit`, which closes the directory.
            return nil
        }
    }

    /// The same, made first when it is missing, with the directory around it.
    convenience init?(making path: String) {
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            mkdir(String(path[..<slash]), 0o700)
        }
        mkdir(path, 0o700)
        self.init(path)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// A file of the directory in memory; nil when it is not there or is not ours alone.
    func region(named name: String) -> FlatRegion? {
        let file = openat(descriptor, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        return Self.isOurs(file, kind: S_IFREG).flatMap { FlatRegion(mapping: file, size: $0) }
    }

    /// Writes a file beside its name and moves it there; nothing is left behind when that fails.
    func write(_ bytes: [UInt8], named name: String, limit: Int) {
        makeRoom(for: bytes.count, limit: limit)
        let beside = "\(name).\(getpid()).new"
        unlinkat(descriptor, beside, 0)
        let file = openat(descriptor, beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { return }
        // What a power cut tears is found by the checksum, so nobody waits for the disk.
        let isWritten = FileOutput.write(bytes, to: file) == nil
        close(file)
        guard isWritten, renameat(descriptor, beside, descriptor, name) == 0 else {
            unlinkat(descriptor, beside, 0)
            return
        }
    }

    /// Removes what was written first until there is room, and what others left half-written.
    private func makeRoom(for size: Int, limit: Int) {
        var entries: [(name: String, size: Int, time: Int)] = []
        for name in names where name.hasSuffix(".flat") || name.hasSuffix(".new") {
            var status = stat()
            guard fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
            entries.append((name, Int(status.st_size), status.st_mtim.tv_sec))
        }
        entries.sort { ($0.time, $0.name) < ($1.time, $1.name) }
        var total = entries.reduce(size) { $0 + $1.size }
        for entry in entries {
            let isAbandoned = entry.name.hasSuffix(".new") && entry.time < time(nil) - 3600
            guard total > limit || isAbandoned else { continue }
            unlinkat(descriptor, entry.name, 0)
            total -= entry.size
        }
    }

    private var names: [String] {
        let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0 else { return [] }
        guard let stream = fdopendir(copy) else {
            close(copy)
            return []
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names
    }

    /// The size of what is open when it belongs to this user and nobody else may write to it.
    private static func isOurs(_ descriptor: Int32, kind: mode_t) -> Int? {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == kind, status.st_uid == geteuid(),
            status.st_mode & 0o022 == 0
        else { return nil }
        return Int(status.st_size)
    }
}
