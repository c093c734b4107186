import Host

/// `Packages.db`, RPM's own database: a table of slots and the headers that they point to.
///
/// All numbers are little-endian; a slot counts blocks of 16 bytes.
struct NDBPackages {
    let bytes: [UInt8]
    let path: HostPath

    private static let pageSize = 4096
    private static let slotSize = 16
    private static let databaseMagic: UInt32 = 0x506D_7052
    private static let slotMagic: UInt32 = 0x746F_6C53
    private static let blobMagic: UInt32 = 0x5362_6C42

    /// Calls `body` with each package's header.
    func forEachBlob(_ body: (ArraySlice<UInt8>) throws(RPMError) -> Void) throws(RPMError) {
        let all = bytes[...]
        guard all.littleEndian32(at: 0) == Self.databaseMagic, let pages = all.littleEndian32(at: 12),
            pages > 0, Int(pages) * Self.pageSize <= bytes.count
        else { throw .damaged(path, "it does not begin as Packages.db does") }
        // The first two slots' place holds the database's own head.
        for offset in stride(from: 2 * Self.slotSize, to: Int(pages) * Self.pageSize, by: Self.slotSize) {
            let slot = all[offset...]
            guard slot.littleEndian32(at: 0) == Self.slotMagic, let package = slot.littleEndian32(at: 4),
                let block = slot.littleEndian32(at: 8), let count = slot.littleEndian32(at: 12)
            else { throw .damaged(path, "the slot at byte \(offset)") }
            if package == 0 { continue }
            try body(try blob(of: package, at: Int(block) * 16, size: Int(count) * 16))
        }
    }

    /// A blob is a head of 16 bytes, the header, padding, and a tail with a checksum.
    private func blob(of package: UInt32, at start: Int, size: Int) throws(RPMError) -> ArraySlice<UInt8> {
        guard start >= 0, size >= 28, start <= bytes.count - size else {
            throw .damaged(path, "package \(package) lies beyond the file's end")
        }
        let blob = bytes[start..<(start + size)]
        guard blob.littleEndian32(at: 0) == Self.blobMagic, blob.littleEndian32(at: 4) == package,
            let length = blob.littleEndian32(at: 12), 16 + Int(length) <= size - 12
        else { throw .damaged(path, "the head of package \(package) at byte \(start)") }
        return blob[(start + 16)..<(start + 16 + Int(length))]
    }
}
