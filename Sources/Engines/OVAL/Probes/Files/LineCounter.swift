/// Tells on which line of a file a match begins.
///
/// Matches come in the file's order, so each counts on from the one before: a file is counted through once,
/// however many matches it has.
struct LineCounter {
    private var line = 1
    private var offset = 0

    /// The line, from one, of the first byte of a range that is no white space, or of its first byte when all
    /// of it is.
    ///
    /// Patterns of content begin with `^\s*`, which takes up the empty lines before the one that is meant.
    mutating func line(of range: Range<Int>, in bytes: [UInt8]) -> Int {
        let start = bytes[range].firstIndex { !Self.isSpace($0) } ?? range.lowerBound
        if start < offset { self = LineCounter() }
        for byte in bytes[offset..<start] where byte == UInt8(ascii: "\n") { line += 1 }
        offset = start
        return line
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
