import Digests
import Gzip
public import Host

/// A file of a repository as it is kept.
struct OSTreeFile {
    var metadata: OSTreeMetadata
    /// Where it is kept.
    var place: HostPath
    /// Where its content begins there; nil for a link, which has none.
    var start: Int?
    /// Whether the content is packed.
    var isPacked: Bool
    /// How many names the kept file has; nil where no file of a deployment is one of them.
    var linkCount: UInt64?
}

extension OSTreeRepository {
    /// The object of a file is smaller than this even with the longest of attributes.
    private static let largestHeader = 1 << 20

    /// Reads what is said of a file.
    func file(_ checksum: OSTreeChecksum) throws(OSTreeError) -> OSTreeFile {
        let place = place(checksum, mode == .archive ? "filez" : "file")
        do throws(HostError) {
            return try mode == .archive ? packed(place) : kept(place)
        } catch {
            throw .unreadable(error)
        }
    }

    /// Calls `body` with the content of a file piece by piece; of a link with nothing.
    ///
    /// - Returns: what is said of the file.
    /// - Throws: ``OSTreeError`` when content, owner, mode, link or attributes are others than the name says; what
    ///   `body` was given is not to be believed then.
    @discardableResult
    public func read(
        _ checksum: OSTreeChecksum, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(OSTreeError) -> OSTreeMetadata {
        let file = try file(checksum)
        let bank = DigestBank([.sha256])
        bank.start()
        file.metadata.header.withUnsafeBytes { bank.update($0) }
        func take(_ piece: UnsafeRawBufferPointer) {
            bank.update(piece)
            body(piece)
        }
        if let start = file.start {
            let unpacker = file.isPacked ? DeflateDecoder() : nil
            var skipped = 0
            do throws(HostError) {
                try host.forEachPiece(of: file.place) { piece in
                    let rest = UnsafeRawBufferPointer(rebasing: piece[min(piece.count, start - skipped)...])
                    skipped += piece.count - rest.count
                    if let unpacker { unpacker.decode(rest, take) } else { take(rest) }
                }
            } catch { throw .unreadable(error) }
            if let unpacker, !unpacker.isComplete {
                throw .damaged(file.place, "its packed content is damaged")
            }
        }
        guard bank.finish().first == checksum.bytes else {
            throw .damaged(file.place, "is another file than its name says")
        }
        return file.metadata
    }

    private func packed(_ place: HostPath) throws(HostError) -> OSTreeFile {
        // Four bytes of size, the highest first, and four that are not used.
        let head = try host.read(place, at: 0, count: 8)
        let size = head.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        guard head.count == 8, size <= Self.largestHeader else { throw Self.damaged(place) }
        let bytes = try host.read(place, at: 8, count: size)
        guard bytes.count == size, let (metadata, _) = OSTreeMetadata.packed(bytes) else {
            throw Self.damaged(place)
        }
        let isRegular = metadata.kind == .regular
        return OSTreeFile(
            metadata: metadata, place: place, start: isRegular ? 8 + size : nil, isPacked: true)
    }

    private func kept(_ place: HostPath) throws(HostError) -> OSTreeFile {
        let status = try host.status(of: place, followingLinks: false)
        var metadata = OSTreeMetadata(user: status.userID, group: status.groupID, mode: status.mode)
        var start: Int? = status.kind == .regular ? 0 : nil
        switch mode {
        case .bareUser:
            guard let bytes = try host.attribute("user.ostreemeta", of: place),
                let said = OSTreeMetadata(directory: bytes)
            else { throw Self.damaged(place) }
            metadata = said
            if said.kind == .symbolicLink {
                // The target is kept as a content, because a link cannot have such an attribute.
                metadata.linkTarget = try host.read(place, limit: 1 << 16).filter { $0 != 0 }
                start = nil
            }
        case .bareUserOnly:
            (metadata.user, metadata.group) = (0, 0)
        case .bare:
            metadata.attributes = try attributes(of: place)
        case .archive: break
        }
        if status.kind == .symbolicLink { metadata.linkTarget = try host.linkTarget(of: place).bytes }
        return OSTreeFile(
            metadata: metadata, place: place, start: start, isPacked: false,
            linkCount: mode == .bare ? status.linkCount : nil)
    }

    private func attributes(of place: HostPath) throws(HostError) -> [OSTreeMetadata.Attribute] {
        var found: [OSTreeMetadata.Attribute] = []
        for name in (try? host.attributeNames(of: place)) ?? [] {
            guard let value = try host.attribute(name, of: place) else { continue }
            found.append(OSTreeMetadata.Attribute(name: Array(name.utf8), value: value))
        }
        return found
    }

    /// A file that is not laid out as it should be is none that can be read.
    private static func damaged(_ place: HostPath) -> HostError {
        HostError(path: place, reason: .notRegular)
    }
}
