import Patterns
import Testing

@Suite("Patterns")
struct PatternTests {
    private func texts(
        _ source: String, _ options: Pattern.Options = [], in subject: String
    ) throws -> [String] {
        let bytes = Array(subject.utf8)
        var found: [String] = []
        try Pattern(source, options: options).forEachMatch(in: bytes) { match in
            found.append(String(decoding: bytes[match.range], as: UTF8.self))
            return true
        }
        return found
    }

    @Test("every match is found, empty ones too, without splitting a character")
    func allMatches() throws {
        #expect(try texts("a+", in: "aa b a") == ["aa", "a"])
        #expect(try texts("^", .multiline, in: "a\nb\n") == ["", ""])
        #expect(try texts("x*", .utf8, in: "é").count == 2)
    }

    @Test("groups that took no part have no range")
    func groups() throws {
        let match = try #require(try Pattern("(x)?(a)").firstMatch(in: Array("ba".utf8)))
        #expect(match.ranges == [1..<2, nil, 1..<2])
    }

    @Test("options change what matches")
    func options() throws {
        #expect(try Pattern("ABC", options: .caseInsensitive).matches("abc"))
        #expect(try Pattern("^b", options: .multiline).matches("a\nb"))
        #expect(try !Pattern("^b").matches("a\nb"))
        #expect(try Pattern("a.b", options: .dotMatchesNewline).matches("a\nb"))
        #expect(try Pattern("^.$", options: .utf8).matches("é"))
    }

    @Test("bytes that are not UTF-8, and NUL, do not stop a match beside them")
    func anyBytes() throws {
        #expect(try Pattern("a$", options: .utf8).matches([0xFF, 0x00, 0x61]))
        #expect(try Pattern("^a", options: .utf8).matches([UInt8]()) == false)
    }

    @Test("a beginning tells whether anything longer could match")
    func beginnings() throws {
        let pattern = try Pattern("^/etc/ssh/.*\\.conf$")
        #expect(try pattern.couldMatch(beginning: Array("/etc/".utf8)))
        #expect(try !pattern.couldMatch(beginning: Array("/usr/".utf8)))
    }

    @Test("a bad pattern names its offset; a catastrophic one its bound", .timeLimit(.minutes(15)))
    func errors() throws {
        let bad = #expect(throws: PatternError.self) { try Pattern("([a-z") }
        #expect(bad?.description.contains("offset 5") == true)
        let catastrophic = try Pattern("^(a+)+$")
        let subject = String(repeating: "a", count: 40_000) + "!"
        #expect(throws: PatternError.limitExceeded(pattern: "^(a+)+$")) { try catastrophic.matches(subject) }
    }
}
