import Patterns

extension Function {
    /// The most values that a Cartesian product may have, so that a few lists cannot fill memory.
    static let productLimit = 1_000_000

    /// Applies the function to its components' values (OVAL 5.11, `oval-def:FunctionGroup`).
    func apply(_ arguments: [[String]], now: Int64) throws(FunctionError) -> [String] {
        switch self {
        case .arithmetic(let operation): return try operation.apply(arguments)
        case .begin(let text):
            return arguments.joined().map { $0.utf8.starts(with: text.utf8) ? $0 : text + $0 }
        case .end(let text): return arguments.joined().map { Self.ends($0, with: text) ? $0 : $0 + text }
        case .concat: return try Self.product(arguments, "") { $0 + $1 }
        case .count: return [String(arguments.joined().count)]
        case .escapeRegex: return arguments.joined().map(Self.escaped)
        case .globToRegex(let noEscape):
            var texts: [String] = []
            for text in arguments.joined() {
                texts.append(try Glob.regularExpression(text, noEscape: noEscape))
            }
            return texts
        case .regexCapture(let source): return try Self.captures(source, Array(arguments.joined()))
        case .split(let delimiter): return arguments.joined().flatMap { Self.split($0, delimiter) }
        case .substring(let start, let length):
            var texts: [String] = []
            for text in arguments.joined() { texts.append(try Self.substring(text, start, length)) }
            return texts
        case .timeDifference(let first, let second):
            return try TimeDifference(first: first, second: second, now: now).apply(arguments)
        case .unique:
            var seen: Set<String> = []
            return arguments.joined().filter { seen.insert($0).inserted }
        }
    }

    /// Combines one value of each list with one of every other; the last list turns fastest.
    static func product<Value>(
        _ lists: [[String]], _ start: Value, _ combine: (Value, String) throws(FunctionError) -> Value
    ) throws(FunctionError) -> [Value] {
        var results = [start]
        for list in lists {
            if results.count * list.count > productLimit {
                throw FunctionError(
                    "a combination of variable values has more than \(productLimit) results", isBound: true)
            }
            var next: [Value] = []
            next.reserveCapacity(results.count * list.count)
            for result in results { for text in list { next.append(try combine(result, text)) } }
            results = next
        }
        return results
    }

    private static func ends(_ text: String, with ending: String) -> Bool {
        text.utf8.count >= ending.utf8.count && text.utf8.suffix(ending.utf8.count).elementsEqual(ending.utf8)
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if "^$\\.[](){}*+?|".unicodeScalars.contains(scalar) { result.unicodeScalars.append("\\") }
            result.unicodeScalars.append(scalar)
        }
        return result
    }

    /// The first group of each value that matches; a value that does not match gives an empty text.
    private static func captures(_ source: String, _ texts: [String]) throws(FunctionError) -> [String] {
        do throws(PatternError) {
            let pattern = try PatternCache.shared.pattern(source)
            var captures: [String] = []
            for text in texts {
                let bytes = Array(text.utf8)
                let match = try pattern.firstMatch(in: bytes)
                let range = match.flatMap { $0.ranges.count > 1 ? $0.ranges[1] : nil }
                captures.append(range.map { String(decoding: bytes[$0], as: UTF8.self) } ?? "")
            }
            return captures
        } catch {
            throw FunctionError("regex_capture: \(error)")
        }
    }

    private static func split(_ text: String, _ delimiter: String) -> [String] {
        let (bytes, mark) = (Array(text.utf8), Array(delimiter.utf8))
        if mark.isEmpty { return [text] }
        var (parts, start, index): ([String], Int, Int) = ([], 0, 0)
        while index + mark.count <= bytes.count {
            if bytes[index..<index + mark.count].elementsEqual(mark) {
                parts.append(String(decoding: bytes[start..<index], as: UTF8.self))
                index += mark.count
                start = index
            } else {
                index += 1
            }
        }
        parts.append(String(decoding: bytes[start...], as: UTF8.self))
        return parts
    }

    private static func substring(_ text: String, _ start: Int, _ length: Int) throws(FunctionError) -> String
    {
        let scalars = text.unicodeScalars
        let skipped = max(1, start) - 1
        guard skipped < scalars.count else {
            throw FunctionError("substring: \"\(text.prefix(80))\" has no character \(start)")
        }
        let rest = scalars.dropFirst(skipped)
        return String(length < 0 ? rest : rest.prefix(length))
    }
}

extension Function.Arithmetic {
    func apply(_ arguments: [[String]]) throws(FunctionError) -> [String] {
        let numbers = try Function.product(arguments, Number?.none) { sum, text throws(FunctionError) in
            guard let number = Number(text) else {
                throw FunctionError("arithmetic: \"\(text.prefix(80))\" is no number")
            }
            return try sum.map { first throws(FunctionError) in try apply(first, number) } ?? number
        }
        return numbers.map { $0?.text ?? "0" }
    }

    private func apply(_ first: Number, _ second: Number) throws(FunctionError) -> Number {
        if case .whole(let left) = first, case .whole(let right) = second, let exact = exact(left, right) {
            return .whole(exact)
        }
        let (left, right) = (first.float, second.float)
        switch self {
        case .add: return .fraction(left + right)
        case .subtract: return .fraction(left - right)
        case .multiply: return .fraction(left * right)
        case .divide:
            if right == 0 { throw FunctionError("arithmetic: division by zero") }
            return .fraction(left / right)
        }
    }

    /// The result when whole numbers hold it; a floating-point number would lose digits beyond 2^53.
    private func exact(_ left: Int64, _ right: Int64) -> Int64? {
        let (result, overflows) =
            switch self {
            case .add: left.addingReportingOverflow(right)
            case .subtract: left.subtractingReportingOverflow(right)
            case .multiply: left.multipliedReportingOverflow(by: right)
            case .divide: (Int64(0), true)
            }
        return overflows ? nil : result
    }
}

/// A number as `arithmetic` reads and writes it.
private enum Number {
    case whole(Int64)
    case fraction(Double)

    init?(_ text: String) {
        if let number = Operand.integer(text.utf8) {
            self = .whole(number)
        } else if let number = Operand.float(Array(text.utf8)) {
            self = .fraction(number)
        } else {
            return nil
        }
    }

    var float: Double {
        switch self {
        case .whole(let number): Double(number)
        case .fraction(let number): number
        }
    }

    /// A whole number without a fraction.
    var text: String {
        switch self {
        case .whole(let number): String(number)
        case .fraction(let number): Int64(exactly: number).map { String($0) } ?? String(number)
        }
    }
}
