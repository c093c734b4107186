/// Unpacks an item of ``PackedItems``, which an ``ItemWriter`` has written.
struct ItemReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var place = 0
    /// Where the item's first text is.
    private var first: Range<Int>?

    /// A reader of one item.
    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// What stands before the fields.
    mutating func head() -> (line: Int?, element: Int, status: ItemStatus) {
        let line = number()
        let element = Int(number())
        return (line == 0 ? nil : Int(Int64(bitPattern: line &- 1)), element, ItemStatus.packed[Int(byte())])
    }

    /// The item.
    mutating func item(_ elements: ElementNames) -> Item {
        let (line, element, status) = head()
        var fields: [ItemField] = []
        let count = Int(number())
        fields.reserveCapacity(count)
        for _ in 0..<count {
            let name = FieldName(number: UInt32(number()))
            let kinds = byte()
            var field = ItemField(name, value(), datatype: Datatype.packed[Int(kinds & 15)])
            field.status = ItemStatus.packed[Int(kinds >> 4)]
            fields.append(field)
        }
        return Item(elements[element], status: status, fields: fields, line: line)
    }

    private mutating func value() -> ItemValue {
        switch PackedKind(rawValue: byte()) {
        case .text:
            let range = counted()
            if first == nil { first = range }
            return .text(text(range))
        case .prefix:
            let start = first?.lowerBound ?? place
            return .text(text(start..<(start + Int(number()))))
        case .suffix:
            let end = first?.upperBound ?? place
            return .text(text((end - Int(number()))..<end))
        case .bytes: return .bytes(Array(bytes[counted()]))
        case .integer:
            let folded = number()
            return .integer(Int64(bitPattern: folded >> 1) ^ -Int64(bitPattern: folded & 1))
        case .false: return .boolean(false)
        case .true: return .boolean(true)
        case .float:
            var pattern: UInt64 = 0
            for shift in stride(from: 0, to: 64, by: 8) { pattern |= UInt64(byte()) << UInt64(shift) }
            return .float(Double(bitPattern: pattern))
        case .record, nil:
            let count = Int(number())
            return .record(
                (0..<count).map { _ in
                    _ = byte()
                    let name = text(counted())
                    let datatype = Datatype.packed[Int(byte())]
                    return RecordField(name: name, datatype: datatype, value: value())
                })
        }
    }

    private mutating func byte() -> UInt8 {
        defer { place += 1 }
        return bytes[place]
    }

    private mutating func number() -> UInt64 {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = byte()
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
    }

    private mutating func counted() -> Range<Int> {
        let count = Int(number())
        defer { place += count }
        return place..<(place + count)
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }
}
