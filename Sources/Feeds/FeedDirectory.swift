public import AdvisoryStore
import Bytes
import Files
import Glibc

/// The directory in which a machine keeps its feeds.
///
/// `manifest.json` says what is there and `signatures/DIGEST.sig` who signed it; `records/DIGEST.zst` are the feeds'
/// records and `compiled/DIGEST/` what was made of all of them together; `trusted/*.pem` are the keys whose bundles are
/// taken. The manifest is replaced last and at once, so whoever opens the directory while it
/// changes, or after a change was cut off, sees the feeds before or after it, never between.
public struct FeedDirectory: Sendable {
    /// Where it is.
    public let path: String

    /// Names a directory, which need not be there yet.
    public init(_ path: String) { self.path = path }

    /// What is there; nil when nothing was ever brought in.
    ///
    /// - Throws: ``FeedsError``.
    public func manifest() throws(FeedsError) -> FeedManifest? {
        guard let bytes = try manifestBytes() else { return nil }
        return try FeedManifest(bytes, path: manifestPath)
    }

    /// The manifest as it is written, which is what signatures are of.
    func manifestBytes() throws(FeedsError) -> [UInt8]? {
        try read(manifestPath, limit: FeedManifest.limit)
    }

    /// The records of a feed.
    ///
    /// - Throws: ``FeedsError`` when they are not there or not what the manifest says.
    public func records(of feed: FeedManifest.Feed) throws(FeedsError) -> FeedRecords {
        try FeedRecords(feed: feed.name, lines: lines(of: feed), path: recordsPath(feed.digest))
    }

    /// The lines of a feed's records.
    func lines(of feed: FeedManifest.Feed) throws(FeedsError) -> [UInt8] { try packed(feed).lines }

    /// The records of a feed as they are kept, and unpacked.
    func packed(_ feed: FeedManifest.Feed) throws(FeedsError) -> (bytes: [UInt8], lines: [UInt8]) {
        let path = recordsPath(feed.digest)
        guard let packed = try read(path, limit: PackedLines.limit) else {
            throw .damaged(path, "is missing, though the manifest names it")
        }
        return (packed, try PackedLines.unpack(packed, digest: feed.digest, size: feed.size, path: path))
    }

    /// Keeps the records of a feed under their digest.
    func put(_ lines: [UInt8], digest: String) throws(FeedsError) {
        try makeDirectories()
        let path = recordsPath(digest)
        if access(path, F_OK) == 0 { return }
        try write(try PackedLines.pack(lines, path: path), to: path)
    }

    /// Keeps records that are packed already.
    func put(packed: [UInt8], digest: String) throws(FeedsError) {
        try makeDirectories()
        try write(packed, to: recordsPath(digest))
    }

    var manifestPath: String { path + "/manifest.json" }
    var compiledPath: String { path + "/compiled" }
    func recordsPath(_ digest: String) -> String { "\(path)/records/\(digest).zst" }

    func makeDirectories() throws(FeedsError) {
        for directory in [path, path + "/records", path + "/signatures", compiledPath] {
            if mkdir(directory, 0o755) != 0, errno != EEXIST {
                throw .system("\(directory): cannot be made: \(String(cString: strerror(errno)))")
            }
        }
    }

    func read(_ path: String, limit: Int) throws(FeedsError) -> [UInt8]? {
        do throws(FileFailure) { return try SmallFile.read(path, limit: limit) } catch {
            throw FeedsError(error)
        }
    }

    /// Only whoever holds the lock writes.
    func write(_ bytes: [UInt8], to path: String) throws(FeedsError) {
        do throws(FileFailure) {
            try PlacedFile.write(bytes, to: path, mode: 0o644, isOnlyWriter: true)
        } catch {
            throw FeedsError(error)
        }
    }

    /// Runs `body` while nobody else changes the directory.
    ///
    /// - Throws: ``FeedsError/busy(_:)`` when somebody is.
    func locked<R>(_ body: () throws(FeedsError) -> R) throws(FeedsError) -> R {
        try makeDirectories()
        let lock = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard lock >= 0 else {
            throw .system("\(path)/lock: cannot be opened: \(String(cString: strerror(errno)))")
        }
        defer { close(lock) }
        guard Self.take(lock) else { throw .busy(path) }
        return try body()
    }

    /// Takes a lock, of whoever holds it only for a moment too: a program that a thread of ours is about to start has
    /// the descriptor until it begins.
    private static func take(_ lock: Int32) -> Bool {
        for _ in 0..<40 {
            if flock(lock, LOCK_EX | LOCK_NB) == 0 { return true }
            usleep(50_000)
        }
        return false
    }
}
