import Glibc

/// Some bytes of an open file: a whole blob of a layout, or a member of an archive.
package struct FileRegion {
    let file: OpenFile
    let offset: Int
    let count: Int
    /// What messages call it.
    let name: String

    /// Names some bytes of a file.
    package init(file: OpenFile, offset: Int, count: Int, name: String) {
        self.file = file
        self.offset = offset
        self.count = count
        self.name = name
    }

    /// All of it.
    func bytes(limit: Int) throws(ImageError) -> [UInt8] {
        guard count <= limit else {
            throw ImageError(name, .tooLarge("\(count) bytes are more than the \(limit) that are read"))
        }
        let pieces = RegionPieces(self)
        var bytes: [UInt8] = []
        while true {
            let piece = try pieces.nextPiece()
            if piece.isEmpty { return bytes }
            bytes.append(contentsOf: piece)
        }
    }
}

/// A descriptor that closes itself.
package final class OpenFile: Sendable {
    /// The descriptor, valid as long as this is.
    package let descriptor: Int32

    /// Takes over an open descriptor.
    package init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }
}

/// Bytes that come piece by piece.
package protocol PieceSource: AnyObject {
    /// The next bytes, valid until the next call; none at the end.
    func nextPiece() throws(ImageError) -> UnsafeRawBufferPointer
    /// Passes over bytes that nobody reads; returns how many there were.
    func skip(_ count: Int) throws(ImageError) -> Int
}

extension PieceSource {
    /// A source that cannot jump has nothing to pass over by itself.
    package func skip(_ count: Int) throws(ImageError) -> Int { 0 }
}

/// The bytes of a region, a quarter of a megabyte at a time.
package final class RegionPieces: PieceSource {
    private let region: FileRegion
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
    private(set) var position = 0

    /// Begins with the first byte.
    package init(_ region: FileRegion) { self.region = region }

    deinit { buffer.deallocate() }

    package func nextPiece() throws(ImageError) -> UnsafeRawBufferPointer {
        let wanted = min(buffer.count, region.count - position)
        if wanted <= 0 { return UnsafeRawBufferPointer(rebasing: buffer[0..<0]) }
        var count = 0
        repeat {
            count = pread(region.file.descriptor, buffer.baseAddress, wanted, region.offset + position)
        } while count < 0 && errno == EINTR
        guard count >= 0 else { throw ImageError(region.name, .system(String(cString: strerror(errno)))) }
        guard count > 0 else { throw ImageError(region.name, .damaged("the file ends early")) }
        position += count
        return UnsafeRawBufferPointer(rebasing: buffer[0..<count])
    }

    package func skip(_ count: Int) -> Int {
        let passed = min(count, region.count - position)
        position += passed
        return passed
    }
}
