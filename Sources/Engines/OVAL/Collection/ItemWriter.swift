/// Packs items into bytes (``PackedItems``).
struct ItemWriter {
    /// What was written.
    private(set) var bytes: [UInt8]
    /// Where the item's first text is.
    private var first: Range<Int>?

    /// A writer that adds to bytes.
    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Adds an item.
    mutating func put(_ item: Item, element: Int) {
        first = nil
        put(number: item.line.map { UInt64(bitPattern: Int64($0)) &+ 1 } ?? 0)
        put(number: UInt64(element))
        bytes.append(item.status.packedNumber)
        put(number: UInt64(item.fields.count))
        for field in item.fields {
            put(number: UInt64(field.name.number))
            bytes.append(field.datatype.packedNumber | field.status.packedNumber << 4)
            put(field.value)
        }
    }

    private mutating func put(_ value: ItemValue) {
        switch value {
        case .text(var text): text.withUTF8 { put(text: $0) }
        case .bytes(let raw):
            put(.bytes)
            put(number: UInt64(raw.count))
            bytes.append(contentsOf: raw)
        case .integer(let number):
            put(.integer)
            // Small numbers of either sign are short.
            put(number: UInt64(bitPattern: number << 1) ^ UInt64(bitPattern: number >> 63))
        case .boolean(let truth): put(truth ? .true : .false)
        case .float(let number):
            put(.float)
            for shift in stride(from: 0, to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: number.bitPattern >> UInt64(shift)))
            }
        case .record(let fields):
            put(.record)
            put(number: UInt64(fields.count))
            for field in fields {
                put(.text)
                put(counted: field.name)
                bytes.append(field.datatype.packedNumber)
                put(field.value)
            }
        }
    }

    private mutating func put(text: UnsafeBufferPointer<UInt8>) {
        if let first, !text.isEmpty, text.count <= first.count {
            let known = bytes[first]
            if known.starts(with: text) {
                put(.prefix)
                put(number: UInt64(text.count))
                return
            }
            if known.suffix(text.count).elementsEqual(text) {
                put(.suffix)
                put(number: UInt64(text.count))
                return
            }
        }
        put(.text)
        put(number: UInt64(text.count))
        if first == nil { first = bytes.count..<(bytes.count + text.count) }
        bytes.append(contentsOf: text)
    }

    private mutating func put(counted text: String) {
        put(number: UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func put(_ kind: PackedKind) { bytes.append(kind.rawValue) }

    private mutating func put(number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
