import Bytes
import TOML
import Testing

@Suite("TOML")
struct TOMLTests {
    @Test("tables, arrays of tables, dotted keys and inline tables become objects")
    func tables() throws {
        let text = """
            # a comment
            title = "T" # another
            a.b.c = 1
            a . "d e" = 2
            [owner]
            name = 'x\\y'
            at = 1979-05-27 07:32:00.5-08:00
            [[advisory]]
            id = "A"
              [advisory.more]
              deep = true
            [[advisory]]
            id = "B"
            point = { x = 1, y.z = [1, [2.5, "three"], {}] }
            """
        let json = try TOML.parse(text)
        #expect(
            json.text == """
                {"a":{"b":{"c":1},"d e":2},"advisory":[{"id":"A","more":{"deep":true}},{"id":"B",\
                "point":{"x":1,"y":{"z":[1,[2.5,"three"],{}]}}}],"owner":{"at":"1979-05-27 07:32:00.5-08:00",\
                "name":"x\\\\y"},"title":"T"}
                """)
    }

    private static let samples: [(String, JSON)] = [
        ("1_000", 1000), ("+99", 99), ("-17", -17), ("0xDEAD_beef", 0xDEAD_BEEF),
        ("0o755", 0o755), ("0b1101", 13), ("3.25", .double(3.25)), ("-2e-2", .double(-0.02)),
        ("6.5E+1", .double(65)), ("inf", "inf"), ("true", true), ("1979-05-27", "1979-05-27"),
        ("07:32:00", "07:32:00"), ("1979-05-27T00:32:00.999999Z", "1979-05-27T00:32:00.999999Z"),
        ("\"a\\tb\\u00e9\\U0001F600\\\"\"", "a\tb\u{e9}\u{1F600}\""), ("'C:\\x'", "C:\\x"),
        ("\"\"\"\none\n  two \\\n   \n three\"\"\"\"", "one\n  two three\""),
        ("'''a\\b\r\nc'''", "a\\b\nc"), ("[ 1, # one\n 2,\n]", .array([1, 2])), ("\"\"", ""), ("''", ""),
    ]

    @Test("a value is what the language says", arguments: samples)
    func values(text: String, value: JSON) throws {
        let json = try TOML.parse("k = \(text)")
        #expect(json == ["k": value])
    }

    @Test(
        "what breaks a rule is refused where it stands",
        arguments: [
            ("a = 1\na = 2", "toml:2:5: \"a\" is defined twice"),
            ("[a]\n[a]", "toml:2:4: \"a\" is defined twice"),
            ("a = {b = 1}\n[a.c]", "toml:2:6: \"a\" is no table that can be added to"),
            ("[a.b]\n[a]\nb.c = 1", "toml:3:7: \"b\" is no table that can be added to"),
            ("a = [1]\n[[a]]", "toml:2:6: \"a\" is defined twice"),
            ("a.b = 1\n[a]", "toml:2:4: \"a\" is defined twice"),
            ("a = 01", "toml:1:5: \"01\" is no value"), ("a = 1__0", "toml:1:5: \"1__0\" is no value"),
            ("a = 9223372036854775808", "toml:1:5: \"9223372036854775808\" is no value"),
            ("a = 1979-02-30", "toml:1:5: \"1979-02-30\" is no value"),
            ("a = ", "toml:1:5: expected a value"),
            ("a", "toml:1:2: expected = after the key"), ("= 1", "toml:1:1: expected a key"),
            ("a = 1 b = 2", "toml:1:7: expected the line to end"),
            ("a = \"x\ny\"", "toml:1:7: a control character in a string"),
            ("a = \"\\q\"", "toml:1:8: there is no such escape sequence"),
            ("a = \"\\uD800\"", "toml:1:12: there is no such character"),
            ("a = [1 2]", "toml:1:8: expected , or ] in the array"),
            ("a = {b = 1, }", "toml:1:13: expected a key"),
            ("[a", "toml:1:3: expected ] after the table's name"),
            ("a = '''x", "toml:1:9: the text ends inside a string"),
            ("# \u{1}", "toml:1:3: a control character in a comment"),
        ])
    func refused(text: String, message: String) {
        let error = #expect(throws: TOMLError.self) { try TOML.parse(text) }
        #expect(error?.description == message)
    }

    @Test("nesting beyond the limit is refused, in values and in names")
    func depth() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: TOMLError.self) { try TOML.parse("a = \(deep)") }
        let path = Array(repeating: "a", count: 100_000).joined(separator: ".")
        #expect(throws: TOMLError.self) { try TOML.parse("\(path) = 1") }
        #expect(throws: TOMLError.self) { try TOML.parse("[\(path)]") }
        #expect(throws: TOMLError.self) { try TOML.parse([0x61, 0x3D, 0x22, 0xFF, 0x22]) }
    }
}
