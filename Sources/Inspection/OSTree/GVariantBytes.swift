/// The parts of a container in GLib's serialisation of values (GVariant specification, 2.5).
///
/// Containers end with the ends of their parts, so everything that is read is held against the container's size; a
/// value that is not laid out as its type demands is nil, never a guess.
struct GVariantBytes {
    /// One part of a structure.
    enum Member {
        /// So many bytes at a multiple of so many.
        case fixed(size: Int, alignment: Int)
        /// As many bytes as the framing says.
        case variable(alignment: Int)
    }

    private let bytes: [UInt8]
    private let range: Range<Int>

    /// A whole serialised value.
    init(_ bytes: [UInt8]) { self.init(bytes, 0..<bytes.count) }

    private init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        self.range = range
    }

    /// The bytes.
    var content: ArraySlice<UInt8> { bytes[range] }

    /// The members of a structure.
    func members(_ members: [Member]) -> [GVariantBytes]? {
        let framed = members.dropLast().count { if case .variable = $0 { true } else { false } }
        let table = framed * offsetSize
        guard table <= range.count else { return nil }
        let end = range.count - table
        var found: [GVariantBytes] = []
        var (place, offsets) = (0, 0)
        for (index, member) in members.enumerated() {
            let next: Int
            switch member {
            case .fixed(let size, let alignment):
                place = Self.aligned(place, alignment)
                next = place + size
            case .variable(let alignment):
                place = Self.aligned(place, alignment)
                if index == members.count - 1 {
                    next = end
                } else {
                    offsets += 1
                    guard let offset = offset(at: range.count - offsets * offsetSize) else { return nil }
                    next = offset
                }
            }
            guard place <= next, next <= end else { return nil }
            found.append(part(place..<next))
            place = next
        }
        return found
    }

    /// The elements of an array whose elements have no fixed size.
    func elements(alignment: Int = 1) -> [GVariantBytes]? {
        if range.isEmpty { return [] }
        guard let table = offset(at: range.count - offsetSize), table < range.count else { return nil }
        let size = range.count - table
        guard size.isMultiple(of: offsetSize) else { return nil }
        var found: [GVariantBytes] = []
        found.reserveCapacity(size / offsetSize)
        var place = 0
        for index in 0..<size / offsetSize {
            place = Self.aligned(place, alignment)
            guard let next = offset(at: table + index * offsetSize), place <= next, next <= table else {
                return nil
            }
            found.append(part(place..<next))
            place = next
        }
        return found
    }

    /// A text without the zero that has to end it.
    var text: ArraySlice<UInt8>? {
        guard let last = content.last, last == 0 else { return nil }
        let text = content.dropLast()
        return text.contains(0) ? nil : text
    }

    /// A number of the value's size, the highest byte first, as OSTree keeps numbers.
    var bigEndian: UInt64? {
        guard range.count <= 8, !range.isEmpty else { return nil }
        return content.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private func part(_ part: Range<Int>) -> GVariantBytes {
        GVariantBytes(bytes, range.lowerBound + part.lowerBound..<range.lowerBound + part.upperBound)
    }

    /// How many bytes a place takes in a container of this size.
    private var offsetSize: Int {
        switch range.count {
        case ...0xFF: 1
        case ...0xFFFF: 2
        case ...0xFFFF_FFFF: 4
        default: 8
        }
    }

    private func offset(at place: Int) -> Int? {
        guard place >= 0, place + offsetSize <= range.count else { return nil }
        let start = range.lowerBound + place
        var value: UInt64 = 0
        for byte in bytes[start..<start + offsetSize].reversed() { value = value << 8 | UInt64(byte) }
        return Int(exactly: value)
    }

    private static func aligned(_ place: Int, _ alignment: Int) -> Int {
        (place + alignment - 1) / alignment * alignment
    }
}
