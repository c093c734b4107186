import Bytes
import Fuzzing
import Testing

@Suite("Flat values")
struct FlatTests {
    private struct Tree: Flat, Equatable {
        var name: String
        var children: [Tree] = []

        init(_ name: String, _ children: [Tree] = []) {
            self.name = name
            self.children = children
        }

        init(flat reader: inout FlatReader) throws(FlatError) {
            name = try reader.text()
            children = try reader.nested { (reader) throws(FlatError) in try [Tree](flat: &reader) }
        }

        func write(flat writer: inout FlatWriter) {
            name.write(flat: &writer)
            children.write(flat: &writer)
        }
    }

    private func bytes(_ value: some Flat) -> [UInt8] {
        var writer = FlatWriter()
        value.write(flat: &writer)
        return writer.bytes
    }

    private func again<Value: Flat>(_ value: Value) throws -> Value {
        var reader = FlatReader(FlatRegion(bytes(value)))
        return try Value(flat: &reader)
    }

    @Test("every kind of value comes back as it was")
    func roundTrip() throws {
        for number in [0, 1, -1, 63, 64, -64, -65, .max, .min] { #expect(try again(number) == number) }
        for number in [0.0, -1.5, .infinity, .leastNonzeroMagnitude] { #expect(try again(number) == number) }
        #expect(try again(["", "a", "ab\u{301}", String(repeating: "x", count: 300)]).count == 4)
        #expect(try again(["k": [true, false], "": []]) == ["k": [true, false], "": []])
        #expect(try again([String?.none, "text"]) == [nil, "text"])
        let tree = Tree("a long name", [Tree("a long name"), Tree("b", [Tree("a long name")])])
        #expect(try again(tree) == tree)
    }

    @Test("a text that repeats stands in the bytes once")
    func repetition() {
        let text = String(repeating: "é", count: 100)
        #expect(bytes([text, text, text]).count < bytes([text]).count + 8)
    }

    @Test("a table finds each value by its name and none by another")
    func table() throws {
        let values = Dictionary((0..<500).map { ("name:\($0)", $0) }, uniquingKeysWith: { $1 })
        var writer = FlatWriter()
        writer.text("before")
        FlatTable.write(values, to: &writer)
        writer.text("after")
        var reader = FlatReader(FlatRegion(writer.bytes))
        #expect(try reader.text() == "before")
        let table = try FlatTable<Int>(flat: &reader)
        #expect(try reader.text() == "after")
        #expect(table.count == 500)
        for (name, value) in values { #expect(table[name] == value) }
        for name in ["", "name", "name:500", "name:5000", "zzz"] { #expect(table[name] == nil) }
        #expect(Dictionary(table.all.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }) == values)
    }

    @Test("nesting without end is refused")
    func depth() {
        var bytes: [UInt8] = []
        for _ in 0..<100_000 { bytes += [0, 1] }
        var reader = FlatReader(FlatRegion(bytes))
        #expect(throws: FlatError.self) { try Tree(flat: &reader) }
    }

    @Test("damaged bytes are refused or give some value, and never lead out of their bounds")
    func mutants() {
        var writer = FlatWriter()
        Tree("root of it", [Tree("root of it"), Tree("leaf", [Tree("leaf 2")])]).write(flat: &writer)
        FlatTable.write(["one": ["a", "b"], "two": [], "three": ["a text of some length"]], to: &writer)
        var refused = 0
        for mutant in Mutants(of: [writer.bytes], count: 4000) {
            var reader = FlatReader(FlatRegion(mutant.bytes))
            do throws(FlatError) {
                _ = try Tree(flat: &reader)
                let table = try FlatTable<[String]>(flat: &reader)
                #expect(table.count <= mutant.bytes.count, "\(mutant)")
                #expect(table.all.count <= table.count, "\(mutant)")
                _ = table["two"]
            } catch {
                refused += 1
                #expect((0...mutant.bytes.count).contains(error.offset), "\(mutant)")
            }
        }
        #expect((400..<4000).contains(refused))
    }
}
