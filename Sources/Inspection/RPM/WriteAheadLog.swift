/// The write-ahead log of SQLite (SQLite file format, section 4), applied to a copy of its database.
///
/// A database whose last writer was stopped keeps its newest pages in the log; opening it the usual way would
/// write, and ignoring the log would show yesterday's packages.
enum WriteAheadLog {
    /// The database with every committed page of the log, in a form that needs no log.
    ///
    /// A log that does not belong to the database, or breaks off, counts as far as it is whole.
    static func apply(_ log: [UInt8], to database: [UInt8]) -> [UInt8] {
        var image = database
        let all = log[...]
        guard let magic = all.bigEndian32(at: 0), magic & ~1 == 0x377F_0682,
            let size = all.bigEndian32(at: 8).map({ Int($0) }), size >= 512, size <= 65_536,
            size & (size - 1) == 0
        else { return withoutLog(image) }
        let isBigEndian = magic & 1 == 1
        var sums = checksum(all.prefix(24), (0, 0), isBigEndian)
        guard all.bigEndian32(at: 24) == sums.0, all.bigEndian32(at: 28) == sums.1 else {
            return withoutLog(image)
        }
        var pending: [(page: Int, offset: Int)] = []
        var offset = 32
        while offset + 24 + size <= log.count {
            let frame = log[offset..<(offset + 24 + size)]
            guard frame.bigEndian32(at: 8) == all.bigEndian32(at: 16),
                frame.bigEndian32(at: 12) == all.bigEndian32(at: 20),
                let page = frame.bigEndian32(at: 0), page > 0, let commit = frame.bigEndian32(at: 4)
            else { break }
            sums = checksum(frame.prefix(8), sums, isBigEndian)
            sums = checksum(frame.dropFirst(24), sums, isBigEndian)
            guard frame.bigEndian32(at: 16) == sums.0, frame.bigEndian32(at: 20) == sums.1 else { break }
            pending.append((Int(page), offset + 24))
            if commit > 0 {
                // Each page of a transaction is in the log or was there before: growth is bounded by both.
                let pages = min(Int(commit), (image.count + pending.count * size) / size)
                if pages * size > image.count {
                    image += [UInt8](repeating: 0, count: pages * size - image.count)
                }
                for (page, start) in pending where page <= pages {
                    image.replaceSubrange(
                        ((page - 1) * size)..<(page * size), with: log[start..<(start + size)])
                }
                image.removeSubrange(min(image.count, pages * size)...)
                pending = []
            }
            offset += 24 + size
        }
        return withoutLog(image)
    }

    /// The bytes 18 and 19 of a database say whether it is read with a log.
    private static func withoutLog(_ image: [UInt8]) -> [UInt8] {
        var image = image
        if image.count > 19 {
            image[18] = 1
            image[19] = 1
        }
        return image
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
