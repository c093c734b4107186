extension CELLibrary {
    /// cel-go's extended string functions as far as Kubernetes has them (version 2).
    static let strings = CELLibrary(
        positions + cases + [
            CELFunction("trim", isMember: true, [.string], .string, cost: .traversal(0)) {
                a throws(CELEvaluationError) in
                var scalars = try a.text(0).unicodeScalars[...]
                while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
                while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
                return .string(String(scalars))
            },
            CELFunction(
                "replace", isMember: true, [.string, .string, .string], .string, cost: .traversal(0, times: 2)
            ) {
                a throws(CELEvaluationError) in try replace(a, limit: -1)
            },
            CELFunction(
                "replace", isMember: true, [.string, .string, .string, .int], .string,
                cost: .traversal(0, times: 2)
            ) { a throws(CELEvaluationError) in try replace(a, limit: try a.int(3)) },
            CELFunction(
                "split", isMember: true, [.string, .string], .list(.string), cost: .traversal(0, times: 2)
            ) {
                a throws(CELEvaluationError) in try split(a, limit: -1)
            },
            CELFunction(
                "split", isMember: true, [.string, .string, .int], .list(.string),
                cost: .traversal(0, times: 2)
            ) { a throws(CELEvaluationError) in try split(a, limit: try a.int(2)) },
            CELFunction("join", isMember: true, [.list(.string)], .string, cost: .result(times: 2)) {
                a throws(CELEvaluationError) in try join(try a.texts(0), "")
            },
            CELFunction("join", isMember: true, [.list(.string), .string], .string, cost: .result(times: 2)) {
                a throws(CELEvaluationError) in try join(try a.texts(0), try a.text(1))
            },
            CELFunction("format", isMember: true, [.string, .list(.dyn)], .string, cost: .traversal(0)) {
                a throws(CELEvaluationError) in
                .string(try FormatString.format(try a.text(0), try a.list(1)))
            },
            CELFunction("strings.quote", [.string], .string, cost: .traversal(0)) {
                a throws(CELEvaluationError) in .string(quoted(try a.text(0)))
            },
        ])

    private static let cases: [CELFunction] = [
        ("lowerAscii", UInt8(ascii: "A")...UInt8(ascii: "Z")),
        ("upperAscii", UInt8(ascii: "a")...UInt8(ascii: "z")),
    ].map { name, letters in
        CELFunction(name, isMember: true, [.string], .string, cost: .traversal(0)) {
            a throws(CELEvaluationError) in
            let bytes = try a.text(0).utf8.map { letters.contains($0) ? $0 ^ 0x20 : $0 }
            return .string(String(decoding: bytes, as: UTF8.self))
        }
    }

    // MARK: Positions; they count characters

    private static let positions: [CELFunction] = [
        CELFunction("charAt", isMember: true, [.string, .int], .string) { a throws(CELEvaluationError) in
            let scalars = Array(try a.text(0).unicodeScalars)
            let place = try position(try a.int(1), upTo: scalars.count)
            return .string(place < scalars.count ? String(scalars[place]) : "")
        },
        CELFunction("substring", isMember: true, [.string, .int], .string, cost: .traversal(0)) {
            a throws(CELEvaluationError) in
            let scalars = try a.text(0).unicodeScalars
            return .string(String(scalars.dropFirst(try position(try a.int(1), upTo: scalars.count))))
        },
        CELFunction("substring", isMember: true, [.string, .int, .int], .string, cost: .traversal(0)) {
            a throws(CELEvaluationError) in
            let scalars = try a.text(0).unicodeScalars
            let (start, end) = (try a.int(1), try a.int(2))
            if start > end { throw .failed("invalid substring range. start: \(start), end: \(end)") }
            let first = try position(start, upTo: scalars.count)
            let last = try position(end, upTo: scalars.count)
            return .string(String(scalars.prefix(last).dropFirst(first)))
        },
        CELFunction("indexOf", isMember: true, [.string, .string], .int, cost: .traversal(0)) {
            a throws(CELEvaluationError) in
            if try a.text(1).isEmpty { return .int(0) }
            // Nothing stands in an empty text, which has no first place to begin at either.
            return try a.text(0).isEmpty ? .int(-1) : index(a, from: 0)
        },
        CELFunction("indexOf", isMember: true, [.string, .string, .int], .int, cost: .traversal(0)) {
            a throws(CELEvaluationError) in try index(a, from: try a.int(2))
        },
        CELFunction("lastIndexOf", isMember: true, [.string, .string], .int, cost: .traversal(0)) {
            a throws(CELEvaluationError) in
            let count = Int64(try a.text(0).unicodeScalars.count)
            if try a.text(1).isEmpty { return .int(count) }
            return try count == 0 ? .int(-1) : lastIndex(a, from: count - 1)
        },
        CELFunction("lastIndexOf", isMember: true, [.string, .string, .int], .int, cost: .traversal(0)) {
            a throws(CELEvaluationError) in try lastIndex(a, from: try a.int(2))
        },
    ]

    private static func position(_ value: Int64, upTo count: Int) throws(CELEvaluationError) -> Int {
        guard value >= 0, value <= Int64(count) else { throw .failed("index out of range: \(value)") }
        return Int(value)
    }

    private static func index(_ a: [CELValue], from start: Int64) throws(CELEvaluationError) -> CELValue {
        let needle = try a.text(1)
        if needle.isEmpty { return .int(start) }
        let scalars = try a.text(0).unicodeScalars
        guard start >= 0, start < Int64(scalars.count) else {
            throw .failed("index out of range: \(start)")
        }
        let rest = String(scalars.dropFirst(Int(start)))
        guard let found = Substrings.first(needle.utf8, in: rest.utf8) else { return .int(-1) }
        return .int(start + Int64(characters(rest.utf8.prefix(found))))
    }

    private static func lastIndex(_ a: [CELValue], from start: Int64) throws(CELEvaluationError) -> CELValue {
        let needle = try a.text(1)
        if needle.isEmpty { return .int(start) }
        let scalars = Array(try a.text(0).unicodeScalars)
        guard start >= 0, start < Int64(scalars.count) else {
            throw .failed("index out of range: \(start)")
        }
        let wanted = needle.unicodeScalars.count
        let last = min(Int(start), scalars.count - wanted)
        guard last >= 0 else { return .int(-1) }
        // The last occurrence is the first one read backwards.
        let backwards = String(String.UnicodeScalarView(scalars[..<(last + wanted)].reversed()))
        let reversed = String(String.UnicodeScalarView(needle.unicodeScalars.reversed()))
        guard let found = Substrings.first(reversed.utf8, in: backwards.utf8) else { return .int(-1) }
        return .int(Int64(last - characters(backwards.utf8.prefix(found))))
    }

    /// How many characters begin in some UTF-8.
    private static func characters(_ bytes: Substring.UTF8View) -> Int {
        bytes.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
    }

    // MARK: Parts

    /// The parts between separators; an empty separator parts every character from the next.
    private static func parts(_ text: String, _ separator: String, limit: Int64) -> [String] {
        if limit == 0 { return [] }
        let most = limit < 0 ? Int.max : Int(clamping: limit)
        var parts: [String] = []
        if separator.isEmpty {
            var rest = text.unicodeScalars[...]
            while let first = rest.first, parts.count < most - 1 {
                parts.append(String(first))
                rest.removeFirst()
            }
            return rest.isEmpty ? parts : parts + [String(rest)]
        }
        let bytes = Array(text.utf8)
        var start = 0
        while parts.count < most - 1, let found = Substrings.first(separator.utf8, in: bytes[start...]) {
            parts.append(String(decoding: bytes[start..<start + found], as: UTF8.self))
            start += found + separator.utf8.count
        }
        parts.append(String(decoding: bytes[start...], as: UTF8.self))
        return parts
    }

    private static func split(_ a: [CELValue], limit: Int64) throws(CELEvaluationError) -> CELValue {
        .list(parts(try a.text(0), try a.text(1), limit: limit).map(CELValue.string))
    }

    private static func replace(_ a: [CELValue], limit: Int64) throws(CELEvaluationError) -> CELValue {
        let (text, old, new) = (try a.text(0), try a.text(1), try a.text(2))
        if limit == 0 { return .string(text) }
        guard old.isEmpty else {
            let most = limit < 0 ? limit : limit.addingReportingOverflow(1).partialValue
            return try join(parts(text, old, limit: most < 0 ? -1 : most), new)
        }
        // An empty text stands before every character and at the end.
        var scalars = text.unicodeScalars.map { String($0) }
        let most = limit < 0 ? scalars.count + 1 : min(scalars.count + 1, Int(clamping: limit))
        try ResultLimit.check(
            text.utf8.count + most.multipliedReportingOverflow(by: new.utf8.count).partialValue)
        scalars.append("")
        return .string(scalars.enumerated().map { $0.offset < most ? new + $0.element : $0.element }.joined())
    }

    private static func join(_ parts: [String], _ separator: String) throws(CELEvaluationError) -> CELValue {
        let (glue, overflows) = parts.count.multipliedReportingOverflow(by: separator.utf8.count)
        if overflows { throw .costExceeded }
        try ResultLimit.check(parts.reduce(glue) { $0 + $1.utf8.count })
        return .string(parts.joined(separator: separator))
    }

    /// The text as a literal of the language, but that only what has an escape of its own is escaped.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\u{07}": result += "\\a"
            case "\u{08}": result += "\\b"
            case "\u{0C}": result += "\\f"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0B}": result += "\\v"
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
