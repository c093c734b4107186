import Bytes
import TOML
import Testing

@Suite("TOML") struct TOMLTests {
    private static func json(_ text: String) throws(TOMLError) -> JSON { try TOML.parse(Array(text.utf8)) }

    private static func problem(_ text: String) -> TOMLError? {
        do throws(TOMLError) {
            _ = try json(text)
            return nil
        } catch { return error }
    }

    @Test("tables, arrays of tables and dots build one tree")
    func tree() throws {
        let text = """
            a.b."c d" = 1 # one
            [table]
            inline = { x = 1, y.z = [2, 3,
              4, ], "" = {} }
            [[list]]
            name = 'first'
            [list.sub]
            deep = true
            [[list]]
            name = "second"
            [a.e]
            f = false
            """
        let expected: JSON = [
            "a": ["b": ["c d": 1], "e": ["f": .bool(false)]],
            "table": ["inline": ["x": 1, "y": ["z": [2, 3, 4]], "": .object(JSONObject())]],
            "list": [["name": "first", "sub": ["deep": .bool(true)]], ["name": "second"]],
        ]
        #expect(try Self.json(text) == expected)
    }

    @Test(
        "strings of all four kinds",
        arguments: [
            (#""a\tb\u00e9\U0001F600\\""#, "a\tbé😀\\"), (#"'a\tb'"#, #"a\tb"#),
            ("\"\"\"\na\n b\"\"\"", "a\n b"),
            ("\"\"\"a \\\n\n   b\"\"\"", "a b"), ("'''x''y'''''", "x''y''"), ("\"\"\"a\r\nb\"\"\"", "a\nb"),
            ("\"\"", ""),
            ("\"\"\"\"\"\"", ""),
        ])
    func strings(text: String, expected: String) throws {
        #expect(try Self.json("a = \(text)")["a"] == .string(expected))
    }

    @Test(
        "numbers and dates",
        arguments: [
            ("1_000", .int(1_000)), ("-17", .int(-17)), ("+0", .int(0)), ("0xDEAD_beef", .int(0xDEAD_BEEF)),
            ("0o17", .int(15)), ("0b101", .int(5)), ("3.25", .double(3.25)), ("-2e-2", .double(-0.02)),
            ("6.5E+2", .double(650)), ("inf", .double(.infinity)), ("1979-05-27", "1979-05-27"),
            ("1979-05-27T07:32:00.5-07:00", "1979-05-27T07:32:00.5-07:00"), ("07:32:00", "07:32:00"),
            ("1979-05-27 07:32:00Z", "1979-05-27 07:32:00Z"), ("9223372036854775807", .int(.max)),
        ] as [(String, JSON)])
    func scalars(text: String, expected: JSON) throws {
        #expect(try Self.json("a = \(text)")["a"] == expected)
    }

    @Test(
        "what is no TOML is refused with its line",
        arguments: [
            ("a = 1\na = 2", 2), ("[t]\n[t]", 2), ("a = 1\n[a]", 2), ("[[a]]\n[a]", 2), ("a = [1]\n[[a]]", 2),
            ("a = {b=1}\n[a.c]", 2), ("a.b = 1\n[a]", 2), ("[a.b.c]\n[a]\nb.d = 1", 3), ("a = 01", 1),
            ("a = 1__0", 1), ("a = 1_e5", 1),
            ("a = 1.", 1), ("a = .5", 1), ("a = +0x1", 1), ("a = 9223372036854775808", 1),
            ("a = \"x\ny\"", 1),
            ("a = \"\\q\"", 1), ("a = \"\\ud800\"", 1), ("a = {b=1,}", 1), ("a = {b=1\n}", 1), ("a", 1),
            ("= 1", 1),
            ("a = 1 b = 2", 1), ("[a", 1), ("[[a]", 1), ("a = truth", 1), ("a = \u{1}", 1), ("# \u{0}", 1),
            ("a = [1", 1),
            ("a = '''x", 1), ("[]", 1),
        ])
    func refused(text: String, line: Int) { #expect(Self.problem(text)?.line == line) }

    @Test("nesting is bounded in every form that it has")
    func depth() {
        let many = 100_000
        let texts = [
            "a = " + String(repeating: "[", count: many), "a = " + String(repeating: "{a=", count: many),
            "[" + String(repeating: "a.", count: many) + "a]", String(repeating: "a.", count: many) + "a = 1",
            "a = " + String(repeating: "{a.a.a.a=", count: many),
        ]
        for text in texts { #expect(Self.problem(text)?.reason == "the nesting is deeper than 100") }
    }

    @Test("bytes that are no UTF-8 are refused with the file's name")
    func encoding() {
        #expect(throws: TOMLError(file: "x.toml", line: 1, reason: "the text is not UTF-8")) {
            try TOML.parse([0x61, 0x3D, 0x22, 0xFF, 0x22], file: "x.toml")
        }
    }
}
