/// The write-ahead log of SQLite (SQLite file format, section 4): where the newest pages of a database are.
///
/// A database whose last writer was stopped keeps its newest pages in the log; opening it the usual way would
/// write, and ignoring the log would show yesterday's packages. Nothing is copied: the pages are read out of the
/// log.
struct WriteAheadLog {
    /// The log's own bytes.
    let bytes: DatabaseBytes
    /// Where in the log the newest committed form of a page begins, by the page's number.
    private(set) var pages: [Int: Int] = [:]
    /// How many pages the database has after the last commit; nil when nothing was committed.
    private(set) var pageCount: Int?
    /// How large a page is.
    private(set) var pageSize = 0

    private static let headSize = 32
    private static let frameHeadSize = 24

    /// Reads a log; one that does not belong to a database, or breaks off, counts as far as it is whole.
    ///
    /// - Throws: ``RPMError`` when the system cannot read it.
    init(_ bytes: DatabaseBytes) throws(RPMError) {
        self.bytes = bytes
        guard bytes.count >= Self.headSize else { return }
        let head = try bytes.bytes(at: 0, count: Self.headSize)[...]
        guard let magic = head.bigEndian32(at: 0), magic & ~1 == 0x377F_0682,
            let size = head.bigEndian32(at: 8).map({ Int($0) }), size >= 512, size <= 65_536,
            size & (size - 1) == 0
        else { return }
        let isBigEndian = magic & 1 == 1
        var sums = Self.checksum(head.prefix(24), (0, 0), isBigEndian)
        guard head.bigEndian32(at: 24) == sums.0, head.bigEndian32(at: 28) == sums.1 else { return }
        pageSize = size
        var pending: [(page: Int, offset: Int)] = []
        var offset = Self.headSize
        while offset + Self.frameHeadSize + size <= bytes.count {
            let frame = try bytes.bytes(at: offset, count: Self.frameHeadSize + size)[...]
            guard frame.bigEndian32(at: 8) == head.bigEndian32(at: 16),
                frame.bigEndian32(at: 12) == head.bigEndian32(at: 20),
                let page = frame.bigEndian32(at: 0), page > 0, let commit = frame.bigEndian32(at: 4)
            else { break }
            sums = Self.checksum(frame.prefix(8), sums, isBigEndian)
            sums = Self.checksum(frame.dropFirst(Self.frameHeadSize), sums, isBigEndian)
            guard frame.bigEndian32(at: 16) == sums.0, frame.bigEndian32(at: 20) == sums.1 else { break }
            pending.append((Int(page), offset + Self.frameHeadSize))
            if commit > 0 {
                for (page, start) in pending { pages[page] = start }
                pageCount = Int(commit)
                pending = []
            }
            offset += Self.frameHeadSize + size
        }
    }

    private static func checksum(
        _ bytes: ArraySlice<UInt8>, _ start: (UInt32, UInt32), _ isBigEndian: Bool
    ) -> (UInt32, UInt32) {
        var (first, second) = start
        bytes.withUnsafeBytes { buffer in
            for offset in stride(from: 0, to: buffer.count - 7, by: 8) {
                let x = buffer.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
                let y = buffer.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
                first &+= (isBigEndian ? x.bigEndian : x.littleEndian) &+ second
                second &+= (isBigEndian ? y.bigEndian : y.littleEndian) &+ first
            }
        }
        return (first, second)
    }
}
