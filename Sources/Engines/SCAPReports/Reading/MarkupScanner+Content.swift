import Glibc

extension MarkupScanner {
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
    }

    /// The current start tag's attributes, as they stand in the file.
    var attributeBytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: window.bytes + attributes.lowerBound, count: attributes.count)
    }

    /// The current text as it stands in the file, and whether it is a CDATA section.
    var textBytes: (bytes: UnsafeBufferPointer<UInt8>, isCharacterData: Bool) {
        let bytes = UnsafeBufferPointer(start: window.bytes + token.lowerBound, count: token.count)
        return (bytes, isCharacterData)
    }

    /// The value of an attribute of the current start tag, named with its prefix, or nil.
    func attribute(_ wanted: StaticString) throws(ReportError) -> String? {
        let bytes = attributeBytes
        var index = 0
        while index < bytes.count {
            while index < bytes.count, Self.isSpace(bytes[index]) { index += 1 }
            let start = index
            while index < bytes.count, bytes[index] != UInt8(ascii: "="), !Self.isSpace(bytes[index]) {
                index += 1
            }
            let name = start..<index
            while index < bytes.count, Self.isSpace(bytes[index]) { index += 1 }
            guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else { return nil }
            index += 1
            while index < bytes.count, Self.isSpace(bytes[index]) { index += 1 }
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'")
            else { return nil }
            let quote = bytes[index]
            let value = index + 1
            index = value
            let rest = UnsafeBufferPointer(rebasing: bytes[value...])
            index = rest.place(of: quote).map { value + $0 } ?? bytes.count
            let isWanted = wanted.withUTF8Buffer { wanted in
                name.count == wanted.count && bytes[name].elementsEqual(wanted)
            }
            if isWanted { return try attributeValue(UnsafeBufferPointer(rebasing: bytes[value..<index])) }
            index += 1
        }
        return nil
    }

    /// An attribute's value (XML 1.0, 3.3.3).
    private func attributeValue(_ bytes: UnsafeBufferPointer<UInt8>) throws(ReportError) -> String {
        // Most are words.
        if bytes.allSatisfy({ $0 > 0x20 && $0 != UInt8(ascii: "&") }) {
            return String(decoding: bytes, as: UTF8.self)
        }
        var result: [UInt8] = []
        try decode(bytes, into: &result)
        for index in result.indices where Self.isSpace(result[index]) { result[index] = 0x20 }
        return String(decoding: result, as: UTF8.self)
    }

    /// Adds the current text, with its references resolved.
    func appendText(to result: inout [UInt8]) throws(ReportError) {
        let (bytes, isCharacterData) = textBytes
        if isCharacterData {
            result.append(contentsOf: bytes)
        } else {
            try decode(bytes, into: &result)
        }
    }

    /// Moves to the end of the current element.
    func skip() throws(ReportError) {
        let outside = depth - 1
        while depth > outside {
            if try next() == .done { return }
        }
    }

    /// Calls `body` at each child of the current element and ends on its end; what `body` leaves is skipped.
    func forEachChild(_ body: () throws(ReportError) -> Void) throws(ReportError) {
        let own = depth
        while true {
            switch try next() {
            case .start:
                try body()
                while depth > own {
                    if try next() == .done { return }
                }
            case .end: if depth < own { return }
            case .text: continue
            case .done: return
            }
        }
    }

    /// The text of the current element and of all in it; ends on its end.
    func text() throws(ReportError) -> String { String(decoding: try textOfAll(), as: UTF8.self) }

    /// The text without white space around it, and with white space in it as single spaces.
    func line() throws(ReportError) -> String {
        var line = try textOfAll()
        // Unicode has more kinds of white space, and takes its time to tell them.
        guard line.allSatisfy({ $0 < 0x80 }) else {
            return String(decoding: line, as: UTF8.self).split(whereSeparator: \.isWhitespace)
                .joined(separator: " ")
        }
        var length = 0
        var owesSpace = false
        for index in line.indices {
            let byte = line[index]
            if byte == 0x20 || (0x09...0x0D).contains(byte) {
                owesSpace = length > 0
                continue
            }
            if owesSpace {
                line[length] = 0x20
                length += 1
            }
            owesSpace = false
            line[length] = byte
            length += 1
        }
        return String(decoding: line[..<length], as: UTF8.self)
    }

    private func textOfAll() throws(ReportError) -> [UInt8] {
        var bytes: [UInt8] = []
        let outside = depth - 1
        while depth > outside {
            switch try next() {
            case .text: try appendText(to: &bytes)
            case .start, .end: continue
            case .done: return bytes
            }
        }
        return bytes
    }

    /// Resolves character references and the five names that XML knows (XML 1.0, 4.1 and 4.6).
    private func decode(_ bytes: UnsafeBufferPointer<UInt8>, into result: inout [UInt8]) throws(ReportError) {
        var rest = bytes
        while let ampersand = rest.place(of: UInt8(ascii: "&")) {
            result.append(contentsOf: rest[..<ampersand])
            guard let end = rest[ampersand...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else {
                throw error("an \"&\" stands alone; write \"&amp;\"")
            }
            let name = UnsafeBufferPointer(rebasing: rest[(ampersand + 1)..<end])
            guard let scalar = Self.scalar(name) else {
                let name = String(decoding: name, as: UTF8.self)
                throw error("the reference \"&\(name.prefix(10));\" is not known")
            }
            result.append(contentsOf: scalar.utf8)
            rest = UnsafeBufferPointer(rebasing: rest[(end + 1)...])
        }
        result.append(contentsOf: rest)
    }

    private static func scalar(_ name: UnsafeBufferPointer<UInt8>) -> Unicode.Scalar? {
        func isNamed(_ known: StaticString) -> Bool {
            name.count == known.utf8CodeUnitCount && known.withUTF8Buffer { name.elementsEqual($0) }
        }
        if isNamed("quot") { return "\"" }
        if isNamed("lt") { return "<" }
        if isNamed("gt") { return ">" }
        if isNamed("amp") { return "&" }
        if isNamed("apos") { return "'" }
        guard name.first == UInt8(ascii: "#") else { return nil }
        let digits = String(decoding: name.dropFirst(), as: UTF8.self)
        let code = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let code, code == 9 || code == 10 || code == 13 || code >= 0x20 else { return nil }
        return Unicode.Scalar(code)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Where a byte is first, counted from the start.
    func place(of byte: UInt8) -> Int? {
        guard let baseAddress, let found = memchr(baseAddress, Int32(byte), count) else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(baseAddress)
    }
}
