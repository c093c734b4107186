import Bytes
import Testing

@Suite("Reading JSON")
struct JSONParsingTests {
    @Test(
        "what is not JSON is refused with the place",
        arguments: [
            ("", 0), ("{", 1), ("[1,]", 3), ("{\"a\":}", 5), ("{\"a\" 1}", 5), ("[1 2]", 3), ("tru", 0),
            ("01", 1),
            ("1.", 2), ("-", 1), ("1e", 2), ("+1", 0), ("\"a", 2), ("\"\\x\"", 1), ("\"\\u12\"", 1),
            ("1 2", 2),
            ("{1:2}", 1), ("nul", 0), ("[", 1), ("NaN", 0), ("'a'", 0), ("\"\u{01}\"", 1),
        ])
    func refuses(text: String, offset: Int) {
        #expect { try JSON(parsing: text) } throws: { ($0 as? JSONError)?.offset == offset }
    }

    @Test("nesting up to the limit is read and one deeper is refused")
    func depth() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(try JSON(parsing: nested(JSONDocument.depthLimit)).array?.count == 1)
        #expect(throws: JSONError.self) { try JSON(parsing: nested(JSONDocument.depthLimit + 1)) }
        #expect(throws: JSONError.self) { try JSON(parsing: String(repeating: "[", count: 1_000_000)) }
    }

    @Test("a lone surrogate reads as U+FFFD and a pair as one letter")
    func surrogates() throws {
        #expect(try JSON(parsing: #""\ud800x""#).string == "\u{FFFD}x")
        #expect(try JSON(parsing: #""\ud83d\ude00""#).string == "😀")
        #expect(try JSON(parsing: #""\u0000""#).string == "\0")
    }

    @Test(
        "a string that is not UTF-8 is refused",
        arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82]])
    func invalidUTF8(bytes: [UInt8]) {
        #expect(throws: JSONError.self) { try JSON(parsing: [0x22] + bytes + [0x22]) }
    }

    @Test("a NUL byte is refused outside and inside of strings")
    func nul() {
        #expect(throws: JSONError.self) { try JSON(parsing: [0x00]) }
        #expect(throws: JSONError.self) { try JSON(parsing: [0x22, 0x00, 0x22]) }
    }

    @Test("numbers keep their kind")
    func numbers() throws {
        #expect(try JSON(parsing: "9223372036854775807") == .int(.max))
        #expect(try JSON(parsing: "-9223372036854775808") == .int(.min))
        #expect(try JSON(parsing: "9223372036854775808") == .double(9_223_372_036_854_775_808))
        #expect(try JSON(parsing: "1.0") == .double(1))
        #expect(try JSON(parsing: "-0").double == 0)
    }

    @Test("of two members with one name the last wins and both are reported")
    func duplicates() throws {
        let document = try JSONDocument(Array(#"{"a":1,"b":[{"c":1,"\u0063":2}],"a":3}"#.utf8))
        #expect(document.root["a"].int == 3)
        #expect(document.root.json["a"] == 3)
        #expect(document.duplicateFields() == ["a", "b[0].c"])
    }

    @Test("a member that is spelt in two ways, or among many, is named twice all the same")
    func hiddenDuplicates() throws {
        let escaped = try JSONDocument(Array(#"{"ab":1,"\u0061b":2}"#.utf8))
        #expect(escaped.duplicateFields() == ["ab"])
        let many = (0..<100).map { "\"m\($0)\":0" }.joined(separator: ",")
        #expect(try JSONDocument(Array("{\(many)}".utf8)).duplicateFields().isEmpty)
        #expect(try JSONDocument(Array("{\(many),\"m7\":1}".utf8)).duplicateFields() == ["m7"])
    }

    @Test(
        "a number that no float can hold is refused",
        arguments: ["1e400", "-1e999", String(repeating: "9", count: 400)])
    func outOfRange(text: String) {
        #expect(throws: JSONError.self) { try JSON(parsing: text) }
    }

    @Test("a cut text never reads as a whole one")
    func truncated() {
        let text = Array(
            #"{"metadata":{"name":"x","labels":{"a":"\u00e9"}},"spec":[1,-2.5e3,true,null]}"#.utf8)
        for length in text.indices {
            #expect(throws: JSONError.self) { try JSON(parsing: Array(text[..<length])) }
        }
    }
}

@Suite("Writing JSON")
struct JSONWritingTests {
    @Test("members are written in byte order and text is escaped")
    func canonical() {
        let value: JSON = ["b": 1, "a": ["x\n\"\\\u{01}", .double(1.5), true, .null], "é": [:]]
        #expect(value.text == #"{"a":["x\n\"\\\u0001",1.5,true,null],"b":1,"é":{}}"#)
    }

    @Test(
        "doubles are written as Go writes them",
        arguments: [
            (1.0, "1"), (-0.5, "-0.5"), (1e20, "100000000000000000000"), (1e21, "1e+21"), (1e-6, "0.000001"),
            (1.5e-7, "1.5e-7"), (18_446_744_073_709_551_616.0, "18446744073709552000"), (.infinity, "null"),
        ])
    func doubles(number: Double, text: String) { #expect(JSON.double(number).text == text) }

    @Test("what is written reads back the same")
    func roundTrip() throws {
        let text = #"{"a":[1,2.5,"x",{"b":null}],"c":"\u2028\ud83d\ude00"}"#
        let value = try JSON(parsing: text)
        #expect(try JSON(parsing: value.text) == value)
        #expect(try JSON(parsing: value.pretty()) == value)
    }

    @Test("a byte that needs care is found wherever it stands", arguments: ["\"", "\\", "\n", "\u{1}", "é"])
    func specialBytes(special: String) throws {
        for before in 0..<40 {
            let text = String(repeating: "a", count: before) + special + String(repeating: "b", count: 20)
            let written = JSON.string(text).text
            #expect(written.utf8.count == 2 + before + 20 + (special == "\u{1}" ? 6 : 2))
            #expect(try JSON(parsing: written) == .string(text))
        }
    }

    @Test("a number beyond every double is refused, one too small becomes zero")
    func numberRange() throws {
        let many = String(repeating: "9", count: 400)
        for text in ["1e999", "-1e400", many, "[1,\(many).5]"] {
            #expect(throws: JSONError.self) { try JSON(parsing: text) }
        }
        #expect(try JSON(parsing: "1e-999") == .double(0))
    }
}
