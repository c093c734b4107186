import Testing

@testable import Compliance

@Suite("Names and texts on a terminal")
struct FieldListTests {
    @Test("a long text goes on below itself, and lines of its own stay")
    func wraps() {
        let list = FieldList(
            [("A", "one two three four five six"), ("Long", "first\n  second\n\n")], width: 27)
        #expect(
            list.text == """
                A:     one two three four
                       five six
                Long:  first
                         second

                """)
    }

    @Test(
        "a line without a space is cut, and indentation is no place to break",
        arguments: [
            ("abcdef", ["abc", "def"]), ("   abcdef", ["   ", "abc", "def"]), ("", [""]),
            ("ab cd", ["ab", "cd"]),
        ])
    func cuts(line: String, pieces: [String]) { #expect(FieldList.wrapped(line, at: 3) == pieces) }

    @Test("control characters of foreign text are shown, not obeyed")
    func inert() {
        let text = FieldList([("A", "x\u{1B}[31m\r\u{9B}\u{202E}y")]).text
        #expect(text == "A:  x·[31m···y\n")
    }
}
