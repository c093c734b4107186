/// Gives every item one number, however many objects found it.
///
/// Items are told apart by the bytes that they are packed into, so that a million of them need no second copy.
struct ItemRegister {
    private var items = ItemList(packsAll: true)
    private var families: [UInt16] = []
    private var familyNames: [String] = []
    private var masked: [Int: Set<FieldName>] = [:]
    /// The numbers of items at the places that their hashes lead to, at most half full; 0 where there is none.
    private var table = [UInt32](repeating: 0, count: 256)

    /// The item's number; what one object masks is masked for all (OVAL 5.11, the `mask` attribute).
    mutating func number(of item: Item, family: String, masked: Set<FieldName>) -> Int {
        let family = number(ofFamily: family)
        var item = item
        // Where it was found is no part of what it is.
        item.line = nil
        items.append(item)
        families.append(family)
        let new = items.count - 1
        let found = place(of: new)
        let number: Int
        if table[found] == 0 {
            number = new + 1
            table[found] = UInt32(number)
            if number * 2 > table.count { grow() }
        } else {
            number = Int(table[found])
            items.removeLast()
            families.removeLast()
        }
        if !masked.isEmpty { self.masked[number - 1, default: []].formUnion(masked) }
        return number
    }

    /// The items, without the values that must not be shown.
    func hidingMasked() -> CollectedItems {
        CollectedItems(items, families: families, familyNames: familyNames, masked: masked)
    }

    /// The place of an item that is the same, or the empty one where it belongs.
    private func place(of position: Int) -> Int {
        items.withPacked(position) { bytes in
            var hasher = Hasher()
            hasher.combine(families[position])
            hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
            var place = hasher.finalize() & (table.count - 1)
            while table[place] != 0 {
                let other = Int(table[place]) - 1
                let isSame =
                    families[other] == families[position]
                    && items.withPacked(other) { $0.elementsEqual(bytes) }
                if isSame { break }
                place = (place + 1) & (table.count - 1)
            }
            return place
        }
    }

    private mutating func grow() {
        table = [UInt32](repeating: 0, count: table.count * 2)
        for position in 0..<items.count { table[place(of: position)] = UInt32(position + 1) }
    }

    private mutating func number(ofFamily name: String) -> UInt16 {
        if let known = familyNames.lastIndex(of: name) { return UInt16(known) }
        familyNames.append(name)
        return UInt16(familyNames.count - 1)
    }
}
