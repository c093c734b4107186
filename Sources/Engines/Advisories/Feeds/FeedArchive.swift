import Images

/// A file that is a feed's archive, or its one file; packed or not.
struct FeedArchive {
    private let region: FileRegion
    private let path: String

    init(_ region: FileRegion, path: String) {
        self.region = region
        self.path = path
    }

    /// A name without what tells how the file is packed.
    static func unpackedName(_ name: String) -> String {
        let end = [".gz", ".xz", ".zst"].first { name.hasSuffix($0) } ?? ""
        return String(name.dropLast(end.count))
    }

    /// Calls a body with each wanted file of a tar archive, or with the one file.
    func forEachFile(
        _ isWanted: (FeedFile.Name) -> Bool, _ tally: inout FeedTally, _ body: (FeedFile) -> Void
    ) throws(FeedSourceError) {
        let name = Self.unpackedName(String(FeedFile.last(of: path)))
        guard try isTar() else {
            try tally.countFile(path)
            if isWanted(name) { body(FeedFile(name: name, bytes: try wholeFile(&tally))) }
            return
        }
        var reader = TarReader(UnpackedPieces(region, name: path), name: path)
        do throws(ImageError) {
            while let entry = try reader.next() {
                if entry.kind != .file { continue }
                guard let name = Self.name(entry) else {
                    throw ImageError(path, .unsafe("an entry's name leads out of the archive or is no text"))
                }
                let place = "\(path): \(name)"
                try tally.countEntry(place)
                if !isWanted(name) { continue }
                var bytes: [UInt8] = []
                bytes.reserveCapacity(min(entry.size, 1 << 20))
                try reader.forEachPiece { piece throws(ImageError) in
                    try tally.countEntry(piece.count, soFar: bytes.count, place)
                    bytes.append(contentsOf: piece)
                }
                body(FeedFile(name: name, bytes: bytes))
            }
        } catch {
            throw FeedSourceError(error)
        }
    }

    /// The file's bytes, unpacked.
    func wholeFile(_ tally: inout FeedTally) throws(FeedSourceError) -> [UInt8] {
        var bytes: [UInt8] = []
        let pieces = UnpackedPieces(region, name: path)
        while true {
            do throws(ImageError) {
                let piece = try pieces.nextPiece()
                if piece.isEmpty { return bytes }
                try tally.countEntry(piece.count, soFar: bytes.count, path)
                bytes.append(contentsOf: piece)
            } catch {
                throw FeedSourceError(error)
            }
        }
    }

    /// Whether the unpacked bytes begin as a tar archive does: with a header that says so (POSIX.1-1988).
    private func isTar() throws(FeedSourceError) -> Bool {
        let pieces = UnpackedPieces(region, name: path)
        var head: [UInt8] = []
        while head.count < 262 {
            do throws(ImageError) {
                let piece = try pieces.nextPiece()
                if piece.isEmpty { return false }
                head.append(contentsOf: piece.prefix(262 - head.count))
            } catch {
                throw FeedSourceError(error)
            }
        }
        return head[257...].elementsEqual("ustar".utf8)
    }

    private static func name(_ entry: TarEntry) -> String? {
        guard let text = String(validating: entry.path, as: UTF8.self), !text.utf8.contains(0) else {
            return nil
        }
        let parts = text.split(separator: "/").filter { $0 != "." }
        if parts.isEmpty || parts.contains("..") || text.hasPrefix("/") { return nil }
        return parts.joined(separator: "/")
    }
}

extension FeedTally {
    /// As ``countFile(_:)``, inside of an archive.
    fileprivate mutating func countEntry(_ place: String) throws(ImageError) {
        do throws(FeedSourceError) { try countFile(place) } catch {
            throw ImageError(error.place, .tooLarge(error.reason))
        }
    }

    /// As ``count(_:soFar:_:)``, inside of an archive.
    fileprivate mutating func countEntry(_ count: Int, soFar: Int, _ place: String) throws(ImageError) {
        do throws(FeedSourceError) { try self.count(count, soFar: soFar, place) } catch {
            throw ImageError(error.place, .tooLarge(error.reason))
        }
    }
}

extension FeedSourceError {
    /// The same place and reason.
    init(_ error: ImageError) {
        let text = error.description
        self.init(error.place, String(text.dropFirst(error.place.count + 2)))
    }
}
