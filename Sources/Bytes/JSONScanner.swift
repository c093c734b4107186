/// Walks a JSON text once and writes its tape.
struct JSONScanner {
    private var tape: [JSONDocument.Node] = []
    private var position = 0
    private var depth = 0

    init(count: Int) { tape.reserveCapacity(count / 12 + 1) }

    mutating func scan(_ text: UnsafeBufferPointer<UInt8>) throws(JSONError) -> [JSONDocument.Node] {
        guard text.count < Int(UInt32.max) else {
            throw JSONError(offset: 0, reason: "the text is larger than 4 GiB")
        }
        skipSpace(text)
        try value(text)
        skipSpace(text)
        if position < text.count { throw fail("unexpected data after the value") }
        return tape
    }

    // MARK: Values

    private mutating func value(_ text: UnsafeBufferPointer<UInt8>) throws(JSONError) {
        guard position < text.count else { throw fail("unexpected end of input") }
        switch text[position] {
        case UInt8(ascii: "{"): try object(text)
        case UInt8(ascii: "["): try array(text)
        case UInt8(ascii: "\""): try string(text)
        case UInt8(ascii: "t"): try literal(text, "true", .true)
        case UInt8(ascii: "f"): try literal(text, "false", .false)
        case UInt8(ascii: "n"): try literal(text, "null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number(text)
        default: throw fail("unexpected character")
        }
    }

    private mutating func object(_ text: UnsafeBufferPointer<UInt8>) throws(JSONError) {
        let own = try open(.object)
        skipSpace(text)
        if peek(text) == UInt8(ascii: "}") { return close(own) }
        while true {
            skipSpace(text)
            guard peek(text) == UInt8(ascii: "\"") else { throw fail("expected a member name") }
            try string(text)
            skipSpace(text)
            guard peek(text) == UInt8(ascii: ":") else { throw fail("expected ':' after a member name") }
            position += 1
            skipSpace(text)
            try value(text)
            skipSpace(text)
            switch peek(text) {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "}"): return close(own)
            default: throw fail("expected ',' or '}' in an object")
            }
        }
    }

