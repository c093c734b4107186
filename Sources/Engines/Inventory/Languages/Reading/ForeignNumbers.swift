/// Whole numbers in bytes that somebody else wrote; nil for what lies beyond their end.
struct ForeignNumbers {
    let bytes: UnsafeRawBufferPointer
    let isBigEndian: Bool

    init(_ bytes: UnsafeRawBufferPointer, isBigEndian: Bool = false) {
        self.bytes = bytes
        self.isBigEndian = isBigEndian
    }

    func read<Number: FixedWidthInteger & UnsignedInteger>(_ type: Number.Type, at offset: UInt64) -> UInt64?
    {
        guard let slice = range(offset, UInt64(MemoryLayout<Number>.size)) else { return nil }
        let number = bytes.loadUnaligned(fromByteOffset: slice.lowerBound, as: Number.self)
        return UInt64(isBigEndian ? Number(bigEndian: number) : Number(littleEndian: number))
    }

    /// The places of a stretch that lies in the bytes.
    func range(_ start: UInt64, _ length: UInt64) -> Range<Int>? {
        let (end, overflow) = start.addingReportingOverflow(length)
        guard !overflow, end <= UInt64(bytes.count) else { return nil }
        return Int(start)..<Int(end)
    }

    func slice(_ start: UInt64, _ length: UInt64) -> UnsafeRawBufferPointer? {
        range(start, length).map { UnsafeRawBufferPointer(rebasing: bytes[$0]) }
    }
}
