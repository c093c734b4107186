import Bytes
import Testing
import YAML

@Suite("Reading YAML")
struct YAMLReadingTests {
    @Test(
        "scalars mean what they mean to kubectl",
        arguments: [
            ("y", JSON.bool(true)), ("N", .bool(false)), ("on", .bool(true)), ("Off", .bool(false)),
            ("yEs", "yEs"),
            ("~", .null), ("Null", .null), ("12", 12), ("-3", -3), ("+4", 4), ("0x1F", 31), ("0o17", 15),
            ("017", 15),
            ("0b11", 3), ("1_000", 1000), ("08", .double(8)), ("1.5", .double(1.5)), ("1e3", .double(1000)),
            (".5", .double(0.5)), ("12:30:45", "12:30:45"), ("2026-01-02", "2026-01-02"), ("1.2.3", "1.2.3"),
            ("100000000000000000000000000000", .double(1e29)), ("0x", "0x"),
            ("'12'", "12"), ("\"y\"", "y"), ("!!str 12", "12"), ("1e", "1e"), ("+", "+"), (".", "."),
        ])
    func scalars(text: String, value: JSON) throws {
        #expect(try YAML.parseOne("a: 1\nv: \(text)")["v"] == value)
    }

    @Test("a key that YAML takes for a boolean becomes its JSON name")
    func keys() throws {
        #expect(try YAML.parseOne("n: 1\n2: x\ny: z") == ["false": 1, "2": "x", "true": "z"])
    }

    @Test("documents, anchors and merges are read")
    func structure() throws {
        let text =
            "a: &x {k: 1, l: 2}\nb:\n  <<: *x\n  l: 3\n---\n# nothing\n---\n- |\n  line\n- >-\n  folded\n  text\n"
        #expect(
            try YAML.parse(text) == [
                ["a": ["k": 1, "l": 2], "b": ["k": 1, "l": 3]], ["line\n", "folded text"],
            ])
    }

    @Test(
        "what is wrong is said with file, line and column",
        arguments: [
            ("a: 1\na: 2\n", 2), ("a: [1\n", 2), ("a:\n\t- 1\n", 2), ("a: 1\n b: 2\n", 2), ("a: *b\n", 1),
            ("a: \"x\n", 2), ("? [1]\n: 2\n", 1), ("1: a\n\"1\": b\n", 2), ("a: .nan\n", 1),
            ("a: !!int x\n", 1),
            ("a: &x 1\n*x : 2\n", 2), ("<<: 1\n", 1),
        ])
    func errors(text: String, line: Int) {
        #expect { try YAML.parse(text, file: "m.yaml") } throws: { error in
            guard let error = error as? YAMLError else { return false }
            return error.file == "m.yaml" && abs(error.line - line) <= 1
                && error.description.hasPrefix("m.yaml:")
        }
    }

    @Test("a text that blows up by aliases is refused in a moment")
    func billionLaughs() {
        var text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
        for level in 1..<30 {
            text +=
                "a\(level): &a\(level) ["
                + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",") + "]\n"
        }
        #expect(throws: YAMLError.self) { try YAML.parse(text) }
        #expect(throws: YAMLError.self) { try YAML.parse(text + "? *a29\n: 1\n") }
        #expect(throws: YAMLError.self) { try YAML.parse(text + "z: {[*a29]: 1}\n") }
    }

    @Test("endless nesting and broken bytes are refused")
    func hostile() {
        #expect(throws: YAMLError.self) { try YAML.parse(String(repeating: "[", count: 100_000)) }
        #expect(throws: YAMLError.self) { try YAML.parse(String(repeating: "- ", count: 100_000)) }
        #expect(throws: YAMLError.self) { try YAML.parse(bytes: [0xFF, 0xFE, 0x00]) }
        #expect(throws: YAMLError.self) { try YAML.parse("a: \u{01}") }
    }
}

@Suite("Writing YAML")
struct YAMLWritingTests {
    @Test(
        "strings take the style that kubectl gives them",
        arguments: [
            ("plain", "plain"), ("", "\"\""), ("true", "\"true\""), ("y", "\"y\""), ("12", "\"12\""),
            ("1.5", "\"1.5\""),
            ("null", "\"null\""), ("~", "\"~\""), ("2026-01-02T03:04:05Z", "\"2026-01-02T03:04:05Z\""),
            ("12:30", "\"12:30\""),
            ("a: b", "'a: b'"), ("a #b", "'a #b'"), ("- a", "'- a'"), ("-a", "-a"), ("*a", "'*a'"),
            ("it's", "it's"),
            ("'q'", "'''q'''"), (" a", "' a'"), ("a ", "'a '"), ("a\tb", "\"a\\tb\""), ("日本", "日本"),
            ("{}", "'{}'"),
            ("a\nb", "|-\n  a\n  b"), ("a\n", "|\n  a"), ("a\n\n", "|+\n  a\n"), ("\na", "|2-\n\n  a"),
            ("a \nb", "\"a \\nb\""), ("@x", "'@x'"), ("%x", "'%x'"), ("key:", "'key:'"), ("0o17", "\"0o17\""),
            ("1e3", "\"1e3\""), ("\u{1B}[0m", "\"\\e[0m\""), ("=", "="), ("<<", "<<"),
            ("a😀", "\"a\\U0001F600\""), ("a,b", "a,b"), ("[a", "'[a'"),
        ])
    func strings(value: String, text: String) throws {
        let written = YAML.text(["k": .string(value)])
        #expect(written == "k: \(text)\n")
        #expect(try YAML.parseOne(written)["k"]?.string == value)
    }

    @Test("lists stand under their key without indentation, and keys are in natural order")
    func layout() {
        let value: JSON = [
            "list": [["b": 1, "a": ["x", "y"]], "z", [1, [2]]], "empty": [:], "none": [], "f10": 1,
            "f9": .double(1.5), "F": .null,
        ]
        let text = """
            F: null
            empty: {}
            f9: 1.5
            f10: 1
            list:
            - a:
              - x
              - "y"
              b: 1
            - z
            - - 1
              - - 2
            none: []

            """
        #expect(YAML.text(value) == text)
    }

    @Test("long lines are folded after 80 columns and read back the same")
    func folding() throws {
        let words = Array(repeating: "word", count: 40).joined(separator: " ")
        for value in [words, "a: " + words, "\t" + words] {
            let text = YAML.text(["message": .string(value)])
            #expect(text.split(separator: "\n").count > 1)
            #expect(try YAML.parseOne(text)["message"]?.string == value)
        }
    }

    @Test(
        "numbers are written as Go writes them",
        arguments: [
            (1.5, "1.5"), (1e6, "1e+06"), (1e-5, "1e-05"), (123456.5, "123456.5"), (0.001, "0.001"),
            (-2.5e10, "-2.5e+10"),
        ])
    func numbers(number: Double, text: String) {
        #expect(YAML.text(["v": .double(number)]) == "v: \(text)\n")
    }

    @Test(
        "a text at the root comes back, whatever its lines look like",
        arguments: ["a\n", "\n a", "---\nb", "...\n"])
    func rootText(text: String) throws {
        #expect(try YAML.parseOne(YAML.text(.string(text))) == .string(text))
    }
}
