/// The contents of string and bytes literals with their escapes (cel-spec, "String and Bytes Values").
enum TextLiteral {
    struct Problem: Error {
        var message: String
    }

    static func string(
        _ body: ArraySlice<Unicode.Scalar>, isRaw: Bool
    ) throws(Problem) -> String {
        var result = String.UnicodeScalarView()
        try read(body, isRaw: isRaw, isBytes: false) { value, _ throws(Problem) in
            guard let scalar = Unicode.Scalar(value) else {
                throw Problem(message: "invalid unicode code point")
            }
            result.append(scalar)
        }
        return String(result)
    }

    static func bytes(
        _ body: ArraySlice<Unicode.Scalar>, isRaw: Bool
    ) throws(Problem) -> [UInt8] {
        var result: [UInt8] = []
        try read(body, isRaw: isRaw, isBytes: true) { value, isEscape throws(Problem) in
            if isEscape, let byte = UInt8(exactly: value) {
                result.append(byte)
            } else if let scalar = Unicode.Scalar(value) {
                result.append(contentsOf: String(scalar).utf8)
            }
        }
        return result
    }

    /// Gives each character or escaped number to `take`.
    private static func read(
        _ body: ArraySlice<Unicode.Scalar>, isRaw: Bool, isBytes: Bool,
        _ take: (UInt32, _ isEscape: Bool) throws(Problem) -> Void
    ) throws(Problem) {
        var index = body.startIndex
        func number(_ length: Int, radix: UInt32) throws(Problem) -> UInt32 {
            guard index + length <= body.endIndex else { throw Problem(message: "unable to unescape string") }
            var value: UInt32 = 0
            for scalar in body[index..<index + length] {
                guard let digit = Character(scalar).hexDigitValue, scalar.isASCII, digit < radix else {
                    throw Problem(message: "unable to unescape string")
                }
                value = value &* radix &+ UInt32(digit)
            }
            index += length
            return value
        }
        while index < body.endIndex {
            let scalar = body[index]
            index += 1
            // Line ends are normalised in literals over several lines, as cel-go does.
            if scalar == "\r" && !isRaw && index < body.endIndex && body[index] == "\n" { continue }
            guard scalar == "\\" && !isRaw else {
                try take(scalar.value, false)
                continue
            }
            guard index < body.endIndex else { throw Problem(message: "unable to unescape string") }
            let mark = body[index]
            index += 1
            switch mark {
            case "x", "X": try take(try number(2, radix: 16), true)
            case "u" where !isBytes: try take(try number(4, radix: 16), false)
            case "U" where !isBytes: try take(try number(8, radix: 16), false)
            case "0"..."3":
                index -= 1
                try take(try number(3, radix: 8), true)
            default:
                guard let value = simple[mark] else { throw Problem(message: "unable to unescape string") }
                try take(value, true)
            }
        }
    }

    private static let simple: [Unicode.Scalar: UInt32] = [
        "a": 7, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11, "\\": 0x5C, "?": 0x3F, "\"": 0x22,
        "'": 0x27, "`": 0x60,
    ]
}
