import Fuzzing

/// Random expressions of a wanted type over variables and literals; a few ask for what cannot be.
struct RandomExpression {
    enum Kind: CaseIterable {
        case bool, int, uint, double, string, bytes, numbers, words, map, timestamp, duration
    }

    private var random: SplitMix64
    private var locals: [(name: String, kind: Kind)] = []

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    /// The variables that both sides know, with their values as literals.
    static let variables: [(name: String, kind: Kind, literal: String)] = [
        ("i", .int, "7"), ("n", .int, "-3"), ("u", .uint, "5u"), ("d", .double, "2.5"),
        ("s", .string, "'héllo'"), ("t", .bool, "true"),
        ("l", .numbers, "[3, 1, 2]"), ("w", .words, "['b', 'a', '']"), ("m", .map, "{'a': 1, 'b': -2}"),
        ("b", .bytes, "b'abc'"),
    ]

    mutating func next(depth: Int = 4) -> String {
        let kind = random.one(of: Kind.allCases) ?? .bool
        return make(kind, depth)
    }

    private mutating func pick(_ choices: [String]) -> String { random.one(of: choices) ?? "0" }

    private mutating func make(_ wanted: Kind, _ depth: Int) -> String {
        // One in forty has another type than the place asks for.
        let kind = random.below(40) == 0 ? random.one(of: Kind.allCases) ?? wanted : wanted
        if depth <= 0 || random.below(6) == 0 { return leaf(kind) }
        if random.below(10) == 0 {
            return "(\(make(.bool, depth - 1)) ? \(make(kind, depth - 1)) : \(make(kind, depth - 1)))"
        }
        if random.below(16) == 0 { return "dyn(\(make(kind, depth - 1)))" }
        return compound(kind, depth - 1)
    }

    private mutating func leaf(_ kind: Kind) -> String {
        let known =
            locals.filter { $0.kind == kind }.map(\.name)
            + Self.variables.filter { $0.kind == kind }.map(\.name)
        if !known.isEmpty, random.below(2) == 0 { return pick(known) }
        return switch kind {
        case .bool: pick(["true", "false"])
        case .int:
            pick([
                "0", "1", "-1", "2", "42", "9223372036854775807", "-9223372036854775808", "0x10",
                "1000000007",
            ])
        case .uint: pick(["0u", "1u", "3u", "18446744073709551615u", "0xFFu"])
        case .double:
            pick(["0.0", "1.0", "-1.5", "1e10", "0.1", "3.5e-3", "1e308", "-0.0", "9007199254740993.0"])
        case .string:
            pick(["''", "'a'", "'abc'", "'héllo'", "'1'", "'😀'", "'true'", "'a b c'", "\"it's\"", "r'\\d+'"])
        case .bytes: pick(["b''", "b'a'", "b'\\xff\\x00'", "b'héllo'"])
        case .numbers: pick(["[]", "[1]", "[1, 2, 3]", "[0, -1]"])
        case .words: pick(["[]", "['a']", "['a', 'b', 'a']"])
        case .map: pick(["{}", "{'a': 1}", "{'a': 1, 'b': 2}"])
        case .timestamp:
            pick([
                "timestamp('2020-02-29T12:30:45Z')", "timestamp('1969-12-31T23:59:59.5Z')", "timestamp(0)",
                "timestamp('2021-01-01T00:00:00+14:00')",
            ])
        case .duration: pick(["duration('0s')", "duration('90m')", "duration('-1.5s')", "duration('24h')"])
        }
    }

