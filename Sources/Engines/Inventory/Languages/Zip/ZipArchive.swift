/// The directory of a ZIP archive (APPNOTE 6.3.10) in mapped bytes.
///
/// Something may stand before the archive, such as the script of an executable jar.
struct ZipArchive {
    /// A file in the archive.
    struct Entry {
        /// The path as it is stored; never one to write to.
        let name: String
        let method: UInt16
        let isEncrypted: Bool
        let packedSize: UInt64
        let size: UInt64
        /// Where its own header stands.
        let header: UInt64
    }

    let bytes: UnsafeRawBufferPointer
    /// The wanted entries in the order of the directory.
    private(set) var entries: [Entry] = []

    /// Reads the directory; nil when the bytes are no ZIP archive.
    ///
    /// - Parameter isWanted: says by name which entries are kept.
    init?(
        _ bytes: UnsafeRawBufferPointer, budget: UnpackingBudget,
        where isWanted: (UnsafeRawBufferPointer) -> Bool
    ) throws(ZipProblem) {
        self.bytes = bytes
        guard let directory = try ZipDirectory(locatedIn: bytes) else {
            if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
                throw ZipProblem("the archive's end is missing")
            }
            return nil
        }
        let numbers = ForeignNumbers(bytes)
        var spans: [(start: UInt64, end: UInt64)] = []
        var isSorted = true
        var place = directory.start
        while place < directory.end, let signature = numbers.read(UInt32.self, at: place),
            signature == 0x0201_4B50
        {
            try budget.spendEntry()
            guard let record = ZipRecord(numbers, at: place, before: directory.end) else {
                throw ZipProblem("the archive's directory is damaged")
            }
            place = record.end
            let header = record.header.addingReportingOverflow(directory.shift)
            let end = header.partialValue.addingReportingOverflow(30 + UInt64(record.name.count))
            let last = end.partialValue.addingReportingOverflow(record.packedSize)
            guard !header.overflow, !end.overflow, !last.overflow, last.partialValue <= directory.start else {
                throw ZipProblem("an entry lies outside of the archive")
            }
            isSorted = isSorted && spans.last.map { $0.start < header.partialValue } ?? true
            spans.append((header.partialValue, last.partialValue))
            guard isWanted(record.name) else { continue }
            entries.append(
                Entry(
                    name: String(decoding: record.name, as: UTF8.self), method: record.method,
                    isEncrypted: record.flags & 1 != 0, packedSize: record.packedSize, size: record.size,
                    header: header.partialValue))
        }
        if !isSorted { spans.sort { $0.start < $1.start } }
        // Entries that share their data are how a small archive becomes a large one.
        for (one, next) in zip(spans, spans.dropFirst()) where one.end > next.start {
            throw ZipProblem("the archive's entries overlap")
        }
    }
}
