import Bytes

/// The texts that fields of a database consist of.
enum FieldText {
    static func append(_ number: Int64, radix: Int = 10, to bytes: inout [UInt8]) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { digits in
            var rest = number.magnitude
            var start = digits.count
            repeat {
                start -= 1
                digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % UInt64(radix))
                rest /= UInt64(radix)
            } while rest > 0
            bytes.append(contentsOf: digits[start...])
        }
    }

    /// A name: `0` for none, `0-` for an empty one, a second `0` before one that begins with `0`, and what an
    /// URL could misunderstand as `%XX`.
    static func append(_ text: [UInt8]?, to bytes: inout [UInt8]) {
        guard let text else { return bytes.append(UInt8(ascii: "0")) }
        guard let first = text.first else {
            bytes += "0-".utf8
            return
        }
        if first == UInt8(ascii: "0") { bytes.append(first) }
        // Nearly all names are.
        let isAllSafe = text.withUnsafeBufferPointer { text in
            isSafe.withUnsafeBufferPointer { isSafe in text.allSatisfy { isSafe[Int($0)] } }
        }
        if isAllSafe { return bytes += text }
        for byte in text {
            if isSafe[Int(byte)] {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "%"))
                bytes.append(hexadecimal[Int(byte >> 4)])
                bytes.append(hexadecimal[Int(byte & 15)])
            }
        }
    }

    static func append(base64 data: [UInt8]?, to bytes: inout [UInt8]) {
        guard let data, !data.isEmpty else { return bytes.append(UInt8(ascii: "0")) }
        Base64.append(data, to: &bytes)
    }

    /// Data in base64 as text.
    static func base64(_ data: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        Base64.append(data, to: &bytes)
        return bytes
    }

    /// A number; nil when there is anything else.
    static func number(_ text: ArraySlice<UInt8>, radix: Int64 = 10) -> Int64? {
        var digits = text
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits = digits.dropFirst() }
        if digits.isEmpty { return nil }
        var value: Int64 = 0
        for byte in digits {
            guard byte >= UInt8(ascii: "0"), Int64(byte - UInt8(ascii: "0")) < radix else { return nil }
            let (product, isOver) = value.multipliedReportingOverflow(by: radix)
            let (sum, isOverToo) = product.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
            if isOver || isOverToo { return nil }
            value = sum
        }
        return isNegative ? -value : value
    }

    /// A name whose `%XX` are bytes again; what is no such pair stays.
    static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
        guard text.contains(UInt8(ascii: "%")) else { return Array(text) }
        var bytes: [UInt8] = []
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == UInt8(ascii: "%"), index + 2 < text.endIndex,
                let high = Hex.digit(text[index + 1]),
                let low = Hex.digit(text[index + 2])
            {
                bytes.append(high << 4 | low)
                index += 3
            } else {
                bytes.append(text[index])
                index += 1
            }
        }
        return bytes
    }

    /// A name with the two ways of writing that begin with `0`; nil for none.
    static func name(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard text.first == UInt8(ascii: "0") else { return unescaped(text) }
        let rest = text.dropFirst()
        switch rest.first {
        case nil: return nil
        case UInt8(ascii: "-"): return []
        case UInt8(ascii: "0"): return unescaped(rest)
        default: return unescaped(text)
        }
    }

    /// The data of a base64 text, where `0` is no data; nil when it is none.
    static func data(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        if text.elementsEqual([UInt8(ascii: "0")]) { return [] }
        return text.isEmpty ? nil : Base64.decode(padded: text)
    }

    private static let hexadecimal = Array("0123456789ABCDEF".utf8)
    private static let isSafe: [Bool] = (0..<256).map { byte in
        byte > 0x20 && byte < 0x7F && !" <>\"#%{}|\\^~[]`@:'\u{1B},".utf8.contains(UInt8(byte))
    }
}
