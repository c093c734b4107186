/// Every item that was collected from a machine, each with its number, small in memory as ``ItemList`` is.
public struct CollectedItems: RandomAccessCollection, ExpressibleByArrayLiteral, Sendable {
    private var items: ItemList
    /// The numbers; nil while they are the places from one.
    private var numbers: [Int]?
    private var families: [UInt16] = []
    private var familyNames: [String] = []
    private var masked: [Int: Set<FieldName>] = [:]

    /// No items.
    public init() { items = ItemList() }

    /// The items written in code.
    public init(arrayLiteral items: CollectedItem...) {
        self.init()
        for item in items { append(item) }
    }

    /// Items numbered from one.
    ///
    /// - Parameters:
    ///   - families: For each the place of its family in `familyNames`.
    ///   - masked: By place, the entities that must not be shown.
    init(_ items: ItemList, families: [UInt16], familyNames: [String], masked: [Int: Set<FieldName>]) {
        self.items = items
        self.families = families
        self.familyNames = familyNames
        self.masked = masked
    }

    /// Zero.
    public var startIndex: Int { 0 }
    /// How many items there are.
    public var endIndex: Int { items.count }

    /// An item; entities that must not be shown have no value.
    public subscript(position: Int) -> CollectedItem {
        var item = items[position]
        let masked = masked[position] ?? []
        if !masked.isEmpty {
            for index in item.fields.indices where masked.contains(item.fields[index].name) {
                item.fields[index].value = .text("")
            }
        }
        return CollectedItem(
            number: numbers?[position] ?? position + 1, family: familyNames[Int(families[position])],
            item: item,
            masked: masked)
    }

    /// The schema families of the items.
    var allFamilies: Set<String> { Set(Set(families).map { familyNames[Int($0)] }) }

    /// Adds an item at the end.
    public mutating func append(_ item: CollectedItem) {
        if numbers == nil, item.number != count + 1 { numbers = Array(1..<(count + 1)) }
        numbers?.append(item.number)
        if !item.masked.isEmpty { masked[count] = item.masked }
        let family = familyNames.lastIndex(of: item.family) ?? familyNames.count
        if family == familyNames.count { familyNames.append(item.family) }
        families.append(UInt16(truncatingIfNeeded: family))
        items.append(item.item)
    }

    /// Takes away the items of which something is so.
    public mutating func removeAll(where isUnwanted: (CollectedItem) -> Bool) {
        var kept = CollectedItems()
        for item in self where !isUnwanted(item) { kept.append(item) }
        self = kept
    }
}

extension CollectedItems: Equatable {
    /// Whether two collections hold the same items in the same order.
    public static func == (left: CollectedItems, right: CollectedItems) -> Bool { left.elementsEqual(right) }
}
