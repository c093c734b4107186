/// The texts of a segment that is being written, each of them once.
struct SegmentTexts {
    private(set) var bytes: [UInt8] = []
    private var places: [String: UInt32] = [:]

    /// The reference of a text; nothing for nil.
    mutating func add(_ text: String?) -> UInt32 {
        guard let text else { return SegmentLayout.none }
        if let place = places[text] { return place }
        let place = UInt32(truncatingIfNeeded: bytes.count)
        bytes.append(counted: text.utf8)
        places[text] = place
        return place
    }
}

extension [UInt8] {
    /// Appends a number in four bytes.
    mutating func append(number: UInt32) {
        for shift in stride(from: UInt32(0), to: 32, by: 8) {
            append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    /// Appends bytes after their count.
    mutating func append(counted bytes: some Collection<UInt8>) {
        append(number: UInt32(truncatingIfNeeded: bytes.count))
        append(contentsOf: bytes)
    }
}
