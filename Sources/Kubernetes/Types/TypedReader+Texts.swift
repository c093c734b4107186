import Bytes

extension TypedReader {
    /// A value that is a text in JSON and something else in Go.
    mutating func readText(_ value: JSON, _ type: GoType, _ place: Place) -> JSON? {
        switch (type.shape, value) {
        case (.intOrString, .string): return value
        case (.intOrString, .int(let number)):
            if Int32(exactly: number) != nil { return value }
            refuse("number \(number)", "int32", place)
        case (.quantity, .string), (.quantity, .int), (.quantity, .double):
            let text = value.string ?? value.text
            do { return .string(try Quantity(parsing: text).text) } catch { fail(error.description) }
        case (.bytes, .string(let text)):
            if Base64.decode(text) != nil || text.isEmpty { return value }
            fail("illegal base64 data at input byte \(Self.firstBadByte(of: text))")
        case (.time, .string(let text)), (.microTime, .string(let text)):
            guard let moment = Timestamp(text) else {
                fail(
                    "parsing time \"\(text)\" as \"2006-01-02T15:04:05Z07:00\": "
                        + "cannot parse \"\(text)\" as \"2006\"")
                return nil
            }
            return .string(type.shape.isMicroTime ? moment.microText : moment.text)
        default: refuse(value, type.printed, place)
        }
        return nil
    }

    /// Where Go's base64 decoder stops: at the first byte that is not of the alphabet, or at the cut end.
    private static func firstBadByte(of text: String) -> Int {
        let bytes = Array(text.utf8).filter { $0 != 0x0A && $0 != 0x0D }
        let body = bytes.prefix {
            switch $0 {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
                true
            default: false
            }
        }
        return body.count < bytes.count ? body.count : body.count / 4 * 4
    }
}

extension GoType.Shape {
    var isMicroTime: Bool { if case .microTime = self { true } else { false } }
}
