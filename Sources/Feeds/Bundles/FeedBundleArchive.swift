import Glibc
import Images

/// The archive of a bundle as it lies there, before anything in it is believed: first the manifest, then who signed
/// it, then members.
struct FeedBundleArchive: Sendable {
    /// Where it is.
    let path: String
    /// The bytes of the manifest.
    let manifest: [UInt8]
    /// The bytes of the signatures.
    let signatures: [UInt8]
    /// Where in the file each member is.
    private(set) var members: [FeedBundleMember: Range<Int>] = [:]
    /// How many bytes it has.
    let size: Int
    private let file: OpenFile

    static let manifestName = "manifest.json"
    static let signaturesName = "manifest.sig"
    /// The most members that are read: as many as there could be feeds.
    private static let memberLimit = 100_000

    /// - Throws: ``FeedsError`` when the file cannot be read or is not of that form.
    init(_ path: String) throws(FeedsError) {
        let (file, size) = try Self.open(path)
        var reader = TarReader(
            RegionPieces(FileRegion(file: file, offset: 0, count: size, name: path)), name: path)
        self.path = path
        self.file = file
        self.size = size
        manifest = try Self.document(
            Self.manifestName, &reader, limit: FeedManifest.limit, path)
        signatures = try Self.document(Self.signaturesName, &reader, limit: FeedSignatures.limit, path)
        while let entry = try Self.next(&reader) {
            let shown = String(String(decoding: entry.path, as: UTF8.self).prefix(200))
            guard entry.kind == .file, let member = FeedBundleMember(entry.path) else {
                throw .damaged(path, "member \"\(shown)\" does not belong into a bundle")
            }
            guard members.count < Self.memberLimit else { throw .damaged(path, "has too many members") }
            // What is cut off is told before anything is read.
            guard entry.size <= size - entry.offset else {
                throw .damaged(path, "the file ends inside of member \"\(shown)\"")
            }
            let place = entry.offset..<entry.offset + entry.size
            guard members.updateValue(place, forKey: member) == nil else {
                throw .damaged(path, "member \"\(shown)\" stands there twice")
            }
        }
    }

    /// Whether a file begins as a bundle does.
    static func begins(_ path: String) -> Bool {
        guard let (file, _) = try? open(path) else { return false }
        let head = Array(manifestName.utf8) + [0]
        var bytes = [UInt8](repeating: 0, count: head.count)
        return pread(file.descriptor, &bytes, bytes.count, 0) == bytes.count && bytes == head
    }

    /// The bytes of a member; nil when it is not there.
    ///
    /// - Parameter limit: the most bytes that it may have.
    func bytes(of member: FeedBundleMember, limit: Int) throws(FeedsError) -> [UInt8]? {
        guard let place = members[member] else { return nil }
        guard place.count <= limit else {
            throw .damaged(path, "member \"\(member.name)\" is larger than its manifest allows")
        }
        let pieces = RegionPieces(
            FileRegion(file: file, offset: place.lowerBound, count: place.count, name: path))
        var bytes: [UInt8] = []
        bytes.reserveCapacity(place.count)
        while bytes.count < place.count {
            do throws(ImageError) {
                let piece = try pieces.nextPiece()
                bytes.append(contentsOf: piece)
            } catch { throw FeedsError(error) }
        }
        return bytes
    }

    private static func open(_ path: String) throws(FeedsError) -> (OpenFile, size: Int) {
        let descriptor = Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .system("\(path): cannot be opened: \(String(cString: strerror(errno)))")
        }
        let file = OpenFile(descriptor)
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .damaged(path, "is no regular file")
        }
        return (file, Int(status.st_size))
    }

    private static func next(_ reader: inout TarReader) throws(FeedsError) -> TarEntry? {
        do throws(ImageError) { return try reader.next() } catch { throw FeedsError(error) }
    }

    private static func document(
        _ name: String, _ reader: inout TarReader, limit: Int, _ path: String
    ) throws(FeedsError) -> [UInt8] {
        guard let entry = try next(&reader), entry.kind == .file, entry.path.elementsEqual(name.utf8) else {
            throw .damaged(path, "is no bundle of feeds: \"\(name)\" is not where it should be")
        }
        guard entry.size <= limit else { throw .damaged(path, "\"\(name)\" is larger than \(limit) bytes") }
        var bytes: [UInt8] = []
        do throws(ImageError) {
            try reader.forEachPiece { bytes.append(contentsOf: $0) }
        } catch { throw FeedsError(error) }
        return bytes
    }
}