    private mutating func compound(_ kind: Kind, _ depth: Int) -> String {
        func sub(_ kind: Kind) -> String { make(kind, depth) }
        switch kind {
        case .bool:
            let ordered: [Kind] = [.int, .uint, .double, .string, .bytes, .timestamp, .duration, .bool]
            let numeric: [Kind] = [.int, .uint, .double]
            let (one, other) = (random.one(of: ordered) ?? .int, random.one(of: numeric) ?? .int)
            let any = random.one(of: Kind.allCases) ?? .int
            let relation = pick(["<", "<=", ">", ">="])
            switch random.below(16) {
            case 0: return "(\(sub(.bool)) && \(sub(.bool)))"
            case 1: return "(\(sub(.bool)) || \(sub(.bool)))"
            case 2: return "!\(sub(.bool))"
            case 3: return "(\(sub(any)) == \(sub(any)))"
            case 4: return "(\(sub(any)) != \(sub(any)))"
            // The peer compares numbers of different types only where it cannot tell them before.
            case 5, 6: return "(dyn(\(sub(one))) \(relation) \(sub(one)))"
            case 7: return "(dyn(\(sub(other))) \(relation) \(sub(random.one(of: numeric) ?? .int)))"
            case 8: return "(\(sub(.int)) in \(sub(.numbers)))"
            case 9: return "(\(compound(.string, max(0, depth - 1))) in \(sub(.map)))"
            case 10: return "\(sub(.string)).\(pick(["contains", "startsWith", "endsWith"]))(\(sub(.string)))"
            case 11: return fold(pick(["all", "exists", "exists_one"]), .bool, depth)
            case 12: return "has(\(sub(.map)).\(pick(["a", "b", "c"])))"
            case 13: return "bool(\(sub(.string)))"
            case 14:
                return
                    "\(sub(.string)).matches(\(pick(["'^a'", "'[a-c]+$'", "'.'", "'(a|b)*c'", "'\\\\\\\\d{1,2}'"])))"
            default: return "(\(sub(.words)) == \(sub(.words)))"
            }
        case .int:
            switch random.below(14) {
            case 0, 1, 2, 3: return "(\(sub(.int)) \(pick(["+", "-", "*", "/", "%"])) \(sub(.int)))"
            case 4: return "-(\(sub(.int)))"
            case 5:
                return "size(\(sub(random.one(of: [.string, .bytes, .numbers, .words, .map]) ?? .string)))"
            case 6: return "int(\(sub(random.one(of: [.uint, .double, .string, .timestamp, .int]) ?? .uint)))"
            case 7: return "\(sub(.numbers))[\(sub(.int))]"
            case 8: return "\(sub(.map))[\(sub(.string))]"
            case 9: return "\(sub(.map)).\(pick(["a", "b"]))"
            case 10:
                return
                    "\(sub(.timestamp)).\(pick(["getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear", "getHours", "getMinutes", "getSeconds", "getMilliseconds"]))(\(pick(["", "'+02:30'", "'-08:00'", "'UTC'"])))"
            case 11: return "\(sub(.duration)).\(pick(["getHours", "getMinutes", "getSeconds"]))()"
            case 12: return "\(sub(.string)).\(pick(["indexOf", "lastIndexOf"]))(\(sub(.string)))"
            default: return "(\(sub(.int)) - \(sub(.int)))"
            }
        case .uint:
            return random.below(3) == 0
                ? "uint(\(sub(random.one(of: [.int, .double, .string]) ?? .int)))"
                : "(\(sub(.uint)) \(pick(["+", "-", "*", "/", "%"])) \(sub(.uint)))"
        case .double:
            return random.below(3) == 0
                ? "double(\(sub(random.one(of: [.int, .uint, .string]) ?? .int)))"
                : "(\(sub(.double)) \(pick(["+", "-", "*", "/"])) \(sub(.double)))"
        case .string:
            switch random.below(9) {
            case 0, 1: return "(\(sub(.string)) + \(sub(.string)))"
            case 2:
                return
                    "string(\(sub(random.one(of: [.int, .uint, .bool, .bytes, .timestamp, .string]) ?? .int)))"
            case 3: return "\(sub(.string)).charAt(\(sub(.int)))"
            case 4: return "\(sub(.string)).substring(\(pick(["0", "1", "2", "-1"])))"
            case 5: return "\(sub(.string)).\(pick(["lowerAscii", "upperAscii", "trim"]))()"
            case 6: return "\(sub(.string)).replace(\(sub(.string)), \(sub(.string)))"
            case 7: return "\(sub(.words)).join(\(sub(.string)))"
            default: return "\(sub(.words))[\(pick(["0", "1"]))]"
            }
        case .bytes:
            return random.below(2) == 0 ? "(\(sub(.bytes)) + \(sub(.bytes)))" : "bytes(\(sub(.string)))"
        case .numbers:
            switch random.below(4) {
            case 0: return "(\(sub(.numbers)) + \(sub(.numbers)))"
            case 1: return "[\(sub(.int)), \(sub(.int))]"
            case 2: return fold("filter", .bool, depth)
            default: return fold("map", .int, depth)
            }
        case .words:
            switch random.below(4) {
            case 0: return "(\(sub(.words)) + \(sub(.words)))"
            case 1: return "[\(sub(.string)), \(sub(.string))]"
            case 2: return "\(sub(.string)).split(\(pick(["'a'", "' '", "'bc'", "'é'"])))"
            // Maps have no order: only one of a single key can become a list.
            default: return "{\(sub(.string)): 1}.filter(k\(locals.count), k\(locals.count) != 'a')"
            }
        case .map: return "{\(sub(.string)): \(sub(.int)), 'z': \(sub(.int))}"
        case .timestamp: return "(\(sub(.timestamp)) \(pick(["+", "-"])) \(sub(.duration)))"
        case .duration:
            return random.below(2) == 0
                ? "(\(sub(.timestamp)) - \(sub(.timestamp)))"
                : "(\(sub(.duration)) \(pick(["+", "-"])) \(sub(.duration)))"
        }
    }

    private mutating func fold(_ macro: String, _ body: Kind, _ depth: Int) -> String {
        let range = make(.numbers, depth)
        let name = "x\(locals.count)"
        locals.append((name, .int))
        defer { locals.removeLast() }
        return "\(range).\(macro)(\(name), \(make(body, depth)))"
    }
}
