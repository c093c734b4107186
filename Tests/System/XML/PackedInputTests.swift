import Fuzzing
import Glibc
import Testing
import XML

@Suite("Documents packed with bzip2")
struct PackedInputTests {
    /// `<a><b>hello</b></a>`, as bzip2 1.0.8 packs it.
    static let small = bytes(
        "425a6839314159265359dd0f031e0000021900000080053244a00021a9faa1fa808326209dc22c142dbc9a2ee4"
            + "8a70a121ba1e063c")
    /// 400 MB of spaces.
    static let bomb = bytes(
        "425a6839314159265359b52265bf015f8e1000c0000008200030804d4642a025a90a8097314159265359b52265"
            + "bf015f8e1000c0000008200030804d4642a025a90a8097314159265359b52265bf015f8e1000c0000008200030"
            + "804d4642a025a90a8097314159265359b52265bf015f8e1000c0000008200030804d4642a025a90a8097314159"
            + "265359b52265bf015f8e1000c0000008200030804d4642a025a90a8097314159265359b52265bf015f8e1000c0"
            + "000008200030804d4642a025a90a8097314159265359b52265bf015f8e1000c0000008200030804d4642a025a9"
            + "0a8097314159265359b52265bf015f8e1000c0000008200030804d4642a025a90a8097314159265359b000fbdb"
            + "00fb459100c00000008008200030cc09aa69895220daa8a91078bb9229c2848553d34140")

    static func bytes(_ hex: String) -> [UInt8] {
        var rest = hex[...]
        var bytes: [UInt8] = []
        while !rest.isEmpty {
            bytes.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
            rest = rest.dropFirst(2)
        }
        return bytes
    }

    func failure(_ bytes: [UInt8]) -> XMLError? {
        do {
            _ = try XMLReader(bytes: bytes, name: "p.xml.bz2").text()
            return nil
        } catch { return error }
    }

    @Test("it reads like the document, also when it is packed in several streams")
    func reads() throws {
        #expect(try XMLReader(bytes: Self.small, name: "p").text() == "hello")
        let empty = Self.bytes("425a683917724538509000000000")
        #expect(try XMLReader(bytes: empty + Self.small + empty, name: "p").text() == "hello")
        let input = try XMLInput(bytes: Self.small, name: "p")
        let outline = try input.outline(depth: 2)
        #expect(outline.elements.map(\.name) == ["a", "b"])
        #expect(
            try String(decoding: outline.slice(outline.elements[1]).bytes(), as: UTF8.self) == "<b>hello</b>")
    }

    @Test("it is unpacked in memory when it is small enough")
    func unpacked() throws {
        let input = try XMLInput(bytes: Self.small, name: "p")
        let unpacked = try input.unpacked(limit: 19)
        #expect(!unpacked.isPacked && input.isPacked)
        #expect(try XMLReader(unpacked).text() == "hello")
        #expect(try input.unpacked(limit: 18).isPacked)
        #expect(throws: XMLError.self) { try XMLInput(bytes: Self.bomb, name: "p").unpacked() }
    }

    @Test("a bomb ends at once in one sentence and in little memory")
    func bomb() {
        var usage = rusage()
        getrusage(0, &usage)
        let before = usage.ru_maxrss
        #expect(failure(Self.bomb)?.reason == .unpacksTooLarge)
        getrusage(0, &usage)
        #expect(usage.ru_maxrss - before < 32_000)
    }

    @Test("a packed document that ends early or is damaged is told as such")
    func damaged() {
        for count in 3..<Self.small.count {
            #expect(failure(Array(Self.small.prefix(count))) != nil, "\(count) bytes")
        }
        var damaged = Self.small
        damaged[damaged.count / 2] ^= 0xFF
        #expect(failure(damaged)?.description == "p.xml.bz2: cannot be read: the bzip2 data are damaged")
        #expect(failure(Array("BZh9nonsense".utf8)) != nil)
        #expect(failure(Self.small + Array("rest".utf8)) != nil)
    }

    @Test("a mutant is read or refused in one line", .timeLimit(.minutes(5)))
    func mutants() {
        for mutant in Mutants(of: [Self.small], tokens: ["BZh9", "1AY&SY"], count: 1500) {
            let text = failure(mutant.bytes)?.description ?? "p.xml.bz2"
            #expect(text.hasPrefix("p.xml.bz2") && !text.contains("\n"), "\(mutant)")
        }
    }
}
