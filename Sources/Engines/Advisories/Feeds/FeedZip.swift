import Gzip
import Images

/// A zip archive of a feed's files (PKWARE's APPNOTE 6.3, 4.3): stored or deflated, with up to 2⁶⁴ entries.
///
/// A deflated entry is what gzip holds between its header and its trailer, and the directory tells both: so the
/// entry's checksum is compared as gzip's is.
struct FeedZip {
    private let file: OpenFile
    private let count: Int
    private let path: String
    /// The largest directory that is read, of about three million entries.
    private static let directoryLimit = 256 << 20

    /// Where the directory is.
    private struct Directory {
        var offset: Int
        var count: Int
    }

    /// What the directory tells of an entry.
    private struct Entry {
        var name: String
        var method: Int
        var checksum: [UInt8]
        var packedCount: Int
        var offset: Int
    }

    init(file: OpenFile, count: Int, path: String) {
        self.file = file
        self.count = count
        self.path = path
    }

    /// What an entry begins with, and so the archive.
    private static let magic: [UInt8] = [0x50, 0x4B, 0x03, 0x04]

    /// Whether a file begins as a zip archive does.
    static func isMagic(_ region: FileRegion) throws(FeedSourceError) -> Bool {
        let pieces = RegionPieces(region)
        do throws(ImageError) {
            let isMagic = try pieces.nextPiece().starts(with: magic)
            // The piece is valid only as long as what it came from.
            return withExtendedLifetime(pieces) { isMagic }
        } catch {
            throw FeedSourceError(error)
        }
    }

    /// Calls a body with each wanted file.
    func forEachFile(
        _ isWanted: (FeedFile.Name) -> Bool, _ tally: inout FeedTally, _ body: (FeedFile) -> Void
    ) throws(FeedSourceError) {
        let place = try directory()
        let directory = try bytes(at: place.offset, count: place.count)
        var position = 0
        while position < directory.count {
            let entry = try entry(directory, &position)
            if entry.name.hasSuffix("/") { continue }
            let parts = entry.name.split(separator: "/").filter { $0 != "." }
            if parts.isEmpty || parts.contains("..") || entry.name.hasPrefix("/") {
                throw FeedSourceError(path, "an entry's name leads out of the archive")
            }
            let name = parts.joined(separator: "/")
            try tally.countFile("\(path): \(name)")
            if isWanted(name) { body(FeedFile(name: name, bytes: try content(entry, name, &tally))) }
        }
    }

    /// Finds the directory by the record at the archive's end, or by the larger one before it.
    private func directory() throws(FeedSourceError) -> Directory {
        let tail = min(count, 65_557)
        let start = count - tail
        let bytes = try bytes(at: start, count: tail)
        var end = bytes.count - 22
        while end >= 0, !bytes[end...].starts(with: [0x50, 0x4B, 0x05, 0x06]) { end -= 1 }
        guard end >= 0 else { throw broken("the archive has no directory") }
        var directory = Directory(
            offset: Self.number(bytes, end + 16, 4), count: Self.number(bytes, end + 12, 4))
        if directory.offset == 0xFFFF_FFFF || Self.number(bytes, end + 10, 2) == 0xFFFF, end >= 20,
            bytes[(end - 20)...].starts(with: [0x50, 0x4B, 0x06, 0x07])
        {
            let place = Self.number(bytes, end - 12, 8)
            let record = try self.bytes(at: place, count: 56)
            guard record.starts(with: [0x50, 0x4B, 0x06, 0x06]) else {
                throw broken("the archive has no directory")
            }
            directory = Directory(offset: Self.number(record, 48, 8), count: Self.number(record, 40, 8))
        }
        guard directory.count <= Self.directoryLimit else {
            throw broken("the directory is larger than \(Self.directoryLimit) bytes")
        }
        return directory
    }

