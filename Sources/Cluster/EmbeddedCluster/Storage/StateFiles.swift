import Files
import Glibc

/// The small files of a state directory that belong to the cluster as much as its objects do: certificates,
/// keys, tokens.
struct StateFiles {
    /// One file, under its path inside the state directory.
    struct File: Equatable {
        var path: String
        var bytes: [UInt8]
        var mode: mode_t
    }

    private static let folder = "pki"
    private static let depthLimit = 4
    private static let sizeLimit = 1 << 20

    let directory: String

    /// The database of a state directory, or the file itself.
    static func database(at path: String) throws(StorageError) -> String {
        var facts = stat()
        guard stat(path, &facts) == 0 else {
            throw StorageError(code: .unavailable, path: path, reason: String(cString: strerror(errno)))
        }
        guard facts.st_mode & S_IFMT == S_IFDIR else { return path }
        let database = "\(path)/state.db"
        guard access(database, F_OK) == 0 else {
            throw StorageError(code: .unavailable, path: path, reason: "there is no state.db in it")
        }
        return database
    }

    /// Every file below `pki`, in order of path.
    func read() throws(StorageError) -> [File] {
        var files: [File] = []
        try collect(Self.folder, depth: 0, into: &files)
        return files.sorted { $0.path < $1.path }
    }

    /// Puts a file back: beside its place, synced, then renamed into it.
    func write(_ file: File) throws(StorageError) {
        let parts = file.path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.first == Substring(Self.folder), parts.count > 1,
            !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }), !file.path.utf8.contains(0)
        else { throw failure(file.path, "is no path below \(Self.folder)/") }
        var folder = directory
        for part in parts.dropLast() {
            folder += "/\(part)"
            if mkdir(folder, 0o700) != 0, errno != EEXIST { throw failure(folder) }
        }
        let path = "\(directory)/\(file.path)"
        do throws(FileFailure) {
            try PlacedFile.write(file.bytes, to: path, mode: file.mode & 0o755, isOnlyWriter: true)
        } catch {
            throw failure(path, error.system)
        }
    }

    private func collect(_ folder: String, depth: Int, into files: inout [File]) throws(StorageError) {
        guard let listing = opendir("\(directory)/\(folder)") else {
            if errno == ENOENT { return }
            throw failure(folder)
        }
        defer { closedir(listing) }
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name == "." || name == ".." || name.hasSuffix(".new") { continue }
            let path = "\(folder)/\(name)"
            var facts = stat()
            guard lstat("\(directory)/\(path)", &facts) == 0 else { throw failure(path) }
            switch facts.st_mode & S_IFMT {
            case S_IFDIR where depth < Self.depthLimit: try collect(path, depth: depth + 1, into: &files)
            case S_IFREG:
                files.append(File(path: path, bytes: try bytes(of: path), mode: facts.st_mode & 0o777))
            default: throw failure(path, "is neither a file nor a folder that can be backed up")
            }
        }
    }

    private func bytes(of path: String) throws(StorageError) -> [UInt8] {
        do throws(FileFailure) {
            if let bytes = try SmallFile.read("\(directory)/\(path)", limit: Self.sizeLimit) { return bytes }
            throw FileFailure(path, .opening, code: ENOENT)
        } catch {
            throw failure(path, error.system)
        }
    }

    private func failure(_ path: String, _ why: String? = nil) -> StorageError {
        StorageError(
            code: .unavailable, path: path.hasPrefix("/") ? path : "\(directory)/\(path)",
            reason: why ?? String(cString: strerror(errno)))
    }
}
