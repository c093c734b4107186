import Glibc
import Images

/// Where a feed's files are: a folder, a tar or zip archive, or one file; gzip, xz and Zstandard are unpacked as they
/// are read.
///
/// Nothing is written anywhere. Symbolic links are not followed, and archive entries whose names lead out of the
/// archive are refused.
///
/// ```swift
/// try FeedSource(path: "feeds/alma.tar.xz").forEachFile(where: reader.wants) { reader.read($0, give) }
/// ```
public struct FeedSource: Sendable {
    /// How much is read before a source is refused.
    public struct Limits: Sendable {
        /// The largest file, unpacked.
        public var fileBytes = 512 << 20
        /// The sum of all files that are read, unpacked.
        public var totalBytes = 16 << 30
        /// The most files, wanted or not.
        public var files = 4_000_000
        /// The deepest folder.
        public var depth = 64

        /// The usual limits.
        public init() {}
    }

    /// The folder, archive or file.
    public let path: String
    /// How much is read.
    public let limits: Limits

    /// Names a source.
    public init(path: String, limits: Limits = Limits()) {
        self.path = path
        self.limits = limits
    }

    /// Calls a body with each file that is wanted: in the order of an archive, or of the names in a folder.
    ///
    /// - Parameter isWanted: whether to read the file of a name; those of other names are not even looked at.
    /// - Throws: ``FeedSourceError`` where the source cannot be read; what came before was read.
    public func forEachFile(
        where isWanted: (FeedFile.Name) -> Bool, _ body: (FeedFile) -> Void
    ) throws(FeedSourceError) {
        var tally = FeedTally(limits: limits)
        try forEachFile(isWanted, &tally, body)
    }

    private func forEachFile(
        _ isWanted: (FeedFile.Name) -> Bool, _ tally: inout FeedTally, _ body: (FeedFile) -> Void
    ) throws(FeedSourceError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FeedSourceError(path, String(cString: strerror(errno))) }
        let file = OpenFile(descriptor)
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw FeedSourceError(path, String(cString: strerror(errno)))
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: try FeedFolder(root: path).forEachFile(isWanted, &tally, body)
        case S_IFREG:
            if status.st_size == 0 { throw FeedSourceError(path, "is empty") }
            let region = FileRegion(file: file, offset: 0, count: Int(status.st_size), name: path)
            if try FeedZip.isMagic(region) {
                let archive = FeedZip(file: file, count: Int(status.st_size), path: path)
                return try archive.forEachFile(isWanted, &tally, body)
            }
            try FeedArchive(region, path: path).forEachFile(isWanted, &tally, body)
        default: throw FeedSourceError(path, "is neither a folder nor a file")
        }
    }
}

/// Why a feed's files cannot be read.
public struct FeedSourceError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file, or the archive and its entry.
    public var place: String
    /// What is wrong, as a clause.
    public var reason: String

    /// Makes an error.
    public init(_ place: String, _ reason: String) {
        self.place = place
        self.reason = reason
    }

    /// `place: reason`.
    public var description: String { "\(place): \(reason)" }
}

/// How much of a source was read.
struct FeedTally {
    let limits: FeedSource.Limits
    private var files = 0
    private var bytes = 0

    init(limits: FeedSource.Limits) { self.limits = limits }

    mutating func countFile(_ place: String) throws(FeedSourceError) {
        files += 1
        if files > limits.files { throw FeedSourceError(place, "there are more than \(limits.files) files") }
    }

    /// Counts what is about to be read of a file that is read up to `soFar` already.
    mutating func count(_ count: Int, soFar: Int, _ place: String) throws(FeedSourceError) {
        bytes += count
        if soFar + count > limits.fileBytes {
            throw FeedSourceError(place, "is larger than \(limits.fileBytes) bytes")
        }
        if bytes > limits.totalBytes {
            throw FeedSourceError(place, "the files are larger than \(limits.totalBytes) bytes together")
        }
    }
}
