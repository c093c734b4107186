extension Builtins {
    static let text: Table = [
        "utf8bytelength/0": unary { input in
            guard case .string(let text) = input else {
                throw Raised(input, "only strings have UTF-8 byte length")
            }
            return .number(text.utf8.count)
        },
        "explode/0": unary { .array(try scalars($0).map { Value.number(Int($0.value)) }) },
        "implode/0": unary(implode),
        "ascii_downcase/0": unary { try mapASCII($0, from: "A", to: "Z", by: 32) },
        "ascii_upcase/0": unary { try mapASCII($0, from: "a", to: "z", by: -32) },
        "startswith/1": binary { input, prefix in
            guard case .string(let text) = input, case .string(let start) = prefix else {
                throw Raised("startswith() requires string inputs")
            }
            return .bool(text.utf8.starts(with: start.utf8))
        },
        "endswith/1": binary { input, suffix in
            guard case .string(let text) = input, case .string(let end) = suffix else {
                throw Raised("endswith() requires string inputs")
            }
            return .bool(hasSuffix(text, end))
        },
        "ltrimstr/1": binary { withoutPrefix($0, $1) },
        "rtrimstr/1": binary { withoutSuffix($0, $1) },
        "trimstr/1": binary { withoutSuffix(withoutPrefix($0, $1), $1) },
        "trim/0": unary { try trimmed($0, left: true, right: true) },
        "ltrim/0": unary { try trimmed($0, left: true, right: false) },
        "rtrim/0": unary { try trimmed($0, left: false, right: true) },
        "split/1": Native { input, arguments, machine in
            guard case .string(let text) = input, case .string(let separator) = arguments[0] else {
                throw Raised("split input and separator must be strings")
            }
            try machine.charge(bytes: text.utf8.count)
            return text.split(by: separator)
        },
        "join/1": Native { input, arguments, machine in try join(input, arguments[0], machine) },
        "tonumber/0": unary { input in
            switch input {
            case .number, .literal: return input
            case .string(let text):
                let value = try JSONReader.value(parsing: text)
                if value.double != nil { return value }
            default: break
            }
            throw Raised(input, "cannot be parsed as a number")
        },
    ]

    private static func scalars(_ input: Value) throws -> String.UnicodeScalarView {
        guard case .string(let text) = input else { throw Raised("explode input must be a string") }
        return text.unicodeScalars
    }

    private static func implode(_ input: Value) throws -> Value {
        guard let items = input.items else { throw Raised("implode input must be an array") }
        var text = String.UnicodeScalarView()
        for item in items {
            guard let number = item.double, !number.isNaN else {
                throw Raised(item, "can't be imploded, unicode codepoint needs to be numeric")
            }
            let code = number >= 0 && number < 1_114_112 ? UInt32(number) : 0xFFFD
            text.append(Unicode.Scalar(code) ?? "\u{FFFD}")
        }
        return .string(String(text))
    }

    private static func mapASCII(
        _ input: Value, from first: Unicode.Scalar, to last: Unicode.Scalar, by step: Int
    ) throws -> Value {
        guard case .string(let text) = input else { throw Raised("explode input must be a string") }
        let range = UInt8(ascii: first)...UInt8(ascii: last)
        let bytes = text.utf8.map { range.contains($0) ? UInt8(Int($0) + step) : $0 }
        return .string(String(decoding: bytes, as: UTF8.self))
    }

    private static func hasSuffix(_ text: String, _ end: String) -> Bool {
        text.utf8.count >= end.utf8.count && text.utf8.suffix(end.utf8.count).elementsEqual(end.utf8)
    }

    private static func withoutPrefix(_ input: Value, _ prefix: Value) -> Value {
        guard case .string(let text) = input, case .string(let start) = prefix,
            text.utf8.starts(with: start.utf8)
        else { return input }
        return .string(String(decoding: text.utf8.dropFirst(start.utf8.count), as: UTF8.self))
    }

    private static func withoutSuffix(_ input: Value, _ suffix: Value) -> Value {
        guard case .string(let text) = input, case .string(let end) = suffix, hasSuffix(text, end) else {
            return input
        }
        return .string(String(decoding: text.utf8.dropLast(end.utf8.count), as: UTF8.self))
    }

    private static func trimmed(_ input: Value, left: Bool, right: Bool) throws -> Value {
        guard case .string(let text) = input else { throw Raised(input, "cannot be trimmed") }
        var rest = text.unicodeScalars[...]
        if left { rest = rest.drop { $0.properties.isWhitespace } }
        if right { while rest.last?.properties.isWhitespace == true { rest.removeLast() } }
        return .string(String(rest))
    }

    /// The elements as text with a separator between them; `null` is empty text.
    private static func join(_ input: Value, _ separator: Value, _ machine: Machine) throws -> Value {
        var result = Value.null
        for item in try elements(input) {
            var joined = Value.string("")
            if !result.isNull { joined = try Value.add(result, separator, machine) }
            let piece: Value
            switch item {
            case .null: piece = .string("")
            case .bool, .number, .literal: piece = .string(try item.text)
            default: piece = item
            }
            result = .null
            result = try Value.add(joined, piece, machine)
        }
        return result.isNull ? .string("") : result
    }
}
