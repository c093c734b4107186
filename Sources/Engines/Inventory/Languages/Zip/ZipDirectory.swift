/// Where an archive's central directory lies (APPNOTE 6.3.10, 4.3.14 to 4.3.16).
struct ZipDirectory {
    let start: UInt64
    let end: UInt64
    /// How many bytes stand before the archive, which its offsets do not count.
    let shift: UInt64

    /// Looks for the record at the end; nil when there is none.
    init?(locatedIn bytes: UnsafeRawBufferPointer) throws(ZipProblem) {
        let numbers = ForeignNumbers(bytes)
        guard let record = Self.record(in: bytes) else { return nil }
        var (size, offset, end) = (
            numbers.read(UInt32.self, at: record + 12) ?? 0, numbers.read(UInt32.self, at: record + 16) ?? 0,
            record
        )
        if record >= 20, numbers.read(UInt32.self, at: record - 20) == 0x0706_4B50,
            let large = Self.largeRecord(numbers, locator: record - 20)
        {
            guard let largeSize = numbers.read(UInt64.self, at: large + 40),
                let largeOffset = numbers.read(UInt64.self, at: large + 48)
            else { throw ZipProblem("the archive's end is damaged") }
            (size, offset, end) = (largeSize, largeOffset, large)
        }
        guard size <= end, offset <= end - size else {
            throw ZipProblem("the archive's directory lies outside of it")
        }
        self.end = end
        start = end - size
        shift = start - offset
    }

    /// The last record whose comment ends within the bytes.
    private static func record(in bytes: UnsafeRawBufferPointer) -> UInt64? {
        guard bytes.count >= 22 else { return nil }
        for place in stride(from: bytes.count - 22, through: max(0, bytes.count - 22 - 0xFFFF), by: -1) {
            guard bytes[place] == 0x50, bytes[place + 1] == 0x4B, bytes[place + 2] == 0x05,
                bytes[place + 3] == 0x06
            else { continue }
            let comment = Int(bytes[place + 20]) | Int(bytes[place + 21]) << 8
            if place + 22 + comment <= bytes.count { return UInt64(place) }
        }
        return nil
    }

    /// The record of archives beyond 4 GiB or 65,535 entries; it stands before its locator, or where that says.
    private static func largeRecord(_ numbers: ForeignNumbers, locator: UInt64) -> UInt64? {
        let signature: UInt64 = 0x0606_4B50
        if locator >= 56, numbers.read(UInt32.self, at: locator - 56) == signature { return locator - 56 }
        guard let named = numbers.read(UInt64.self, at: locator + 8), named < locator,
            numbers.read(UInt32.self, at: named) == signature
        else { return nil }
        return named
    }
}
