import Bytes
import Crypto
import Glibc
import XML

/// A directory of content that was read before, laid flat, so that it comes without parsing.
///
/// ```swift
/// let content = try Content(path: "ssg-debian12-ds.xml", cache: ContentCache(directory: "/var/cache/martlet"))
/// ```
///
/// An entry holds for one file and one choice of its parts. It is used when the file is the one that was read: by
/// its place, size and times, or else by its SHA-256. It is used by the program that wrote it alone; whatever is
/// odd about an entry makes it as good as absent, and it is written anew. Nothing in the directory is trusted that
/// belongs to somebody else or that others may write to.
public struct ContentCache: Sendable {
    /// The directory; made when there is something to keep.
    public let directory: String
    /// How many bytes all entries may take; the ones that were written first are removed.
    public let limit: Int

    /// A cache in a directory that may not be there yet.
    public init(directory: String, limit: Int = 256 << 20) {
        self.directory = directory
        self.limit = limit
    }

    /// What was kept under a name for a file as it is now.
    func reader(of name: Name, for input: XMLInput) -> FlatReader? {
        guard let identity = input.identity, let room = CacheDirectory(directory) else { return nil }
        guard let region = room.region(named: name.file), var head = CacheEntry(region),
            head.name == name, head.program != nil, head.program == .current, head.size == identity.size
        else { return nil }
        if head.identity == identity { return head.payload }
        // A copy, or a file that was touched: the bytes decide.
        guard let digest = Self.digest(input), digest == head.digest, input.identity == identity else {
            return nil
        }
        head.identity = identity.isSettled ? identity : nil
        if head.identity != nil { room.write(head.bytes, named: name.file, limit: limit) }
        return head.payload
    }

    /// Keeps what was made of a file; nothing happens when it changed meanwhile or when the directory cannot be
    /// written to.
    func keep(
        _ name: Name, of input: XMLInput, seen before: FileIdentity?, _ write: (inout FlatWriter) -> Void
    ) {
        guard let before, let digest = Self.digest(input), input.identity == before,
            let room = CacheDirectory(making: directory)
        else { return }
        let entry = CacheEntry(
            name: name, program: .current, size: before.size, identity: before.isSettled ? before : nil,
            digest: digest, write)
        guard entry.bytes.count <= limit / 2 else { return }
        room.write(entry.bytes, named: name.file, limit: limit)
    }

    /// What an entry holds.
    struct Name: Hashable {
        /// The content's path, which errors and notes in the content name.
        let path: String
        /// What of the content is kept.
        let parts: String

        /// The entry's file.
        var file: String {
            Hex.encode(Digest.of(Array("\(parts)\n\(path)".utf8), .sha256).prefix(16)) + ".flat"
        }
    }

    private static func digest(_ input: XMLInput) -> [UInt8]? {
        var digest = SHA256()
        do throws(XMLError) {
            try input.forEachStoredBlock { digest.update(bufferPointer: $0) }
        } catch { return nil }
        return Array(digest.finalize())
    }
}

extension FileIdentity {
    /// Whether the last change lies so far back that another one would have another time.
    fileprivate var isSettled: Bool {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return max(modified, changed) < (Int64(now.tv_sec) - 2) * 1_000_000_000
    }

    /// The program that runs: another one may lay values flat in another way.
    fileprivate static let current = FileIdentity(path: "/proc/self/exe")
}