    private mutating func array(_ text: UnsafeBufferPointer<UInt8>) throws(JSONError) {
        let own = try open(.array)
        skipSpace(text)
        if peek(text) == UInt8(ascii: "]") { return close(own) }
        while true {
            skipSpace(text)
            try value(text)
            skipSpace(text)
            switch peek(text) {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "]"): return close(own)
            default: throw fail("expected ',' or ']' in an array")
            }
        }
    }

    private mutating func string(_ text: UnsafeBufferPointer<UInt8>) throws(JSONError) {
        position += 1
        let start = position
        var escaped = false
        var ascii = true
        while true {
            position = PlainText.end(text, from: position, stopsAtNonASCII: ascii)
            guard position < text.count else { break }
            let byte = text[position]
            if byte == UInt8(ascii: "\"") {
                if !ascii { try checkUTF8(text, start..<position) }
                append(escaped ? .escapedString : .string, start, position - start)
                position += 1
                return
            }
            if byte == UInt8(ascii: "\\") {
                escaped = true
                try escape(text)
            } else if byte < 0x20 {
                throw fail("control character in a string")
            } else {
                ascii = false
                position += 1
            }
        }
        throw fail("unterminated string")
    }

    /// Steps over one escape; a lone surrogate is kept and read as U+FFFD, as Go does.
    private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) throws(JSONError) {
        guard position + 1 < text.count else { throw fail("unterminated string") }
        switch text[position + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 2
        case UInt8(ascii: "u"):
            guard position + 5 < text.count,
                (position + 2...position + 5).allSatisfy({ Self.hexValue(text[$0]) != nil })
            else { throw fail("bad \\u escape") }
            position += 6
        default: throw fail("bad escape")
        }
    }

    private mutating func number(_ text: UnsafeBufferPointer<UInt8>) throws(JSONError) {
        let start = position
        var kind = JSONDocument.Node.Kind.integer
        if peek(text) == UInt8(ascii: "-") { position += 1 }
        if peek(text) == UInt8(ascii: "0") { position += 1 } else { try digits(text) }
        if peek(text) == UInt8(ascii: ".") {
            kind = .number
            position += 1
            try digits(text)
        }
        if let mark = peek(text), mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
            kind = .number
            position += 1
            if let sign = peek(text), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { position += 1 }
            try digits(text)
        }
        if kind == .number || position - start > 300 { try checkRange(text, start..<position) }
        append(kind, start, position - start)
    }

    /// A number beyond every double has no value here, and could not be written again; Go refuses it too.
    private func checkRange(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) throws(JSONError) {
        if Double(String(decoding: text[range], as: UTF8.self))?.isFinite != true {
            throw JSONError(offset: range.lowerBound, reason: "the number is out of range")
        }
    }

    private mutating func digits(_ text: UnsafeBufferPointer<UInt8>) throws(JSONError) {
        let start = position
        while let byte = peek(text), byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
        if position == start { throw fail("expected a digit") }
    }

    private mutating func literal(
        _ text: UnsafeBufferPointer<UInt8>, _ word: StaticString, _ kind: JSONDocument.Node.Kind
    ) throws(JSONError) {
        let count = word.utf8CodeUnitCount
        for offset in 0..<count
        where position + offset >= text.count || text[position + offset] != word.utf8Start[offset] {
            throw fail("unexpected character")
        }
        append(kind, position, count)
        position += count
    }

    // MARK: The tape

    private mutating func append(_ kind: JSONDocument.Node.Kind, _ start: Int, _ length: Int) {
        tape.append(
            JSONDocument.Node(
                kind: kind, start: UInt32(truncatingIfNeeded: start),
                length: UInt32(truncatingIfNeeded: length),
                next: UInt32(truncatingIfNeeded: tape.count + 1)))
    }

    private mutating func open(_ kind: JSONDocument.Node.Kind) throws(JSONError) -> Int {
        depth += 1
        if depth > JSONDocument.depthLimit { throw fail("nested deeper than \(JSONDocument.depthLimit)") }
        append(kind, position, 0)
        position += 1
        return tape.count - 1
    }

    private mutating func close(_ own: Int) {
        position += 1
        depth -= 1
        tape[own].length = UInt32(truncatingIfNeeded: position) - tape[own].start
        tape[own].next = UInt32(truncatingIfNeeded: tape.count)
    }

    // MARK: Bytes

    private func peek(_ text: UnsafeBufferPointer<UInt8>) -> UInt8? {
        position < text.count ? text[position] : nil
    }

    private mutating func skipSpace(_ text: UnsafeBufferPointer<UInt8>) {
        while position < text.count {
            switch text[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private func fail(_ reason: String) -> JSONError { JSONError(offset: position, reason: reason) }

    private func checkUTF8(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) throws(JSONError) {
        if String(validating: text[range], as: UTF8.self) == nil {
            throw JSONError(offset: range.lowerBound, reason: "the string is not valid UTF-8")
        }
    }

    static func hexValue(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    /// Decodes the escapes of a string whose form was already checked.
    static func unescape(_ raw: ArraySlice<UInt8>) -> String {
        var units: [UInt16] = []
        var result = ""
        var plain: [UInt8] = []
        func hex(at index: Int) -> UInt16 {
            (0..<4).reduce(0) { $0 << 4 | UInt16(hexValue(raw[index + $1]) ?? 0) }
        }
        func flushPlain() {
            if !plain.isEmpty { result += String(decoding: plain, as: UTF8.self) }
            plain.removeAll(keepingCapacity: true)
        }
        func flushUnits() {
            if !units.isEmpty { result += String(decoding: units, as: UTF16.self) }
            units.removeAll(keepingCapacity: true)
        }
        var index = raw.startIndex
        while index < raw.endIndex {
            guard raw[index] == UInt8(ascii: "\\") else {
                flushUnits()
                plain.append(raw[index])
                index += 1
                continue
            }
            let mark = raw[index + 1]
            if mark == UInt8(ascii: "u") {
                flushPlain()
                units.append(hex(at: index + 2))
                index += 6
                continue
            }
            flushUnits()
            switch mark {
            case UInt8(ascii: "b"): plain.append(0x08)
            case UInt8(ascii: "f"): plain.append(0x0C)
            case UInt8(ascii: "n"): plain.append(0x0A)
            case UInt8(ascii: "r"): plain.append(0x0D)
            case UInt8(ascii: "t"): plain.append(0x09)
            default: plain.append(mark)
            }
            index += 2
        }
        flushPlain()
        flushUnits()
        return result
    }
}
