extension TOMLReader {
    /// Reads `'text'`.
    mutating func literalString() throws(TOMLError) -> String {
        position += 1
        let start = position
        while let byte = next {
            if byte == UInt8(ascii: "'") {
                position += 1
                return String(decoding: bytes[start..<position - 1], as: UTF8.self)
            }
            if Self.isControl(byte) { throw fail("a control character in a string") }
            position += 1
        }
        throw fail("the text ends inside a string")
    }

    /// Reads `"text"`.
    mutating func basicString() throws(TOMLError) -> String {
        position += 1
        var text: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &text)
            default:
                if Self.isControl(byte) { throw fail("a control character in a string") }
                text.append(byte)
                position += 1
            }
        }
        throw fail("the text ends inside a string")
    }

    /// Reads a string in tripled quotes; an end of a line right after the first is not part of it.
    mutating func multiLineString(isLiteral: Bool) throws(TOMLError) -> String {
        let quote = bytes[position]
        position += 3
        _ = skipLineEnd()
        var text: [UInt8] = []
        while let byte = next {
            if byte == quote {
                let run = bytes[position...].prefix(5).prefix { $0 == quote }.count
                position += run
                // One or two quotes may stand before the three that end the string.
                text.append(contentsOf: repeatElement(quote, count: run < 3 ? run : run - 3))
                if run >= 3 { return String(decoding: text, as: UTF8.self) }
            } else if byte == UInt8(ascii: "\\"), !isLiteral {
                if !skipLineContinuation() { try escape(into: &text) }
            } else if skipLineEnd() {
                text.append(0x0A)
            } else {
                if Self.isControl(byte) { throw fail("a control character in a string") }
                text.append(byte)
                position += 1
            }
        }
        throw fail("the text ends inside a string")
    }

    /// Passes over a backslash at the end of a line and all white space that follows.
    private mutating func skipLineContinuation() -> Bool {
        let start = position
        position += 1
        skipBlanks()
        guard skipLineEnd() else {
            position = start
            return false
        }
        while true {
            skipBlanks()
            if !skipLineEnd() { return true }
        }
    }

    private mutating func escape(into text: inout [UInt8]) throws(TOMLError) {
        position += 1
        let letter = next
        position += 1
        switch letter {
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(bytes[position - 1])
        case UInt8(ascii: "u"): try scalar(digits: 4, into: &text)
        case UInt8(ascii: "U"): try scalar(digits: 8, into: &text)
        default: throw fail("there is no such escape sequence")
        }
    }

    private mutating func scalar(digits: Int, into text: inout [UInt8]) throws(TOMLError) {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw fail("expected \(digits) hexadecimal digits")
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        guard let scalar = Unicode.Scalar(value) else { throw fail("there is no such character") }
        text.append(contentsOf: Character(scalar).utf8)
    }
}
