import Bytes
import Capability
import Crypto
import Glibc
import SCAPReports

/// Where a file of content is, for documents that name it instead of holding it.
struct ContentPlace {
    private let path: String

    init(_ path: String) { self.path = path }

    /// The file's URL and its SHA-256.
    ///
    /// - Throws: ``CommandFailure`` when the file cannot be read.
    func source() throws -> AssetReport.Source {
        guard let resolved = realpath(path, nil) else { throw failure() }
        defer { free(resolved) }
        return .referenced(href: Self.url(String(cString: resolved)), sha256: try digest())
    }

    /// The URL of an absolute path (RFC 8089, 2).
    static func url(_ path: String) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/".utf8)
        let text = path.utf8.reduce(into: "file://") { url, byte in
            url +=
                plain.contains(byte)
                ? String(UnicodeScalar(byte)) : "%\(Hex.encode([byte]).uppercased())"
        }
        return text
    }

    private func digest() throws -> String {
        guard let file = fopen(path, "re") else { throw failure() }
        defer { fclose(file) }
        var digest = SHA256()
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
            buffer.withUnsafeBytes { digest.update(bufferPointer: .init(rebasing: $0[..<count])) }
        }
        if ferror(file) != 0 { throw failure() }
        return Hex.encode(Array(digest.finalize()))
    }

    private func failure() -> CommandFailure {
        CommandFailure("\(path): cannot be read: \(String(cString: strerror(errno)))")
    }
}
