/// `Packages.db`, RPM's own database: a table of slots and the headers that they point to.
///
/// All numbers are little-endian; a slot counts blocks of 16 bytes.
struct NDBPackages {
    let bytes: DatabaseBytes

    private static let pageSize = 4096
    private static let slotSize = 16
    private static let databaseMagic: UInt32 = 0x506D_7052
    private static let slotMagic: UInt32 = 0x746F_6C53
    private static let blobMagic: UInt32 = 0x5362_6C42

    /// Calls `body` with each package's header.
    func forEachBlob(_ body: (ArraySlice<UInt8>) throws(RPMError) -> Void) throws(RPMError) {
        let head = try bytes.bytes(at: 0, count: min(bytes.count, 2 * Self.slotSize))[...]
        guard head.littleEndian32(at: 0) == Self.databaseMagic, let pages = head.littleEndian32(at: 12),
            pages > 0, Int(pages) * Self.pageSize <= bytes.count
        else { throw damaged("it does not begin as Packages.db does") }
        var total = 0
        for page in 0..<Int(pages) {
            let slots = try bytes.bytes(at: page * Self.pageSize, count: Self.pageSize)
            // The first two slots' place holds the database's own head.
            let first = page == 0 ? 2 * Self.slotSize : 0
            for offset in stride(from: first, to: Self.pageSize, by: Self.slotSize) {
                let slot = slots[offset...]
                guard slot.littleEndian32(at: 0) == Self.slotMagic, let package = slot.littleEndian32(at: 4),
                    let block = slot.littleEndian32(at: 8), let count = slot.littleEndian32(at: 12)
                else { throw damaged("the slot at byte \(page * Self.pageSize + offset)") }
                if package == 0 { continue }
                total += Int(count) * 16
                guard total <= bytes.count else { throw damaged("packages share bytes") }
                try body(try blob(of: package, at: Int(block) * 16, size: Int(count) * 16))
            }
        }
    }

    /// A blob is a head of 16 bytes, the header, padding, and a tail with a checksum.
    private func blob(of package: UInt32, at start: Int, size: Int) throws(RPMError) -> ArraySlice<UInt8> {
        guard size >= 28, size <= bytes.count, start <= bytes.count - size else {
            throw damaged("package \(package) lies beyond the file's end")
        }
        let blob = try bytes.bytes(at: start, count: size)[...]
        guard blob.littleEndian32(at: 0) == Self.blobMagic, blob.littleEndian32(at: 4) == package,
            let length = blob.littleEndian32(at: 12), 16 + Int(length) <= size - 12
        else { throw damaged("the head of package \(package) at byte \(start)") }
        return blob[16..<(16 + Int(length))]
    }

    private func damaged(_ place: String) -> RPMError { .damaged(bytes.path, place) }
}
