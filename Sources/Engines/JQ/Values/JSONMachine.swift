/// Reads JSON byte by byte as jq's parser does, and refuses with its words.
struct JSONMachine {
    private let bytes: [UInt8]
    private(set) var place: Int
    private var line = 1
    private var column = 0
    private var complete: Value?
    private var stack: [Open] = []
    private var token: [UInt8] = []

    /// A container that is not complete, with the name of the member that is being read.
    private enum Open {
        case array(ArrayBox)
        case object(ObjectBox)
        case member(ObjectBox, String)
    }

    private struct Refusal: Error {
        var message: String
    }

    init(_ bytes: [UInt8], from place: Int) {
        self.bytes = bytes
        self.place = place
    }

    /// The next value, or nil at the end.
    mutating func next() throws -> Value? {
        do {
            return try scan()
        } catch let error as Refusal {
            place = bytes.count
            throw Raised("\(error.message) at line \(line), column \(column)")
        }
    }

    private mutating func scan() throws -> Value? {
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            column += 1
            if byte == 0x0A { (line, column) = (line + 1, 0) }
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D: try word()
            case UInt8(ascii: "\""):
                try word()
                try string()
            case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "]"), UInt8(ascii: "}"),
                UInt8(ascii: ","),
                UInt8(ascii: ":"):
                try word()
                try structure(byte)
            default: token.append(byte)
            }
            if stack.isEmpty, let value = complete {
                complete = nil
                return value
            }
        }
        do { try word() } catch let error as Refusal {
            throw Raised("\(error.message) at EOF at line \(line), column \(column)")
        }
        if !stack.isEmpty { throw Raised("Unfinished JSON term at EOF at line \(line), column \(column)") }
        defer { complete = nil }
        return complete
    }

    private mutating func give(_ value: Value) throws {
        if complete != nil { throw Refusal(message: "Expected separator between values") }
        complete = value
    }

    private mutating func word() throws {
        guard !token.isEmpty else { return }
        let word = token
        token = []
        let text = String(decoding: word, as: UTF8.self)
        switch (word[0], text) {
        case (_, "true"): return try give(.bool(true))
        case (_, "false"): return try give(.bool(false))
        case (_, "null"): return try give(.null)
        case (UInt8(ascii: "t"), _), (UInt8(ascii: "f"), _): throw Refusal(message: "Invalid literal")
        case (UInt8(ascii: "n"), _) where word.count > 1 && word[1] == UInt8(ascii: "u"):
            throw Refusal(message: "Invalid literal")
        default: break
        }
        switch text.lowercased() {
        case "nan", "-nan", "+nan": return try give(.number(.nan))
        case "infinity", "inf", "+infinity", "+inf": return try give(.number(.infinity))
        case "-infinity", "-inf": return try give(.number(-.infinity))
        default: break
        }
        guard let number = word.withUnsafeBufferPointer(NumberText.parse) else {
            throw Refusal(message: "Invalid numeric literal")
        }
        try give(number)
    }

    private mutating func string() throws {
        let start = place
        while place < bytes.count {
            let byte = bytes[place]
            column += 1
            if byte == 0x0A { (line, column) = (line + 1, 0) }
            place += 1
            if byte == UInt8(ascii: "\\"), place < bytes.count {
                column += 1
                place += 1
                continue
            }
            guard byte == UInt8(ascii: "\"") else { continue }
            return try give(
                .string(try JSONEscapes.text(bytes[start..<(place - 1)]) { Refusal(message: $0) }))
        }
        throw Raised("Unfinished string at EOF at line \(line), column \(column)")
    }

    private mutating func structure(_ byte: UInt8) throws {
        switch byte {
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            if stack.count >= JSONReader.depthLimit {
                throw Refusal(message: "Exceeds depth limit for parsing")
            }
            if complete != nil { throw Refusal(message: "Expected separator between values") }
            stack.append(byte == UInt8(ascii: "[") ? .array(ArrayBox([])) : .object(ObjectBox()))
        case UInt8(ascii: ":"): try colon()
        case UInt8(ascii: ","): try comma()
        case UInt8(ascii: "]"): try endArray()
        default: try endObject()
        }
    }

    private mutating func colon() throws {
        guard let value = complete else { throw Refusal(message: "Expected string key before ':'") }
        guard let top = stack.last else { throw Refusal(message: "':' not as part of an object") }
        guard case .object(let box) = top else { throw Refusal(message: "':' not as part of an object") }
        guard case .string(let key) = value else { throw Refusal(message: "Object keys must be strings") }
        stack[stack.count - 1] = .member(box, key)
        complete = nil
    }

    private mutating func comma() throws {
        guard let value = complete else { throw Refusal(message: "Expected value before ','") }
        switch stack.last {
        case nil: throw Refusal(message: "',' not as part of an object or array")
        case .array(let box): box.append(value)
        case .member(let box, let key):
            box.set(value, for: key)
            stack[stack.count - 1] = .object(box)
        case .object: throw Refusal(message: "Objects must consist of key:value pairs")
        }
        complete = nil
    }

    private mutating func endArray() throws {
        guard case .array(let box) = stack.last else { throw Refusal(message: "Unmatched ']'") }
        if let value = complete {
            box.append(value)
        } else if !box.items.isEmpty {
            throw Refusal(message: "Expected another array element")
        }
        stack.removeLast()
        complete = .array(box)
    }

    private mutating func endObject() throws {
        switch stack.last {
        case .member(let box, let key):
            guard let value = complete else { throw Refusal(message: "Unmatched '}'") }
            box.set(value, for: key)
            complete = .object(box)
        case .object(let box):
            if complete != nil { throw Refusal(message: "Objects must consist of key:value pairs") }
            if box.count > 0 { throw Refusal(message: "Expected another key-value pair") }
            complete = .object(box)
        default: throw Refusal(message: "Unmatched '}'")
        }
        stack.removeLast()
    }
}

