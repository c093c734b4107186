import CEL
import Testing

/// Expressions of the language and what they are, after the vectors of cel-spec's conformance suite.
@Suite("The expression language")
struct LanguageTests {
    @Test(
        "literals are read",
        arguments: [
            ("0", "0"), ("42u", "42u"), ("0x55", "85"), ("-0x55", "-85"), ("0xFu", "15u"), ("12.5", "12.5"),
            ("1e3", "1000.0"), (".5e-1", "0.05"), ("-9223372036854775808", "-9223372036854775808"),
            ("18446744073709551615u", "18446744073709551615u"), ("true", "true"), ("null", "null"),
            (#"'a\nb'"#, #""a\nb""#), (#"r'a\nb'"#, #""a\\nb""#),
            (#""\x41\101\u0041\U00000041""#, #""AAAA""#),
            (#"'''a"b'c'''"#, #""a\"b'c""#), ("\"\"\"a\nb\"\"\"", #""a\nb""#), (#"b'abc'"#, "b[97, 98, 99]"),
            (#"b'\377\x00'"#, "b[255, 0]"), (#"b'ÿ'"#, "b[195, 191]"), (#"br'\n'"#, "b[92, 110]"),
            (#"'\a\b\f\r\t\v\\\?\'\"\`'"#, #""\u{07}\u{08}\u{0C}\r\t\u{0B}\\?'\"`""#),
            ("[]", "[]"), ("[1, 2,]", "[1, 2]"), ("{}", "{}"), ("{'a': 1, 'b': 2,}", #"{"a": 1, "b": 2}"#),
            ("{1: 'x', 2: 'y'}", #"{1: "x", 2: "y"}"#), ("1 // a comment", "1"), ("int", "int"),
        ])
    func literals(source: String, expected: String) { #expect(value(of: source) == expected) }

    @Test(
        "operators bind as the grammar says",
        arguments: [
            ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("7 - 2 - 1", "4"), ("100 / 5 / 2", "10"),
            ("-2 + 5", "3"), ("--2", "2"), ("-(2)", "-2"), ("!!true", "true"), ("!false && false", "false"),
            ("1 < 2 == true", "true"), ("true || false && false", "true"),
            ("true ? 1 : false ? 2 : 3", "1"), ("false ? 1 : true ? 2 : 3", "2"), ("1 - -1", "2"),
            ("2 in [1, 2] && !(3 in [1])", "true"), ("{'a': {'b': 3}}.a.b", "3"), ("[[1], [2]][1][0]", "2"),
            ("10 % 3", "1"), ("-7 / 2", "-3"), ("-7 % 3", "-1"), ("7u % 2u", "1u"), ("1.0 / 0.0", "inf"),
        ])
    func precedence(source: String, expected: String) { #expect(value(of: source) == expected) }

    @Test(
        "whole numbers that do not fit are errors",
        arguments: [
            ("9223372036854775807 + 1", "integer overflow"), ("-9223372036854775808 - 1", "integer overflow"),
            ("9223372036854775807 * 2", "integer overflow"), ("-(-9223372036854775808)", "integer overflow"),
            ("-9223372036854775808 / -1", "integer overflow"), ("1 / 0", "division by zero"),
            ("1 % 0", "modulus by zero"), ("1u - 2u", "unsigned integer overflow"),
            ("18446744073709551615u + 1u", "unsigned integer overflow"), ("1u / 0u", "division by zero"),
            ("int(1e19)", "integer overflow"), ("uint(-1)", "unsigned integer overflow"),
            ("[1][1]", "index out of bounds: 1"), ("{'a': 1}['b']", "no such key: b"),
            ("{'a': 1}.b", "no such key: b"), ("{'a': 1, 'a': 2}", "Failed with repeated key"),
            ("int('x')", "type conversion error from 'string' to 'int'"),
            ("dyn(1) + dyn('a')", "no such overload"),
            ("optional.none().value()", "optional.none() dereference"),
        ])
    func failures(source: String, message: String) { #expect(value(of: source) == "error: \(message)") }

    @Test(
        "the side that decides wins over a mistake on the other",
        arguments: [
            ("true || 1 / 0 > 0", "true"), ("1 / 0 > 0 || true", "true"), ("false && 1 / 0 > 0", "false"),
            ("1 / 0 > 0 && false", "false"), ("1 / 0 > 0 || false", "error: division by zero"),
            ("1 / 0 > 0 && true", "error: division by zero"), ("true ? 1 : 1 / 0", "1"),
            ("[1, 0].all(x, 1 / x > 5)", "false"), ("[0, 1].exists(x, 1 / x == 1)", "true"),
            ("[0, 2].exists(x, 1 / x == 1)", "error: division by zero"),
            ("[0, 1].exists_one(x, 1 / x == 1)", "error: division by zero"),
        ])
    func absorption(source: String, expected: String) { #expect(value(of: source) == expected) }

    @Test(
        "macros walk lists and maps",
        arguments: [
            ("[1, 2, 3].all(x, x > 0)", "true"), ("[].all(x, x > 0)", "true"),
            ("[].exists(x, true)", "false"),
            ("[1, 2, 2].exists_one(x, x == 2)", "false"), ("[1, 2].existsOne(x, x == 2)", "true"),
            ("[1, 2, 3].filter(x, x > 1)", "[2, 3]"), ("[1, 2, 3].map(x, x * x)", "[1, 4, 9]"),
            ("[1, 2, 3].map(x, x > 1, x * x)", "[4, 9]"), ("{'a': 1, 'b': 2}.all(k, k < 'c')", "true"),
            ("{'a': 1}.map(k, k)", #"["a"]"#),
            ("[[1, 2], [3]].map(x, x.map(y, y + size(x)))", "[[3, 4], [4]]"),
            ("[1].map(x, [2].map(x, x))", "[[2]]"), ("has({'a': 1}.a)", "true"), ("has({'a': 1}.b)", "false"),
            ("[4, 5].all(i, v, v == i + 4)", "true"), ("{'a': 1}.exists(k, v, k == 'a' && v == 1)", "true"),
            ("[4, 5].transformList(i, v, i * v)", "[0, 5]"),
            ("[4, 5].transformList(i, v, i > 0, v)", "[5]"),
            ("{'a': 1}.transformMap(k, v, v + 1)", #"{"a": 2}"#),
            ("['x'].transformMap(i, v, v)", #"{0: "x"}"#),
            ("{'a': 'b'}.transformMapEntry(k, v, {v: k})", #"{"b": "a"}"#),
        ])
    func macros(source: String, expected: String) { #expect(value(of: source) == expected) }

    @Test(
        "values compare across the types of numbers and by what they are",
        arguments: [
            ("dyn(1) == 1.0", "true"), ("dyn(1u) == 1", "true"),
            ("dyn('1') == 1", "false"), ("1 < 1.5", "true"), ("1u < 2", "true"), ("2 > 1.999", "true"),
            ("9223372036854775807 < 9223372036854775808.0", "false"), ("-1 < 0u", "true"),
            ("1 in dyn([1.0])", "true"), ("dyn({1: 'a'})[1u]", #""a""#), ("dyn({1: 'a'})[1.0]", #""a""#),
            ("double('NaN') == double('NaN')", "false"), ("double('NaN') != double('NaN')", "true"),
            ("[1, 2] == [1, 2]", "true"), ("[1, 2] == [2, 1]", "false"), ("{'a': 1} == {'a': 1}", "true"),
            ("{'a': 1} == {'a': 1, 'b': 2}", "false"), ("'é' == 'e\u{301}'", "false"), ("'a' < 'b'", "true"),
            ("b'a' < b'b'", "true"), ("false < true", "true"), ("type(1) == int", "true"),
            ("type([]) == list", "true"), ("type(null) == null_type", "true"),
            ("type(type(1)) == type", "true"),
        ])
    func comparisons(source: String, expected: String) { #expect(value(of: source) == expected) }

    @Test(
        "conversions read and write as Go does",
        arguments: [
            ("int(3.99)", "3"), ("int(-3.99)", "-3"), ("int('-12')", "-12"), ("uint('12')", "12u"),
            ("double('1.5e3')", "1500.0"), ("string(1.0)", #""1""#), ("string(1e21)", #""1e+21""#),
            ("string(1000000.0)", #""1e+06""#), ("string(123456.7)", #""123456.7""#),
            ("string(0.00001)", #""1e-05""#),
            ("string(12u)", #""12""#), ("string(true)", #""true""#), ("string(b'abc')", #""abc""#),
            ("bytes('é')", "b[195, 169]"), ("bool('true')", "true"), ("bool('F')", "false"),
            ("bool('yes')", "error: type conversion error from 'string' to 'bool'"),
            ("string(b'\\xff')", "error: invalid UTF-8 in bytes, cannot convert to string"),
            ("int(timestamp('1970-01-01T00:01:00Z'))", "60"), ("size('😀é')", "2"), ("'abc'.size()", "3"),
            ("size(b'é')", "2"), ("size({1: 2})", "1"), ("[1, 2].size()", "2"),
            ("'abcabc'.contains('ca')", "true"), ("'abc'.startsWith('ab') && 'abc'.endsWith('bc')", "true"),
        ])
    func conversions(source: String, expected: String) { #expect(value(of: source) == expected) }

    @Test(
        "optionals are looked into without asking first",
        arguments: [
            ("{'a': 1}.?a", "optional(1)"), ("{'a': 1}.?b", "none"), ("{'a': {'b': 2}}.?a.b", "optional(2)"),
            ("{'a': {'b': 2}}.?x.b", "none"), ("{'a': 1}[?'a'].orValue(5)", "1"),
            ("{'a': 1}[?'b'].orValue(5)", "5"), ("[1, 2][?5].hasValue()", "false"),
            ("optional.of(1).or(optional.of(2))", "optional(1)"), ("optional.ofNonZeroValue(0)", "none"),
            ("optional.of(2).optMap(x, x * 3)", "optional(6)"),
            ("optional.of(2).optFlatMap(x, optional.none())", "none"),
            ("[?optional.of(1), ?optional.none(), 3]", "[1, 3]"),
            ("{?'a': optional.none(), 'b': 2}", #"{"b": 2}"#),
            ("optional.of(1).orValue(1 / 0)", "1"), ("[1, 2].first()", "optional(1)"), ("[].last()", "none"),
            ("[optional.of(1), optional.none()].unwrapOpt()", "[1]"), ("has({'a': {}}.?a.b)", "false"),
        ])
    func optionals(source: String, expected: String) { #expect(value(of: source) == expected) }
}
