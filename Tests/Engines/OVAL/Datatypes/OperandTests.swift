import Testing

@testable import OVAL

@Suite("Datatypes and operations")
struct OperandTests {
    private func verdict(
        _ observed: ItemValue, _ operation: OVAL.Operation, _ stated: String, _ datatype: Datatype
    ) throws -> Verdict {
        try Operand(stated, datatype: datatype, operation: operation).verdict(on: observed)
    }

    @Test(
        "text compares in the stated datatype",
        arguments: [
            ("60", .greaterThanOrEqual, "60", .int, .true), (" 60", .equals, "60", .int, .true),
            ("60 ", .equals, "60", .int, .error), ("abc", .equals, "60", .int, .error),
            ("99999999999999999999", .greaterThan, "1", .int, .error), ("-5", .lessThan, "0", .int, .true),
            ("6", .bitwiseAnd, "4", .int, .true), ("1", .bitwiseAnd, "4", .int, .false),
            ("6", .bitwiseOr, "14", .int, .true), ("1", .bitwiseOr, "14", .int, .false),
            ("1.5", .greaterThan, "1.4", .float, .true), ("1.5x", .greaterThan, "1.4", .float, .error),
            ("1", .equals, "true", .boolean, .true), ("yes", .notEqual, "true", .boolean, .true),
            ("ABC", .caseInsensitiveEquals, "abc", .string, .true), ("ABC", .equals, "abc", .string, .false),
            ("ABC", .caseInsensitiveNotEqual, "abd", .string, .true),
            ("1.2.3", .equals, "1.2.3.0", .version, .true), ("1.10", .greaterThan, "1.9", .version, .true),
            ("1-2", .equals, "1.2", .version, .true), ("", .lessThan, "1", .version, .true),
            ("DEADBEEF", .equals, "deadbeef", .binary, .true),
            ("12.4(5)T3", .greaterThan, "12.4(5)T2", .iosVersion, .true),
            ("A.03.61", .greaterThan, "A.03.60", .filesetRevision, .true),
            ("10.0.0.0/24", .subsetOf, "10.0.0.0/8", .ipv4Address, .true),
            ("10.0.0.0/8", .supersetOf, "10.1.0.0/24", .ipv4Address, .true),
            ("10.0.0.0/255.0.0.0", .equals, "10.0.0.0/8", .ipv4Address, .true),
            ("10.0.0.0/8", .greaterThan, "9.0.0.0/9", .ipv4Address, .error),
            ("::1", .equals, "0:0::1", .ipv6Address, .true), ("x", .equals, "::1", .ipv6Address, .error),
            ("é", .patternMatch, "^.$", .string, .true), ("a\nb", .patternMatch, "^b", .string, .false),
        ] as [(String, OVAL.Operation, String, Datatype, Verdict)])
    func text(
        observed: String, operation: OVAL.Operation, stated: String, datatype: Datatype, expected: Verdict
    ) throws {
        #expect(try verdict(.text(observed), operation, stated, datatype) == expected)
    }

    @Test("numbers and truth values compare without becoming text")
    func numbers() throws {
        #expect(try verdict(.integer(7), .greaterThan, "6", .int) == .true)
        #expect(try verdict(.integer(0), .equals, "0", .string) == .true)
        #expect(try verdict(.boolean(true), .equals, "1", .boolean) == .true)
        #expect(try verdict(.bytes([0xFF, 0x61]), .patternMatch, "a$", .string) == .true)
    }

    @Test("text that looks alike but has other bytes is not equal")
    func canonicalEquivalence() throws {
        #expect(try verdict(.text("e\u{301}"), .equals, "\u{e9}", .string) == .false)
    }

    @Test(
        "what cannot be compared is refused with the value named",
        arguments: [
            ("([a-z", .patternMatch, .string), ("6", .patternMatch, .int), ("abc", .equals, .int),
            ("a", .greaterThan, .string), ("1", .bitwiseAnd, .version), ("x", .equals, .ipv4Address),
        ] as [(String, OVAL.Operation, Datatype)])
    func refused(stated: String, operation: OVAL.Operation, datatype: Datatype) {
        let error = #expect(throws: OperandError.self) {
            try Operand(stated, datatype: datatype, operation: operation)
        }
        #expect(error?.description.contains("\"\(stated)\"") == true)
    }

    @Test("a catastrophic pattern is an error, not an endless match", .timeLimit(.minutes(15)))
    func catastrophic() throws {
        let subject = String(repeating: "a", count: 40_000) + "!"
        #expect(try verdict(.text(subject), .patternMatch, "^(a+)+$", .string) == .error)
    }

    @Test(
        "rpm versions are ordered as librpm orders them",
        arguments: [
            ("0:1.2-3", "1.2-3", 0), ("(none):1.2-3", "0:1.2-3", 0), ("0:1.2", "0:1.2-3", -1),
            ("0:1.2~rc1-1", "0:1.2-1", -1), ("0:1.2^git1-1", "0:1.2-1", 1), ("0:1.2^git1-1", "0:1.2.1-1", -1),
            ("0:1.2a-1", "0:1.2-1", 1), ("1:1-1", "0:9-9", 1), ("0:1.0010-1", "0:1.9-1", 1),
            ("0:1.a-1", "0:1.1-1", -1),
            ("0:1.05-1", "0:1.5-1", 0), ("0:1_2-1", "0:1.2-1", 0),
        ])
    func evr(first: String, second: String, order: Int) throws {
        #expect(try verdict(.text(first), Self.operation(order), second, .evrString) == .true)
        #expect(try verdict(.text(second), Self.operation(-order), first, .evrString) == .true)
    }

    @Test(
        "Debian versions are ordered as dpkg orders them",
        arguments: [
            ("0:1.2-3", "1.2-3", 0), ("1.2", "1.2-3", -1), ("1:1.2~rc1-1", "1:1.2-1", -1),
            ("1.2-3", "1.2-03", 0),
            ("1.2a-1", "1.2+b-1", -1), ("1.2-1+deb12u1", "1.2-1", 1), ("1.10-1", "1.9-1", 1), ("1:0", "9", 1),
            ("1.2~~-1", "1.2~-1", -1), ("2.36-9+deb12u10", "2.36-9+deb12u9", 1),
        ])
    func debianEVR(first: String, second: String, order: Int) throws {
        #expect(try verdict(.text(first), Self.operation(order), second, .debianEVRString) == .true)
        #expect(try verdict(.text(second), Self.operation(-order), first, .debianEVRString) == .true)
    }

    @Test("segments of IOS and HP-UX versions are compared in turn, whatever separates them")
    func segments() throws {
        #expect(try verdict(.text("12.4(24)T2"), .lessThan, "12.4(24)T10", .iosVersion) == .true)
        #expect(try verdict(.text("B.11.31-1"), .equals, "B.11.31.1", .filesetRevision) == .true)
    }

    private static func operation(_ order: Int) -> OVAL.Operation {
        order < 0 ? .lessThan : order > 0 ? .greaterThan : .equals
    }
}
