import Bytes

extension TOMLScanner {
    func peek(_ offset: Int = 0) -> UInt8? { place + offset < text.count ? text[place + offset] : nil }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let byte = peek(), byte == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    mutating func skipBlanks() {
        while let byte = peek(), byte == 0x20 || byte == 0x09 { place += 1 }
    }

    /// Skips blanks, comments and ends of lines.
    mutating func skipLines() throws(TOMLError) {
        while true {
            skipBlanks()
            switch peek() {
            case UInt8(ascii: "#"): try skipComment()
            case 0x0A, 0x0D: try newline()
            default: return
            }
        }
    }

    /// Ends a line that said something.
    mutating func endLine() throws(TOMLError) {
        skipBlanks()
        if peek() == UInt8(ascii: "#") { try skipComment() }
        guard peek() != nil else { return }
        try newline()
    }

    private mutating func newline() throws(TOMLError) {
        if peek() == 0x0D, peek(1) == 0x0A { place += 1 }
        guard peek() == 0x0A else { throw fail("something stands where the line should end") }
        place += 1
        line += 1
    }

    private mutating func skipComment() throws(TOMLError) {
        while let byte = peek(), byte != 0x0A {
            if byte == 0x0D, peek(1) == 0x0A { return }
            guard byte >= 0x20 && byte != 0x7F || byte == 0x09 else { throw controlCharacter() }
            place += 1
        }
    }

    /// A string of any of the four kinds (TOML 1.0.0, "String").
    mutating func string(isKey: Bool) throws(TOMLError) -> String {
        let quote = text[place]
        let isLong = peek(1) == quote && peek(2) == quote
        if isLong, isKey { throw fail("a key cannot have several lines") }
        place += isLong ? 3 : 1
        if isLong {
            if peek() == 0x0D, peek(1) == 0x0A { place += 1 }
            if peek() == 0x0A { try newline() }
        }
        var result: [UInt8] = []
        while let byte = peek() {
            if byte == quote {
                if !isLong {
                    place += 1
                    return String(decoding: result, as: UTF8.self)
                }
                if let extra = closingQuotes(quote) {
                    result.append(contentsOf: repeatElement(quote, count: extra))
                    return String(decoding: result, as: UTF8.self)
                }
            } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                place += 1
                try escape(into: &result, isLong: isLong)
                continue
            } else if byte == 0x0A || byte == 0x0D && peek(1) == 0x0A {
                guard isLong else { break }
                try newline()
                result.append(0x0A)
                continue
            } else if byte < 0x20 && byte != 0x09 || byte == 0x7F {
                throw controlCharacter()
            }
            result.append(byte)
            place += 1
        }
        throw fail("a string is not closed")
    }

    /// Three quotes close a long string; one or two before them belong to it.
    private mutating func closingQuotes(_ quote: UInt8) -> Int? {
        var count = 0
        while count < 5, peek(count) == quote { count += 1 }
        guard count >= 3 else { return nil }
        place += count
        return count - 3
    }

    private mutating func escape(into result: inout [UInt8], isLong: Bool) throws(TOMLError) {
        guard let byte = peek() else { throw fail("a string is not closed") }
        place += 1
        switch byte {
        case UInt8(ascii: "b"): result.append(0x08)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "f"): result.append(0x0C)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): result.append(byte)
        case UInt8(ascii: "u"): try unicode(digits: 4, into: &result)
        case UInt8(ascii: "U"): try unicode(digits: 8, into: &result)
        default:
            place -= 1
            guard isLong else { throw fail("a string has an escape that does not exist") }
            skipBlanks()
            guard peek() == 0x0A || peek() == 0x0D else {
                throw fail("a string has an escape that does not exist")
            }
            while let next = peek(), [0x20, 0x09, 0x0A, 0x0D].contains(next) {
                if next == 0x0A || next == 0x0D { try newline() } else { place += 1 }
            }
        }
    }

    private mutating func unicode(digits: Int, into result: inout [UInt8]) throws(TOMLError) {
        let end = place + digits
        guard end <= text.count, text[place..<end].allSatisfy({ UInt8(ascii: "0") <= $0 && $0 < 0x80 }),
            let code = UInt32(String(decoding: text[place..<end], as: UTF8.self), radix: 16),
            let scalar = Unicode.Scalar(code)
        else { throw fail("a string has an escape of no character") }
        result.append(contentsOf: Array(String(scalar).utf8))
        place = end
    }

    func fail(_ reason: String) -> TOMLError { TOMLError(line: line, reason: reason) }
    func tooDeep() -> TOMLError { fail("the nesting is deeper than \(TOML.depthLimit)") }
    private func controlCharacter() -> TOMLError { fail("a control character stands in the text") }
}
