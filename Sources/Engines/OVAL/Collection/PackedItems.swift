/// Some items as bytes.
///
/// An item is its line (zero for none), its element and its status, then for each field the name, the datatype with
/// the status, and the value. Numbers take seven bits a byte. A text that the item's first text begins or ends with,
/// as `path` and `filename` do with `filepath`, is only its length.
struct PackedItems: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [UInt32] = []

    /// How many items there are.
    var count: Int { ends.count }
    /// Whether there are none.
    var isEmpty: Bool { ends.isEmpty }

    /// The same items in no more memory than they need.
    var fitted: PackedItems {
        var fitted = PackedItems()
        fitted.bytes.reserveCapacity(bytes.count)
        fitted.bytes.append(contentsOf: bytes)
        fitted.ends.reserveCapacity(ends.count)
        fitted.ends.append(contentsOf: ends)
        return fitted
    }

    /// Forgets the items and keeps the memory.
    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: bytes.capacity < 1 << 20)
        ends.removeAll(keepingCapacity: true)
    }

    /// Takes away the last item.
    mutating func removeLast() {
        ends.removeLast()
        bytes.removeSubrange(Int(ends.last ?? 0)...)
    }

    /// Adds an item.
    mutating func append(_ item: Item, _ elements: inout ElementNames) {
        var writer = ItemWriter(bytes: bytes)
        // What stands in two places would be copied with the first byte.
        bytes = []
        writer.put(item, element: elements.number(of: item.element))
        bytes = writer.bytes
        ends.append(UInt32(truncatingIfNeeded: bytes.count))
    }

    /// An item.
    func item(at slot: Int, _ elements: ElementNames) -> Item {
        withBytes(at: slot) { bytes in
            var reader = ItemReader(bytes)
            return reader.item(elements)
        }
    }

    /// How an item was observed.
    func status(at slot: Int) -> ItemStatus {
        withBytes(at: slot) { bytes in
            var reader = ItemReader(bytes)
            return reader.head().status
        }
    }

    /// Calls `body` with the bytes of an item.
    func withBytes<R>(at slot: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        let start = slot == 0 ? 0 : Int(ends[slot - 1])
        return bytes.withUnsafeBufferPointer {
            body(UnsafeBufferPointer(rebasing: $0[start..<Int(ends[slot])]))
        }
    }
}

/// The names of the elements that packed items have; they are few.
struct ElementNames: Sendable {
    private var names: [String] = []
    private var numbers: [String: Int] = [:]

    subscript(number: Int) -> String { names[number] }

    mutating func number(of name: String) -> Int {
        if let number = numbers[name] { return number }
        let number = names.count
        names.append(name)
        numbers[name] = number
        return number
    }
}

/// What stands before a value.
enum PackedKind: UInt8 {
    case text, prefix, suffix, bytes, integer, `false`, `true`, float, record
}

extension ItemStatus {
    static let packed: [ItemStatus] = [.exists, .doesNotExist, .error, .notCollected]

    var packedNumber: UInt8 {
        switch self {
        case .exists: 0
        case .doesNotExist: 1
        case .error: 2
        case .notCollected: 3
        }
    }
}

extension Datatype {
    static let packed: [Datatype] = [
        .binary, .boolean, .evrString, .debianEVRString, .filesetRevision, .float, .iosVersion, .int,
        .ipv4Address, .ipv6Address, .string, .version, .record,
    ]

    var packedNumber: UInt8 {
        switch self {
        case .binary: 0
        case .boolean: 1
        case .evrString: 2
        case .debianEVRString: 3
        case .filesetRevision: 4
        case .float: 5
        case .iosVersion: 6
        case .int: 7
        case .ipv4Address: 8
        case .ipv6Address: 9
        case .string: 10
        case .version: 11
        case .record: 12
        }
    }
}
