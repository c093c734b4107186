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
            index = bytes[value...].firstIndex(of: quote) ?? bytes.count
            let isWanted = wanted.withUTF8Buffer { wanted in
                name.count == wanted.count && bytes[name].elementsEqual(wanted)
            }
            if isWanted {
                var result: [UInt8] = []
                try decode(UnsafeBufferPointer(rebasing: bytes[value..<index]), into: &result)
                for index in result.indices where Self.isSpace(result[index]) { result[index] = 0x20 }
                return String(decoding: result, as: UTF8.self)
            }
            index += 1
        }
        return nil
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
    func text() throws(ReportError) -> String {
        var bytes: [UInt8] = []
        let outside = depth - 1
        while depth > outside {
            switch try next() {
            case .text: try appendText(to: &bytes)
            case .start, .end: continue
            case .done: return String(decoding: bytes, as: UTF8.self)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The text without white space around it, and with white space in it as single spaces.
    func line() throws(ReportError) -> String {
        let text = try text()
        // Unicode has more kinds of white space, and takes its time to tell them.
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
            return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        var line: [UInt8] = []
        line.reserveCapacity(text.utf8.count)
        var owesSpace = false
        for byte in text.utf8 {
            if byte == 0x20 || (0x09...0x0D).contains(byte) {
                owesSpace = !line.isEmpty
                continue
            }
            if owesSpace { line.append(0x20) }
            owesSpace = false
            line.append(byte)
        }
        return String(decoding: line, as: UTF8.self)
    }

    /// Resolves character references and the five names that XML knows (XML 1.0, 4.1 and 4.6).
    private func decode(_ bytes: UnsafeBufferPointer<UInt8>, into result: inout [UInt8]) throws(ReportError) {
        var rest = bytes[...]
        while let ampersand = rest.firstIndex(of: UInt8(ascii: "&")) {
            result.append(contentsOf: rest[rest.startIndex..<ampersand])
            guard let end = rest[ampersand...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else {
                throw error("an \"&\" stands alone; write \"&amp;\"")
            }
            let name = String(decoding: rest[(ampersand + 1)..<end], as: UTF8.self)
            guard let scalar = Self.scalar(name) else {
                throw error("the reference \"&\(name.prefix(10));\" is not known")
            }
            result.append(contentsOf: Array(String(Character(scalar)).utf8))
            rest = rest[(end + 1)...]
        }
        result.append(contentsOf: rest)
    }

    private static func scalar(_ name: String) -> Unicode.Scalar? {
        switch name {
        case "lt": return "<"
        case "gt": return ">"
        case "amp": return "&"
        case "quot": return "\""
        case "apos": return "'"
        default: break
        }
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let code = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let code, code == 9 || code == 10 || code == 13 || code >= 0x20 else { return nil }
        return Unicode.Scalar(code)
    }
}
