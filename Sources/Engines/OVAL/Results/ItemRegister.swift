/// Gives every item one number, however many objects found it.
struct ItemRegister {
    private struct Key: Hashable {
        let family: String
        let item: Item
    }

    private var numbers: [Key: Int] = [:]
    private(set) var items: [CollectedItem] = []

    /// The item's number; what one object masks is masked for all (OVAL 5.11, the `mask` attribute).
    mutating func number(of item: Item, family: String, masked: Set<FieldName>) -> Int {
        let key = Key(family: family, item: item)
        if let number = numbers[key] {
            if !masked.isEmpty { items[number - 1].masked.formUnion(masked) }
            return number
        }
        let number = items.count + 1
        numbers[key] = number
        items.append(CollectedItem(number: number, family: family, item: item, masked: masked))
        return number
    }

    /// The items, without the values that must not be shown.
    func hidingMasked() -> [CollectedItem] {
        items.map { entry in
            if entry.masked.isEmpty { return entry }
            var entry = entry
            for index in entry.item.fields.indices
            where entry.masked.contains(entry.item.fields[index].name) {
                entry.item.fields[index].value = .text("")
            }
            return entry
        }
    }
}