/// What stands between the quotes of a JSON string.
enum JSONEscapes {
    /// The text, or nil when an escape is malformed.
    static func decode(_ raw: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
        struct Malformed: Error {}
        return try? text(Array(raw)[...]) { _ in Malformed() }
    }

    /// The text; surrogates that stand alone become U+FFFD.
    static func text(_ raw: ArraySlice<UInt8>, _ refusal: (String) -> any Error) throws -> String {
        var out: [UInt8] = []
        out.reserveCapacity(raw.count)
        var place = raw.startIndex
        func unit(at start: Int) throws -> UInt32 {
            guard start + 4 <= raw.endIndex else { throw refusal("Invalid \\uXXXX escape") }
            let digits = String(decoding: raw[start..<start + 4], as: UTF8.self)
            guard digits.utf8.count == 4, digits.allSatisfy(\.isHexDigit),
                let unit = UInt32(digits, radix: 16)
            else { throw refusal("Invalid characters in \\uXXXX escape") }
            return unit
        }
        while place < raw.endIndex {
            let byte = raw[place]
            place += 1
            guard byte == UInt8(ascii: "\\") else {
                if byte < 0x20 {
                    throw refusal(
                        "Invalid string: control characters from U+0000 through U+001F must be escaped")
                }
                out.append(byte)
                continue
            }
            guard place < raw.endIndex else { throw refusal("Expected escape character at end of string") }
            let mark = raw[place]
            place += 1
            switch mark {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(mark)
            case UInt8(ascii: "b"): out.append(0x08)
            case UInt8(ascii: "f"): out.append(0x0C)
            case UInt8(ascii: "n"): out.append(0x0A)
            case UInt8(ascii: "r"): out.append(0x0D)
            case UInt8(ascii: "t"): out.append(0x09)
            case UInt8(ascii: "u"):
                var code = try unit(at: place)
                place += 4
                if (0xD800..<0xDC00).contains(code), raw[place...].starts(with: "\\u".utf8) {
                    let low = try unit(at: place + 2)
                    if (0xDC00..<0xE000).contains(low) {
                        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
                        place += 6
                    }
                }
                out.append(contentsOf: String(Unicode.Scalar(code) ?? "\u{FFFD}").utf8)
            default: throw refusal("Invalid escape")
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
