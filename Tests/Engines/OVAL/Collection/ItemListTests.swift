import Fuzzing
import Testing

@testable import OVAL

@Suite struct ItemListTests {
    private func randomText(_ random: inout SplitMix64) -> String {
        let parts = ["/etc", "/", "a", "é", "e\u{301}", "", "passwd", "日本", "\u{0}", "x y"]
        return (0..<random.below(5)).map { _ in random.one(of: parts) ?? "" }.joined()
    }

    private func randomValue(_ random: inout SplitMix64, depth: Int = 0) -> ItemValue {
        switch random.below(depth < 2 ? 7 : 6) {
        case 0: .text(randomText(&random))
        case 1: .bytes([0xFF] + Array(randomText(&random).utf8))
        case 2: .integer(random.one(of: [0, -1, 1, .max, .min, 63, 64, -64, -65, 1 << 40]) ?? 0)
        case 3: .boolean(random.below(2) == 0)
        case 4: .float(random.one(of: [0, -1.5, 1e308, .infinity, 5e-324]) ?? 0)
        case 5: .text("/etc/passwd")
        default:
            .record(
                (0..<random.below(4)).map { _ in
                    RecordField(
                        name: randomText(&random), datatype: random.one(of: Datatype.allCases) ?? .string,
                        value: randomValue(&random, depth: depth + 1))
                })
        }
    }

    private func randomItem(_ random: inout SplitMix64) -> Item {
        var fields: [ItemField] = []
        for _ in 0..<random.below(8) {
            var field = ItemField(
                random.one(of: ["filepath", "path", "filename", "size", "value"] as [FieldName]) ?? "name",
                randomValue(&random), datatype: random.one(of: Datatype.allCases) ?? .string)
            field.status = random.one(of: [.exists, .doesNotExist, .error, .notCollected]) ?? .exists
            fields.append(field)
        }
        return Item(
            random.one(of: ["file_item", "thing_item", "é_item"]) ?? "",
            status: random.one(of: [.exists, .exists, .doesNotExist, .error, .notCollected]) ?? .exists,
            fields: fields, line: random.one(of: [nil, 1, 0, -1, 1 << 40]) ?? nil)
    }

    @Test("packed items come back as they were put in", arguments: 1...4 as ClosedRange<UInt64>)
    func roundTrip(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let items = (0..<4000).map { _ in randomItem(&random) }
        for packsAll in [false, true] {
            var list = ItemList(packsAll: packsAll)
            for item in items { list.append(item) }
            #expect(list.count == items.count)
            for (index, item) in items.enumerated() where list[index] != item || list[index].line != item.line
            {
                Issue.record("seed \(seed): item \(index) is \(list[index]), was \(item)")
            }
            #expect(Array(list.statuses) == items.map(\.status))
        }
    }

    @Test("items are removed wherever they are kept")
    func removal() {
        var list = ItemList((0..<3000).map { Item("t", fields: [ItemField("n", Int64($0))]) })
        list.removeAll { item in item.fields.first.map { $0.value.text.hasSuffix("7") } ?? false }
        #expect(list.count == 2700)
        #expect(list.last == Item("t", fields: [ItemField("n", 2999)]))
        #expect(list == ItemList(Array(list)))
    }

    @Test("a list of a few items keeps them as they are, in the order of their coming")
    func few() {
        let list: ItemList = [Item("a", fields: []), Item("b", status: .error, fields: [], line: 3)]
        #expect(list.map(\.element) == ["a", "b"])
        #expect(list[1].line == 3)
        #expect(ItemList().isEmpty)
    }
}
