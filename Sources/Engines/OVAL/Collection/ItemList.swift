/// Items in a row, small in memory however many they are.
///
/// The first few hundred are kept as they are. A rule about every file of a machine may find a million; what comes
/// after the first is packed into bytes, a fifth of the size, and unpacked each time that it is looked at.
public struct ItemList: RandomAccessCollection, ExpressibleByArrayLiteral, Sendable {
    /// As many items are kept as they are.
    static let plainLimit = 512
    private static let blockSize = 1024

    private var plain: [Item] = []
    private var blocks: [PackedItems] = []
    private var last = PackedItems()
    private var elements = ElementNames()
    private let packsAll: Bool

    /// An empty list.
    public init() { packsAll = false }

    /// A list whose first items are packed, too, so that ``withPacked(_:_:)`` can be asked of each.
    init(packsAll: Bool) { self.packsAll = packsAll }

    /// The items of a sequence.
    public init(_ items: some Sequence<Item>) {
        if let list = items as? ItemList {
            self = list
            return
        }
        self.init()
        for item in items { append(item) }
    }

    /// The items written in code.
    public init(arrayLiteral items: Item...) { self.init(items) }

    /// Zero.
    public var startIndex: Int { 0 }
    /// How many items there are.
    public var endIndex: Int { plain.count + blocks.count * Self.blockSize + last.count }

    /// An item.
    public subscript(position: Int) -> Item {
        if position < plain.count { return plain[position] }
        let (block, slot) = place(of: position)
        return (block < blocks.count ? blocks[block] : last).item(at: slot, elements)
    }

    /// How the items were observed, which costs no unpacking.
    var statuses: some Sequence<ItemStatus> {
        indices.lazy.map { position in
            if position < plain.count { return plain[position].status }
            let (block, slot) = place(of: position)
            return (block < blocks.count ? blocks[block] : last).status(at: slot)
        }
    }

    /// Adds an item at the end.
    public mutating func append(_ item: Item) {
        if !packsAll, plain.count < Self.plainLimit, last.isEmpty, blocks.isEmpty {
            plain.append(item)
            return
        }
        last.append(item, &elements)
        guard last.count == Self.blockSize else { return }
        blocks.append(last.fitted)
        last.removeAll()
    }

    /// Takes away the last item of a list that packs all.
    mutating func removeLast() {
        if last.isEmpty, let block = blocks.popLast() { last = block }
        last.removeLast()
    }

    /// Takes away the items of which something is so.
    public mutating func removeAll(where isUnwanted: (Item) -> Bool) {
        var kept = ItemList(packsAll: packsAll)
        for item in self where !isUnwanted(item) { kept.append(item) }
        self = kept
    }

    /// Calls `body` with the bytes that an item of a list that packs all is packed into.
    func withPacked<R>(_ position: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        let (block, slot) = place(of: position)
        return (block < blocks.count ? blocks[block] : last).withBytes(at: slot, body)
    }

    private func place(of position: Int) -> (block: Int, slot: Int) {
        let packed = position - plain.count
        return (packed / Self.blockSize, packed % Self.blockSize)
    }
}

extension ItemList: Equatable {
    /// Whether two lists hold the same items in the same order.
    public static func == (left: ItemList, right: ItemList) -> Bool { left.elementsEqual(right) }
}
