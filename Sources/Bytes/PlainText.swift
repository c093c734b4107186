/// The stretches of a JSON string that stand for themselves (RFC 8259, section 7), eight bytes at a time.
enum PlainText {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// The place of the first byte from `start` on that is a quote, a backslash, a control character or, if
    /// that is wanted, not ASCII; the text's end without one.
    static func end(_ text: UnsafeBufferPointer<UInt8>, from start: Int, stopsAtNonASCII: Bool) -> Int {
        var place = start
        let raw = UnsafeRawBufferPointer(text)
        let unwanted = stopsAtNonASCII ? highBits : 0
        while place + 8 <= text.count {
            let word = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            let quotes = word ^ ones &* UInt64(UInt8(ascii: "\""))
            let slashes = word ^ ones &* UInt64(UInt8(ascii: "\\"))
            // A byte's high bit is left where the subtraction borrowed from it: it was too small, or zero.
            let special =
                (word &- ones &* 0x20) & ~word | (quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes
            if special & highBits | word & unwanted != 0 { break }
            place += 8
        }
        while place < text.count {
            let byte = text[place]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
            if stopsAtNonASCII, byte >= 0x80 { break }
            place += 1
        }
        return place
    }
}
