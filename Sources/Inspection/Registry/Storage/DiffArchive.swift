import CLinux
import Glibc
import Images

/// Puts the directory of an overlay's layer into an archive as registries keep it (OCI image-spec 1.1, layer.md):
/// what overlay marks by devices and attributes becomes whiteouts.
struct DiffArchive: ~Copyable {
    private let output: Int32
    private let limits: ImageLimits
    private let place: String
    private var buffer: [UInt8] = []
    private var links: [FileIdentity: String] = [:]
    private var entries = 0
    private var total = 0

    private struct FileIdentity: Hashable {
        var device: UInt64
        var number: UInt64
    }

    /// The archive as a file without a name.
    ///
    /// - Throws: ``RegistryError`` when the directory cannot be read or is larger than allowed.
    static func archive(of directory: String, limits: ImageLimits) throws(RegistryError) -> OpenFile {
        let input = open(directory, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard input >= 0 else { throw RegistryError(directory, .system(String(cString: strerror(errno)))) }
        defer { close(input) }
        let file = OpenFile(try UnnamedFile.open())
        var archive = DiffArchive(output: file.descriptor, limits: limits, place: directory)
        try archive.add(directory: input, path: "", depth: 0)
        archive.buffer += [UInt8](repeating: 0, count: 1024)
        try archive.flush()
        return file
    }

    private init(output: Int32, limits: ImageLimits, place: String) {
        self.output = output
        self.limits = limits
        self.place = place
    }

    private mutating func add(directory: Int32, path: String, depth: Int) throws(RegistryError) {
        guard depth <= limits.depth else {
            throw error(path, .tooLarge("it is nested deeper than \(limits.depth)"))
        }
        let copy = openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0, let stream = fdopendir(copy) else { throw system(path) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        closedir(stream)
        for name in names.sorted() {
            entries += 1
            guard entries <= limits.entries else {
                throw error(path, .tooLarge("there are more than \(limits.entries) entries"))
            }
            try add(name, in: directory, path: path.isEmpty ? name : "\(path)/\(name)", depth: depth)
        }
    }

    private mutating func add(_ name: String, in directory: Int32, path: String, depth: Int)
        throws(RegistryError)
    {
        var status = stat()
        guard fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { throw system(path) }
        switch status.st_mode & S_IFMT {
        case S_IFCHR where status.st_rdev == 0:
            // Overlay's whiteout (kernel, filesystems/overlayfs).
            let parent = path.dropLast(name.count)
            try header("\(parent).wh.\(name)", status, kind: "0", size: 0)
        case S_IFDIR:
            let inner = openat(directory, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard inner >= 0 else { throw system(path) }
            defer { close(inner) }
            try header(path + "/", status, kind: "5", size: 0)
            if Self.isOpaque(inner) { try header("\(path)/.wh..wh..opq", status, kind: "0", size: 0) }
            try add(directory: inner, path: path, depth: depth + 1)
        case S_IFREG: try add(file: name, in: directory, path: path, status)
        case S_IFLNK:
            var target = [CChar](repeating: 0, count: Int(PATH_MAX))
            let count = readlinkat(directory, name, &target, target.count)
            guard count >= 0 else { throw system(path) }
            try header(
                path, status, kind: "2", size: 0,
                target: String(decoding: target[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self))
        case S_IFCHR, S_IFBLK, S_IFIFO:
            let kind: Unicode.Scalar =
                status.st_mode & S_IFMT == S_IFIFO ? "6" : status.st_mode & S_IFMT == S_IFCHR ? "3" : "4"
            try header(path, status, kind: kind, size: 0)
        default: break
        }
    }

    private mutating func add(
        file name: String, in directory: Int32, path: String, _ status: stat
    ) throws(RegistryError) {
        if status.st_nlink > 1 {
            let identity = FileIdentity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
            if let first = links[identity] {
                return try header(path, status, kind: "1", size: 0, target: first)
            }
            links[identity] = path
        }
        let size = Int(status.st_size)
        total += size
        guard total <= limits.totalBytes else {
            throw error(path, .tooLarge("more than \(limits.totalBytes) bytes"))
        }
        let input = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard input >= 0 else { throw system(path) }
        defer { close(input) }
        try header(path, status, kind: "0", size: size)
        var rest = size
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while rest > 0 {
            let count = read(input, &piece, min(piece.count, rest))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw system(path) }
            // A file that shrinks meanwhile keeps the size that was said, filled with zeros.
            let filled = count == 0 ? min(piece.count, rest) : count
            if count == 0 { piece = [UInt8](repeating: 0, count: piece.count) }
            buffer += piece[..<filled]
            rest -= filled
            if buffer.count >= 1 << 20 { try flush() }
        }
        pad()
    }

    private mutating func header(
        _ path: String, _ status: stat, kind: Unicode.Scalar, size: Int, target: String = ""
    ) throws(RegistryError) {
        var records = ""
        if path.utf8.count > 100 { records += Self.record("path", path) }
        if target.utf8.count > 100 { records += Self.record("linkpath", target) }
        if size > 0o7777_7777_777 { records += Self.record("size", String(size)) }
        if !records.isEmpty {
            write(header: "PaxHeader", status, kind: "x", size: records.utf8.count, target: "")
            buffer += Array(records.utf8)
            pad()
        }
        write(header: path, status, kind: kind, size: size, target: target)
        if buffer.count >= 1 << 20 { try flush() }
    }

    private mutating func write(
        header path: String, _ status: stat, kind: Unicode.Scalar, size: Int, target: String
    ) {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ text: some Sequence<UInt8>, at place: Int, limit: Int) {
            for (offset, byte) in text.prefix(limit).enumerated() { block[place + offset] = byte }
        }
        func number(_ value: UInt64, at place: Int, digits: Int) {
            let text = String(value, radix: 8)
            guard text.utf8.count <= digits else {
                // Base 256, as every reader of today knows it.
                for index in 0..<8 {
                    block[place + digits - index] = UInt8(truncatingIfNeeded: value >> (8 * UInt64(index)))
                }
                block[place] |= 0x80
                return
            }
            put(
                (String(repeating: "0", count: digits - text.utf8.count) + text).utf8, at: place,
                limit: digits)
        }
        put(path.utf8, at: 0, limit: 100)
        number(UInt64(status.st_mode & 0o7777), at: 100, digits: 7)
        number(UInt64(status.st_uid), at: 108, digits: 7)
        number(UInt64(status.st_gid), at: 116, digits: 7)
        number(UInt64(min(size, 0o7777_7777_777)), at: 124, digits: 11)
        number(UInt64(max(0, Int(status.st_mtim.tv_sec))), at: 136, digits: 11)
        put("        ".utf8, at: 148, limit: 8)
        block[156] = UInt8(kind.value)
        put(target.utf8, at: 157, limit: 100)
        put("ustar\u{0}00".utf8, at: 257, limit: 8)
        if kind == "3" || kind == "4" {
            number(UInt64(status.st_rdev >> 8 & 0xFFF), at: 329, digits: 7)
            number(UInt64(status.st_rdev & 0xFF), at: 337, digits: 7)
        }
        number(block.reduce(0) { $0 + UInt64($1) }, at: 148, digits: 6)
        block[154] = 0
        buffer += block
    }

    private mutating func pad() {
        let over = (buffer.count + flushed) % 512
        if over > 0 { buffer += [UInt8](repeating: 0, count: 512 - over) }
    }

    private var flushed = 0

    private mutating func flush() throws(RegistryError) {
        var rest = buffer[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(output, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw error("", .system("it cannot be stored: \(String(cString: strerror(errno)))"))
            }
            rest = rest.dropFirst(count)
        }
        flushed += buffer.count
        buffer.removeAll(keepingCapacity: true)
    }

    /// A record of PAX: its length, which counts itself, the key and the value (POSIX pax, "Extended Header").
    private static func record(_ key: String, _ value: String) -> String {
        let rest = key.utf8.count + value.utf8.count + 3
        var length = rest
        while length != rest + String(length).utf8.count { length = rest + String(length).utf8.count }
        return "\(length) \(key)=\(value)\n"
    }

    private static func isOpaque(_ directory: Int32) -> Bool {
        ["trusted.overlay.opaque", "user.overlay.opaque"].contains { name in
            var value: UInt8 = 0
            return fgetxattr(directory, name, &value, 1) == 1 && value == UInt8(ascii: "y")
        }
    }

    private func error(_ path: String, _ problem: RegistryError.Problem) -> RegistryError {
        RegistryError(path.isEmpty ? place : "\(place)/\(path)", problem)
    }

    private func system(_ path: String) -> RegistryError {
        error(path, .system(String(cString: strerror(errno))))
    }
}