    private func entry(_ directory: [UInt8], _ position: inout Int) throws(FeedSourceError) -> Entry {
        guard directory.count - position >= 46,
            directory[position...].starts(with: [0x50, 0x4B, 0x01, 0x02])
        else { throw broken("the directory is damaged") }
        let lengths = [28, 30, 32].map { Self.number(directory, position + $0, 2) }
        let end = position + 46 + lengths.reduce(0, +)
        guard end <= directory.count else { throw broken("the directory is damaged") }
        let name = String(
            validating: directory[(position + 46)..<(position + 46 + lengths[0])], as: UTF8.self)
        let entry = Entry(
            name: name ?? "", method: Self.number(directory, position + 10, 2),
            checksum: Array(directory[(position + 16)..<(position + 20)])
                + directory[(position + 24)..<(position + 28)],
            packedCount: Self.number(directory, position + 20, 4),
            offset: Self.number(directory, position + 42, 4))
        if Self.number(directory, position + 8, 2) & 1 != 0 {
            throw broken("\"\(entry.name)\" is encrypted")
        }
        if entry.packedCount == 0xFFFF_FFFF || entry.offset == 0xFFFF_FFFF {
            throw broken("\"\(entry.name)\" is or stands beyond 4 GiB")
        }
        position = end
        return entry
    }

    private func content(
        _ entry: Entry, _ name: String, _ tally: inout FeedTally
    ) throws(FeedSourceError) -> [UInt8] {
        let header = try bytes(at: entry.offset, count: 30)
        guard header.starts(with: Self.magic) else { throw broken("\"\(name)\" has no header") }
        let start = entry.offset + 30 + Self.number(header, 26, 2) + Self.number(header, 28, 2)
        try tally.count(0, soFar: entry.packedCount, "\(path): \(name)")
        let packed = try bytes(at: start, count: entry.packedCount)
        switch entry.method {
        case 0:
            try tally.count(packed.count, soFar: 0, "\(path): \(name)")
            return packed
        case 8: return try inflated(packed, entry.checksum, "\(path): \(name)", &tally)
        default: throw broken("\"\(name)\" is packed by method \(entry.method), which is not read")
        }
    }

    private func inflated(
        _ packed: [UInt8], _ trailer: [UInt8], _ place: String, _ tally: inout FeedTally
    ) throws(FeedSourceError) -> [UInt8] {
        let gzip = GzipDecoder.magic + [8, 0, 0, 0, 0, 0, 0, 255] + packed + trailer
        let damaged = FeedSourceError(place, "the packed data are damaged")
        guard let decoder = try? GzipDecoder() else { throw damaged }
        var result: [UInt8] = []
        var position = 0
        while position < gzip.count || !decoder.isComplete {
            guard let (piece, consumed) = try? Self.step(decoder, gzip[position...]),
                consumed > 0 || !piece.isEmpty
            else { throw damaged }
            try tally.count(piece.count, soFar: result.count, place)
            position += consumed
            result += piece
        }
        return result
    }

    private static func step(
        _ decoder: GzipDecoder, _ input: ArraySlice<UInt8>
    ) throws -> (piece: [UInt8], consumed: Int) {
        var consumed = 0
        let piece = try [UInt8](unsafeUninitializedCapacity: 1 << 16) { room, produced in
            let step = try input.withUnsafeBytes { bytes in
                try decoder.decode(bytes, into: UnsafeMutableRawBufferPointer(room))
            }
            produced = step.produced
            consumed = step.consumed
        }
        return (piece, consumed)
    }

    private func bytes(at offset: Int, count wanted: Int) throws(FeedSourceError) -> [UInt8] {
        guard offset >= 0, wanted >= 0, offset <= count, wanted <= count - offset else {
            throw broken("the archive ends early")
        }
        let pieces = RegionPieces(FileRegion(file: file, offset: offset, count: wanted, name: path))
        var bytes: [UInt8] = []
        bytes.reserveCapacity(wanted)
        do throws(ImageError) {
            while bytes.count < wanted {
                let piece = try pieces.nextPiece()
                if piece.isEmpty { break }
                bytes.append(contentsOf: piece)
            }
        } catch {
            throw FeedSourceError(error)
        }
        guard bytes.count == wanted else { throw broken("the archive ends early") }
        return bytes
    }

    /// A number of so many bytes, the lowest first; one that is too large is an impossible one.
    private static func number(_ bytes: [UInt8], _ place: Int, _ width: Int) -> Int {
        guard place >= 0, place + width <= bytes.count else { return -1 }
        var value: UInt64 = 0
        for byte in bytes[place..<(place + width)].reversed() { value = value << 8 | UInt64(byte) }
        return Int(exactly: value) ?? -1
    }

    private func broken(_ reason: String) -> FeedSourceError { FeedSourceError(path, reason) }
}
