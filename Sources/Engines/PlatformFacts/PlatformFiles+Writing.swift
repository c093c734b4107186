import Files
import Glibc

extension PlatformFiles {
    /// Writes the files below a directory, as checks look for them below the scanned root.
    ///
    /// - Throws: ``APISourceError`` naming the file that cannot be written.
    public func write(below directory: String) throws(APISourceError) {
        var made: Set<String> = []
        for (path, bytes) in contents.sorted(by: { $0.key < $1.key }) {
            let parts = path.split(separator: "/")
            // Paths are made of the profile's values: none may lead out of the directory.
            guard !parts.isEmpty, !parts.contains(".."), !path.utf8.contains(0) else {
                throw APISourceError(path: path, reason: "is no path of a file below the scanned root")
            }
            var folder = directory
            for part in parts.dropLast() {
                folder += "/\(part)"
                if made.insert(folder).inserted, mkdir(folder, 0o700) != 0, errno != EEXIST {
                    throw Self.failure(folder)
                }
            }
            try Self.write(bytes, to: "\(folder)/\(parts[parts.count - 1])")
        }
    }

    private static func write(_ bytes: [UInt8], to path: String) throws(APISourceError) {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw failure(path) }
        defer { close(file) }
        if let code = FileOutput.write(bytes, to: file) { throw failure(path, code) }
    }

    private static func failure(_ path: String, _ code: Int32 = errno) -> APISourceError {
        APISourceError(path: path, reason: "cannot be written: \(String(cString: strerror(code)))")
    }
}
