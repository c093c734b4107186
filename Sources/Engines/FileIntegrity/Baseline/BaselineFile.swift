import Glibc

/// The steps by which files of a baseline come into being and take their places.
enum BaselineFile {
    /// A million entries have 32 MB of hashes; an inventory is smaller.
    private static let limit = 1 << 30

    /// The content of a file; nil when there is none.
    static func read(_ path: String) throws(BaselineError) -> [UInt8]? {
        if !exists(path) { return nil }
        do throws(ByteSource.Failure) {
            return try ByteSource(.file(path)).readAll(limit: limit)
        } catch {
            throw BaselineError(path, error.message, reason: .system)
        }
    }

    /// Writes a file beside its place and puts it there when it is whole; only its owner may read it.
    static func write(_ bytes: [UInt8], to path: String) throws(BaselineError) {
        do throws(OutputFile.Failure) {
            let file = try OutputFile(.file(path))
            try file.write(bytes)
            try file.finish()
        } catch {
            throw BaselineError(path, error.message, reason: .system)
        }
    }

    /// Copies a file piece by piece.
    static func copy(_ source: String, to path: String) throws(BaselineError) {
        do {
            let input = try ByteSource(.file(source))
            let output = try OutputFile(.file(path))
            while true {
                let piece = try input.read(1 << 18)
                if piece.isEmpty { break }
                try output.write(piece)
            }
            try output.finish()
        } catch let failure as ByteSource.Failure {
            throw BaselineError(source, failure.message, reason: .system)
        } catch let failure as OutputFile.Failure {
            throw BaselineError(path, failure.message, reason: .system)
        } catch {
            throw BaselineError(path, "\(error)", reason: .system)
        }
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    static func remove(_ path: String) { unlink(path) }

    /// Renames, lastingly.
    static func move(_ source: String, to path: String) throws(BaselineError) {
        guard rename(source, path) == 0 else {
            throw BaselineError(
                path, "cannot be put in its place: \(SystemError.text(errno))", reason: .system)
        }
        let descriptor = open(directory(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor >= 0 {
            fsync(descriptor)
            close(descriptor)
        }
    }

    /// Removes what writers of a file left when they were killed (``OutputFile``: `PATH.PROCESS.new`).
    static func removeUnfinished(_ path: String) {
        let directory = directory(of: path)
        let beginning = (path.split(separator: "/").last.map(String.init) ?? path) + "."
        guard let stream = opendir(directory) else { return }
        defer { closedir(stream) }
        var found: [String] = []
        let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
        while let entry = readdir(stream) {
            let name = UnsafeRawPointer(entry) + offset
            let text = String(cString: name.assumingMemoryBound(to: CChar.self))
            guard text.hasPrefix(beginning), text.hasSuffix(".new") else { continue }
            let process = text.dropFirst(beginning.count).dropLast(".new".count)
            if Int32(process) != nil { found.append(directory + "/" + text) }
        }
        for path in found { unlink(path) }
    }

    private static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}

/// Keeps two processes from changing a baseline at the same time.
struct BaselineLock {
    private let descriptor: Int32

    /// Waits for the lock of a database's file; it ends with the process that holds it, however that ends.
    init(_ path: String) throws(BaselineError) {
        let name = path + ".lock"
        descriptor = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw BaselineError(name, "cannot be opened: \(SystemError.text(errno))", reason: .system)
        }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else {
                let number = errno
                close(descriptor)
                throw BaselineError(name, "cannot be locked: \(SystemError.text(number))", reason: .system)
            }
        }
    }

    func release() { close(descriptor) }
}
