import Patterns

extension Builtins {
    static let patterns: Table = [
        "_arguments/1": binary { _, argument in
            switch argument {
            case .string: return .array([argument, .null])
            case .array(let box) where !box.items.isEmpty:
                return .array([box.items[0], box.items.count > 1 ? box.items[1] : .null])
            default: throw Raised("\(argument.kind) not a string or array")
            }
        },
        "_match/2": Native { input, arguments, machine in
            .array(try Search(input, arguments, machine).matches())
        },
        "_test/2": Native { input, arguments, machine in
            .bool(try Search(input, arguments, machine).isFound())
        },
        "_named/0": unary { match in
            let named = ObjectBox()
            for capture in try match.at(.string("captures")).items ?? [] {
                guard case .string(let name) = try capture.at(.string("name")) else { continue }
                named.set(try capture.at(.string("string")), for: name)
            }
            return .object(named)
        },
        "_pieces/1": binary { input, matches in
            guard case .string(let text) = input else { return .array([Value]()) }
            return .array(try gaps(text, matches).map { .string($0) })
        },
        "_replace/2": Native { input, arguments, machine in
            guard case .string(let text) = input else { return .array([Value]()) }
            return .array(try replaced(text, arguments[0], arguments[1].items ?? [], machine))
        },
    ]

    /// What stands before, between and after matches.
    private static func gaps(_ text: String, _ matches: Value) throws -> [String] {
        let scalars = Array(text.unicodeScalars)
        var gaps: [String] = []
        var start = 0
        func gap(to end: Int) -> String {
            guard start < end else { return "" }
            return String(String.UnicodeScalarView(scalars[start..<end]))
        }
        for match in matches.items ?? [] {
            let offset = Int(try match.at(.string("offset")).double ?? 0)
            gaps.append(gap(to: offset))
            start = offset + Int(try match.at(.string("length")).double ?? 0)
        }
        gaps.append(gap(to: scalars.count))
        return gaps
    }

    /// The texts that come of putting each match's first replacement in its place, each one's second, and so on.
    private static func replaced(
        _ text: String, _ matches: Value, _ replacements: [Value], _ machine: Machine
    ) throws -> [Value] {
        let gaps = try gaps(text, matches)
        var results: [Value] = []
        for (place, list) in replacements.enumerated() {
            for (column, replacement) in (list.items ?? []).enumerated() {
                if column == results.count { results.append(.null) }
                let head = try Value.add(results[column], .string(gaps[place]), machine)
                results[column] = .null
                guard case .string = replacement else {
                    throw Raised(.string(gaps[place]), replacement, "cannot be added")
                }
                results[column] = try Value.add(head, replacement, machine)
            }
        }
        if results.isEmpty { return [.string(text)] }
        return try results.map { try Value.add($0, .string(gaps[gaps.count - 1]), machine) }
    }
}

/// One use of a regular expression, with the flags that jq knows.
private struct Search {
    private let text: String
    private let pattern: Pattern
    private let names: [String?]
    private var isGlobal = false
    private var skipsEmpty = false
    private let machine: Machine

    init(_ input: Value, _ arguments: [Value], _ machine: Machine) throws {
        guard case .string(let text) = input else {
            throw Raised(input, "cannot be matched, as it is not a string")
        }
        guard case .string(let source) = arguments[0] else { throw Raised(arguments[0], "is not a string") }
        var options: Pattern.Options = .utf8
        var isExtended = false
        switch arguments[1] {
        case .null: break
        case .string(let flags):
            for flag in flags.unicodeScalars {
                switch flag {
                case "g": isGlobal = true
                case "i": options.insert(.caseInsensitive)
                case "x": isExtended = true
                case "m", "p": options.insert(.dotMatchesNewline)
                case "n": skipsEmpty = true
                // The anchors mean the text's ends anyhow; alternatives are taken in their order.
                case "s", "l": break
                default: throw Raised("\(flags) is not a valid modifier string")
                }
            }
        default: throw Raised(arguments[1], "is not a string")
        }
        self.text = text
        self.machine = machine
        // Oniguruma's classes mean Unicode's characters, as PCRE2's do after (*UCP).
        let whole = "(*UCP)" + (isExtended ? "(?x)" : "") + source + (isExtended ? "\n" : "")
        pattern = try machine.pattern(whole, options)
        names = Self.groupNames(source, count: pattern.groupCount)
    }

    func isFound() throws -> Bool {
        if skipsEmpty { return try !matches().isEmpty }
        return try run { try pattern.firstMatch(in: text.utf8) != nil }
    }

