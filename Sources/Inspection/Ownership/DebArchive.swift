import Digests
import Glibc
import Host
import Images

/// A Debian package as it was built (`deb(5)`, format 2.0): its files and the records that dpkg keeps of it.
struct DebArchive {
    /// The files of `data.tar`.
    let data: ArchivedFiles
    /// The files of `control.tar`, by their names below `/`.
    let control: ArchivedFiles

    /// The archive of a package in apt's cache; nil when it is not there.
    ///
    /// - Throws: ``OwnershipError`` when it is there and no whole archive.
    init?(
        host: Host, name: String, version: String, architecture: String, digests: Set<DigestAlgorithm>
    ) throws(OwnershipError) {
        // apt escapes the colon of an epoch in names of files.
        let escaped = version.split(separator: ":", omittingEmptySubsequences: false).joined(separator: "%3a")
        let path = HostPath("/var/cache/apt/archives/\(name)_\(escaped)_\(architecture).deb")
        guard let status = try? host.status(of: path), status.kind == .regular else { return nil }
        let size = Int(status.size)
        var descriptor: Int32 = -1
        do throws(HostError) {
            try host.withReopenablePath(of: path) { path in descriptor = open(path, O_RDONLY | O_CLOEXEC) }
        } catch {
            throw .unreadable(error)
        }
        guard descriptor >= 0 else { throw .damaged("\(path)", "cannot be opened") }
        let file = Images.OpenFile(descriptor)
        var data = ArchivedFiles(digests: digests)
        var control = ArchivedFiles(digests: digests)
        do throws(ImageError) {
            let members = try ArMembers.all(of: file, size: size, name: "\(path)")
            for (prefix, isData) in [("control.tar", false), ("data.tar", true)] {
                guard let member = members.first(where: { $0.name.hasPrefix(prefix) }) else {
                    throw ImageError("\(path)", .damaged("there is no \(prefix)"))
                }
                let title = "\(path): \(member.name)"
                let region = FileRegion(
                    file: file, offset: member.offset, count: member.size, name: title)
                var reader = TarReader(UnpackedPieces(region, name: title), name: title)
                if isData {
                    try data.add(&reader, named: "\(path)")
                } else {
                    try control.add(&reader, named: "\(path)")
                }
            }
        } catch {
            throw .damaged(error.place, error.description)
        }
        self.data = data
        self.control = control
    }
}

/// The members of an archive of `ar(5)`.
enum ArMembers {
    struct Member: Equatable {
        var name: String
        var offset: Int
        var size: Int
    }

    /// The members in order.
    static func all(of file: Images.OpenFile, size: Int, name: String) throws(ImageError) -> [Member] {
        func bytes(_ offset: Int, _ count: Int) throws(ImageError) -> [UInt8] {
            let region = FileRegion(file: file, offset: offset, count: count, name: name)
            let pieces = RegionPieces(region)
            // The piece is the reader's own memory.
            let piece = try pieces.nextPiece()
            return withExtendedLifetime(pieces) { Array(piece) }
        }
        guard size >= 8, try bytes(0, 8).elementsEqual("!<arch>\n".utf8) else {
            throw ImageError(name, .damaged("it is no archive of ar"))
        }
        var members: [Member] = []
        var offset = 8
        while offset + 60 <= size, members.count < 16 {
            let header = try bytes(offset, 60)
            let length = Int(text(header[48..<58])) ?? -1
            guard header[58] == 0x60, header[59] == 0x0A, length >= 0, length <= size - offset - 60 else {
                throw ImageError(name, .damaged("at byte \(offset) there is no header of a member"))
            }
            var title = text(header[0..<16])
            if title.hasSuffix("/") { title.removeLast() }
            members.append(Member(name: title, offset: offset + 60, size: length))
            offset += 60 + length + length % 2
        }
        return members
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        var bytes = bytes
        while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
