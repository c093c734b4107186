import Fuzzing
import Testing

@testable import OVAL

@Suite struct ItemRegisterTests {
    @Test(
        "equal items of a family have one number, others have their own",
        arguments: 1...4 as ClosedRange<UInt64>)
    func numbers(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var register = ItemRegister()
        var known: [String: Int] = [:]
        for _ in 0..<6000 {
            let value = Int64(random.below(2500))
            let family = random.below(2) == 0 ? "unix" : "linux"
            let item = Item("t_item", fields: [ItemField("n", value)], line: random.below(50))
            let number = register.number(of: item, family: family, masked: [])
            let key = "\(family) \(value)"
            #expect(known[key, default: known.count + 1] == number)
            known[key] = number
        }
        let items = register.hidingMasked()
        #expect(items.count == known.count)
        for item in items {
            #expect(known["\(item.family) \(item.item.fields[0].value.text)"] == item.number)
        }
        #expect(items.allFamilies == ["unix", "linux"])
    }

    @Test("names that only look alike are two items")
    func lookAlikes() {
        var register = ItemRegister()
        let composed = Item("t_item", fields: [ItemField("filename", "\u{E9}")])
        let decomposed = Item("t_item", fields: [ItemField("filename", "e\u{301}")])
        #expect(register.number(of: composed, family: "unix", masked: []) == 1)
        #expect(register.number(of: decomposed, family: "unix", masked: []) == 2)
    }

    @Test("what one object masks has no value for any")
    func masked() {
        var register = ItemRegister()
        let item = Item("t_item", fields: [ItemField("n", 1), ItemField("secret", "s")])
        _ = register.number(of: item, family: "unix", masked: [])
        _ = register.number(of: item, family: "unix", masked: ["secret"])
        let items = register.hidingMasked()
        #expect(items.count == 1)
        #expect(items[0].item.fields.map(\.value.text) == ["1", ""])
        #expect(items[0].masked == ["secret"])
    }
}
