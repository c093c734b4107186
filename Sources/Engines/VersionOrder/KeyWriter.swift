/// Writes a key into memory that its caller lends, so that no version costs an allocation.
///
/// What is written of a version is a series of elements. Each begins with a byte that ranks the kinds of element
/// that may stand at that place, and none is the beginning of another: so the first difference of two keys is the
/// first difference of their versions.
struct KeyWriter {
    private let memory: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0
    /// Whether the key needs more memory than was lent; what was written is then worthless.
    private(set) var isOverfull = false

    init(_ memory: UnsafeMutableBufferPointer<UInt8>) {
        self.memory = memory
    }

    mutating func byte(_ byte: UInt8) {
        guard count < memory.count else {
            isOverfull = true
            return
        }
        memory[count] = byte
        count += 1
    }

    /// Writes a number of any length: how many digits it has after its leading zeros, then these digits.
    ///
    /// - Parameter leads: The first bytes that a number may begin with at this place; the longer, the greater.
    mutating func number(
        _ text: Span<UInt8>, _ run: Range<Int>, leads: ClosedRange<UInt8> = 0...UInt8.max
    ) {
        var start = run.lowerBound
        while start < run.upperBound, text[start] == UInt8(ascii: "0") { start += 1 }
        let (length, most) = (run.upperBound - start, Int(leads.upperBound - leads.lowerBound))
        byte(leads.lowerBound + UInt8(min(length, most)))
        if length >= most { size(length - most) }
        while start < run.upperBound {
            byte(text[start])
            start += 1
        }
    }

    /// Writes a size in as many bytes as it needs; the greater, the later.
    mutating func size(_ size: Int) {
        var rest = size
        while rest >= Int(UInt8.max) {
            byte(UInt8.max)
            rest -= Int(UInt8.max)
        }
        byte(UInt8(rest))
    }

    /// Writes a size so that the greater one sorts earlier.
    mutating func descendingSize(_ size: Int) {
        var rest = size
        while rest >= Int(UInt8.max) {
            byte(0)
            rest -= Int(UInt8.max)
        }
        byte(UInt8.max - UInt8(rest))
    }

    /// Writes text in the order of its bytes and an end that sorts before every byte.
    mutating func word(_ text: Span<UInt8>, _ run: Range<Int>, isFolded: Bool = false) {
        var place = run.lowerBound
        while place < run.upperBound {
            let next = isFolded ? text[place].lowercased : text[place]
            // Zero is the end, so the two lowest bytes take two.
            if next <= 1 { byte(1) }
            byte(next <= 1 ? next + 1 : next)
            place += 1
        }
        byte(0)
    }
}
