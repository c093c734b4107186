import Bytes
import Crypto
import Glibc

/// A file without a name that a blob is written to as it comes, its digest computed on the way.
struct BlobFile: ~Copyable {
    private let descriptor: Int32
    private let digest: String
    private let size: Int
    private let place: String
    private var count = 0
    private var sha256 = SHA256()
    private var sha512 = SHA512()

    init(_ blob: RegistryManifest.Descriptor, place: String) throws(RegistryError) {
        descriptor = try UnnamedFile.open()
        digest = blob.digest
        size = blob.size
        self.place = place
    }

    /// Adds bytes.
    mutating func append(_ bytes: UnsafeRawBufferPointer) throws(RegistryError) {
        guard count + bytes.count <= size else {
            throw RegistryError(place, .mismatch("more than the \(size) bytes come that the manifest says"))
        }
        if digest.hasPrefix("sha512:") {
            sha512.update(bufferPointer: bytes)
        } else {
            sha256.update(bufferPointer: bytes)
        }
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if written < 0, errno == EINTR { continue }
            guard written > 0 else {
                throw RegistryError(
                    place, .system("it cannot be stored: \(String(cString: strerror(errno)))"))
            }
            rest = rest.dropFirst(written)
        }
        count += bytes.count
    }

    /// The whole file's descriptor, which the caller closes.
    ///
    /// - Throws: ``RegistryError/Problem/mismatch(_:)`` when other bytes came than were asked for.
    consuming func finish() throws(RegistryError) -> Int32 {
        guard count == size else {
            throw RegistryError(place, .mismatch("\(count) bytes came, and the manifest says \(size)"))
        }
        let isLong = digest.hasPrefix("sha512:")
        let found =
            isLong ? "sha512:" + Hex.encode(sha512.finalize()) : "sha256:" + Hex.encode(sha256.finalize())
        guard found == digest else {
            throw RegistryError(place, .mismatch("the bytes have the digest \(found)"))
        }
        let own = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard own >= 0 else { throw RegistryError(place, .system(String(cString: strerror(errno)))) }
        return own
    }

    deinit { close(descriptor) }
}

extension BlobFile {
    /// The digest of bytes that are in memory, by the algorithm of another.
    static func digest(of bytes: [UInt8], like digest: String) -> String {
        digest.hasPrefix("sha512:")
            ? "sha512:" + Hex.encode(SHA512.hash(data: bytes))
            : "sha256:" + Hex.encode(SHA256.hash(data: bytes))
    }
}
