import Glibc
import Kubernetes

/// When an audit file is put aside, and how long it is kept (kube-apiserver's `--audit-log-max…`).
public struct AuditRotation: Sendable, Equatable {
    /// A file that would grow over this is put aside, in bytes.
    public var maximumSize: Int
    /// So many files put aside are kept; 0 for all.
    public var maximumBackups: Int
    /// Files put aside are kept for so many days; 0 for ever.
    public var maximumAge: Int

    /// 100 MiB, 10 files and 30 days unless told otherwise.
    public init(maximumSize: Int = 100 << 20, maximumBackups: Int = 10, maximumAge: Int = 30) {
        self.maximumSize = maximumSize
        self.maximumBackups = maximumBackups
        self.maximumAge = maximumAge
    }
}

/// Why the audit file cannot be written.
public struct AuditFileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file.
    public var path: String
    /// What is wrong.
    public var reason: String

    /// The path and the reason.
    public var description: String { "\(path): \(reason)" }
}

/// The audit file, which only its owner may read.
///
/// One thread uses it.
struct AuditFile {
    private let path: String
    private let rotation: AuditRotation
    private var descriptor: Int32
    private var size: Int

    init(path: String, rotation: AuditRotation) throws(AuditFileError) {
        self.path = path
        self.rotation = rotation
        (descriptor, size) = try Self.open(path)
    }

    /// Appends lines, each with its end, and puts the file aside before it grows too large.
    mutating func append(_ lines: [[UInt8]]) throws(AuditFileError) {
        var batch: [UInt8] = []
        for line in lines {
            if size + batch.count + line.count > rotation.maximumSize, size + batch.count > 0 {
                try write(batch)
                batch = []
                try rotate()
            }
            batch += line
        }
        try write(batch)
    }

    func close() { Glibc.close(descriptor) }

    private mutating func write(_ bytes: [UInt8]) throws(AuditFileError) {
        var offset = 0
        while offset < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(descriptor, buffer.baseAddress?.advanced(by: offset), bytes.count - offset)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.failure(path, "cannot be written") }
            offset += count
            size += count
        }
    }

    /// Puts the file aside under the time's name and begins a new one.
    private mutating func rotate() throws(AuditFileError) {
        let stem = path.hasSuffix(".log") ? String(path.dropLast(4)) : path
        guard rename(path, "\(stem)-\(Self.stamp(Timestamp.now())).log") == 0 else {
            throw Self.failure(path, "cannot be put aside")
        }
        Glibc.close(descriptor)
        (descriptor, size) = try Self.open(path)
        prune(stem: stem)
    }

    /// Removes what was put aside too long ago or is one too many.
    private func prune(stem: String) {
        let cut = stem.lastIndex(of: "/")
        let folder = cut.map { String(stem[..<$0]) } ?? "."
        let prefix = "\(cut.map { stem[stem.index(after: $0)...] } ?? stem[...])-"
        guard let stream = opendir(folder.isEmpty ? "/" : folder) else { return }
        defer { closedir(stream) }
        var backups: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            // The names carry the time, so that they sort by it: audit-2026-01-02T03-04-05.000006.log
            if name.hasPrefix(prefix), name.hasSuffix(".log"), name.count == prefix.count + 30 {
                backups.append(name)
            }
        }
        backups.sort(by: >)
        let age = Int64(min(max(0, rotation.maximumAge), 36_500)) * 86_400
        let oldest = prefix + Self.stamp(Timestamp(seconds: Timestamp.now().seconds - age))
        for (index, name) in backups.enumerated() {
            let isTooMany = rotation.maximumBackups > 0 && index >= rotation.maximumBackups
            let isOld = age > 0 && name < oldest
            if isTooMany || isOld { unlink("\(folder)/\(name)") }
        }
    }

    /// A time as it stands in the name of a file put aside: `2026-01-02T03-04-05.000006`.
    private static func stamp(_ time: Timestamp) -> String {
        String(time.microText.dropLast().map { $0 == ":" ? "-" : $0 })
    }

    private static func open(_ path: String) throws(AuditFileError) -> (Int32, Int) {
        let descriptor = Glibc.open(
            path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
        guard descriptor >= 0 else { throw failure(path, "cannot be opened") }
        let size = lseek(descriptor, 0, SEEK_END)
        guard size >= 0 else {
            Glibc.close(descriptor)
            throw AuditFileError(path: path, reason: "is no regular file")
        }
        return (descriptor, Int(size))
    }

    private static func failure(_ path: String, _ what: String) -> AuditFileError {
        AuditFileError(path: path, reason: "\(what): \(String(cString: strerror(errno)))")
    }
}
