import Bytes
public import Host

/// The objects of a machine's OSTree, read without any library of its own.
///
/// ```swift
/// guard let repository = try OSTreeRepository(host: host) else { return }
/// let commit = try repository.commit(deployment.commit)
/// try repository.forEachEntry(of: commit) { path, entry in … }
/// ```
///
/// Commits, trees and what is said of directories are compared with their names when they are read, so that one
/// commit's checksum vouches for all of it; contents are when they are read whole (``read(_:_:)``).
public struct OSTreeRepository: Sendable {
    /// How files are kept (`ostree.repo-config(5)`, `mode`).
    public enum Mode: String, Sendable {
        /// As they are, owners and links included.
        case bare
        /// As files of one user, who they are of in an extended attribute.
        case bareUser = "bare-user"
        /// As files of one user, with nothing but their permissions.
        case bareUserOnly = "bare-user-only"
        /// Packed, each after what is said of it.
        case archive
    }

    /// Where it is on the host.
    public let path: HostPath
    /// How files are kept.
    public let mode: Mode
    let host: Host

    private static let places: [HostPath] = ["/ostree/repo", "/sysroot/ostree/repo"]
    /// What libostree takes for a commit or tree at most.
    private static let largestMetadata = 128 << 20

    /// Opens a machine's repository; nil when it has none.
    ///
    /// - Throws: ``OSTreeError`` when it cannot be read or keeps files in another way.
    public init?(host: Host) throws(OSTreeError) {
        guard let path = Self.places.first(where: { host.exists($0.appending("config")) }) else { return nil }
        try self.init(host: host, path: path)
    }

    /// Opens the repository at a path.
    ///
    /// - Throws: ``OSTreeError``.
    public init(host: Host, path: HostPath) throws(OSTreeError) {
        self.host = host
        self.path = path
        let file = path.appending("config")
        let bytes: [UInt8]
        do throws(HostError) { bytes = try host.read(file, limit: 1 << 20) } catch {
            throw .unreadable(error)
        }
        // Who knows nothing else of a repository keeps it bare.
        let word = KeyFile(bytes)["core", "mode"] ?? "bare"
        guard let mode = Mode(rawValue: word == "archive-z2" ? "archive" : word) else {
            throw .damaged(file, "core.mode: '\(word)' is not known")
        }
        self.mode = mode
    }

    /// A commit.
    ///
    /// - Throws: ``OSTreeError`` when it is not there or another than its name says.
    public func commit(_ checksum: OSTreeChecksum) throws(OSTreeError) -> OSTreeCommit {
        let (bytes, file) = try object(checksum, "commit")
        guard let commit = OSTreeCommit(bytes, checksum: checksum) else {
            throw .damaged(file, "is no commit")
        }
        return commit
    }

    func directory(_ checksum: OSTreeChecksum) throws(OSTreeError) -> OSTreeDirectory {
        let (bytes, file) = try object(checksum, "dirtree")
        guard let directory = OSTreeDirectory(bytes) else { throw .damaged(file, "is no tree") }
        return directory
    }

    func directoryMetadata(_ checksum: OSTreeChecksum) throws(OSTreeError) -> OSTreeMetadata {
        let (bytes, file) = try object(checksum, "dirmeta")
        guard let metadata = OSTreeMetadata(directory: bytes) else {
            throw .damaged(file, "says nothing of a directory")
        }
        return metadata
    }

    func place(_ checksum: OSTreeChecksum, _ kind: String) -> HostPath {
        let name = checksum.description
        return path.appending("objects/\(name.prefix(2))/\(name.dropFirst(2)).\(kind)")
    }

    private func object(
        _ checksum: OSTreeChecksum, _ kind: String
    ) throws(OSTreeError) -> (bytes: [UInt8], file: HostPath) {
        let file = place(checksum, kind)
        let bytes: [UInt8]
        do throws(HostError) { bytes = try host.read(file, limit: Self.largestMetadata) } catch {
            throw .unreadable(error)
        }
        guard Digest.of(bytes, .sha256) == checksum.bytes else {
            throw .damaged(file, "is another object than its name says")
        }
        return (bytes, file)
    }
}
