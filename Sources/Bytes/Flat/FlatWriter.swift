/// Lays values flat, one after the other.
///
/// A text that was written before is written as its place, so that ids and names stand in the bytes once.
public struct FlatWriter {
    /// What was written.
    public private(set) var bytes: [UInt8] = []
    /// Where each text stands.
    private var places: [String: Int] = [:]

    /// A writer of nothing yet.
    public init() {}

    /// Appends a byte.
    public mutating func byte(_ byte: UInt8) { bytes.append(byte) }

    /// Appends a number, seven bits a byte, the lowest first.
    public mutating func number(_ number: UInt) {
        var rest = number
        while rest > 0x7F {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// Appends a text, or its place when it stands in the bytes already.
    public mutating func text(_ text: String) {
        if text.utf8.count > Self.shortest {
            if let place = places[text] { return number(UInt(place) << 1 | 1) }
            places[text] = bytes.count
        }
        whole(text)
    }

    /// Appends a text itself.
    mutating func whole(_ text: String) {
        number(UInt(text.utf8.count) << 1)
        bytes += text.utf8
    }

    /// Appends four bytes, the lowest first, which can be found without reading what stands before them.
    mutating func fixed(_ number: Int) {
        let number = UInt32(number)
        for shift in stride(from: UInt32(0), to: 32, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    /// Puts a number where ``fixed(_:)`` kept a place for it.
    mutating func replace(at place: Int, with number: Int) {
        for index in 0..<4 { bytes[place + index] = UInt8(truncatingIfNeeded: number >> (8 * index)) }
    }

    /// A shorter text costs no more than its place.
    private static let shortest = 4
}