    func matches() throws -> [Value] {
        let bytes = Array(text.utf8)
        var found: [Value] = []
        var start = 0
        var counter = CodePoints(bytes)
        while start <= bytes.count {
            try machine.charge(bytes: 64)
            guard let match = try run({ try pattern.firstMatch(in: bytes, from: start) }) else { break }
            let range = match.range
            if !(skipsEmpty && range.isEmpty) { found.append(value(match, bytes, &counter)) }
            if !isGlobal { break }
            start = range.upperBound
            if range.isEmpty {
                start += 1
                while start < bytes.count, bytes[start] & 0xC0 == 0x80 { start += 1 }
            }
        }
        return found
    }

    private func run<Result>(_ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let error as PatternError { throw Raised("Regex failure: \(error)") }
    }

    private func value(_ match: Pattern.Match, _ bytes: [UInt8], _ counter: inout CodePoints) -> Value {
        let whole = match.range
        let captures = (1..<max(1, pattern.groupCount + 1)).map { group -> Value in
            // Within an empty match jq calls every group empty.
            let range = whole.isEmpty ? whole : match.ranges[group]
            var members = described(range, bytes, &counter)
            members.append(("name", names[group].map { .string($0) } ?? .null))
            return Self.object(members)
        }
        var members = described(whole, bytes, &counter)
        members.append(("captures", .array(captures)))
        return Self.object(members)
    }

    private func described(
        _ range: Range<Int>?, _ bytes: [UInt8], _ counter: inout CodePoints
    ) -> [(String, Value)] {
        guard let range else { return [("offset", .number(-1)), ("length", .number(0)), ("string", .null)] }
        let start = counter.count(before: range.lowerBound)
        return [
            ("offset", .number(start)),
            ("length", .number(counter.count(before: range.upperBound) - start)),
            ("string", .string(String(decoding: bytes[range], as: UTF8.self))),
        ]
    }

    private static func object(_ members: [(String, Value)]) -> Value {
        .object(ObjectBox(keys: members.map(\.0), values: members.map(\.1)))
    }

    /// The groups' names by number: groups are counted as their parentheses open.
    private static func groupNames(_ source: String, count: Int) -> [String?] {
        var names = [String?](repeating: nil, count: count + 1)
        let bytes = Array(source.utf8)
        var group = 0
        var place = 0
        var isClass = false
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\\"): place += 1
            case UInt8(ascii: "["): isClass = true
            case UInt8(ascii: "]"): isClass = false
            case UInt8(ascii: "(") where !isClass:
                let rest = bytes[(place + 1)...]
                if !rest.starts(with: "?".utf8), !rest.starts(with: "*".utf8) {
                    group += 1
                } else if let start = nameStart(rest) {
                    group += 1
                    let name = bytes[start...].prefix { $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "'") }
                    if group <= count { names[group] = String(decoding: name, as: UTF8.self) }
                }
            default: break
            }
            place += 1
        }
        return names
    }

    private static func nameStart(_ rest: ArraySlice<UInt8>) -> Int? {
        for opening in ["?<", "?P<", "?'"] where rest.starts(with: opening.utf8) {
            let start = rest.startIndex + opening.utf8.count
            if start < rest.endIndex, rest[start] != UInt8(ascii: "="), rest[start] != UInt8(ascii: "!") {
                return start
            }
        }
        return nil
    }
}

/// Counts code points; places that go up cost nothing twice.
private struct CodePoints {
    private let bytes: [UInt8]
    private var place = 0
    private var count = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func count(before end: Int) -> Int {
        if end < place { (place, count) = (0, 0) }
        while place < end {
            if bytes[place] & 0xC0 != 0x80 { count += 1 }
            place += 1
        }
        return count
    }
}

extension Machine {
    /// The compiled pattern; a program mostly uses few of them again and again.
    fileprivate func pattern(_ source: String, _ options: Pattern.Options) throws -> Pattern {
        let key = PatternKey(source: source, options: options)
        if let known = patterns[key] { return known }
        let pattern: Pattern
        do { pattern = try Pattern(source, options: options) } catch {
            if case .invalid(_, _, let message) = error { throw Raised("Regex failure: \(message)") }
            throw Raised("Regex failure: \(error)")
        }
        if patterns.count >= 64 { patterns.removeAll() }
        patterns[key] = pattern
        return pattern
    }
}

/// What tells compiled patterns apart.
struct PatternKey: Hashable {
    var source: String
    var options: Pattern.Options
}
