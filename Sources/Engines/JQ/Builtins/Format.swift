import Bytes

/// `@json`, `@csv` and their like: how a value becomes text.
enum Format: String {
    case text, json, csv, tsv, html, uri, urid, sh, base64, base64d, base32, base32d

    func apply(_ input: Value, _ machine: Machine) throws -> Value {
        switch self {
        case .text: return .string(try plain(input, machine))
        case .json: return .string(try input.text(byteLimit: machine.limits.outputBytes))
        case .csv: return try row(input, separator: ",") { "\"\(Self.replace($0, ["\"": "\"\""]))\"" }
        case .tsv:
            return try row(input, separator: "\t") {
                Self.replace($0, ["\t": "\\t", "\r": "\\r", "\n": "\\n", "\\": "\\\\"])
            }
        case .html:
            let escapes: [Unicode.Scalar: String] = [
                "&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&apos;", "\"": "&quot;",
            ]
            return .string(Self.replace(try plain(input, machine), escapes))
        case .uri: return .string(Self.percentEncoded(try plain(input, machine)))
        case .urid: return try percentDecoded(try plain(input, machine), input)
        case .sh: return try shellWords(input)
        case .base64: return .string(Base64.encode(Array(try plain(input, machine).utf8)))
        case .base64d: return try decodedBase64(.string(try plain(input, machine)))
        case .base32: return .string(Base32.encode(Array(try plain(input, machine).utf8)))
        case .base32d:
            let text = try plain(input, machine)
            guard let bytes = Base32.decode(text) else { throw Raised(input, "is not valid base32 data") }
            return .string(String(decoding: bytes, as: UTF8.self))
        }
    }

    private func plain(_ input: Value, _ machine: Machine) throws -> String {
        try input.plainText(byteLimit: machine.limits.outputBytes)
    }

    private static func replace(_ text: String, _ replacements: [Unicode.Scalar: String]) -> String {
        var table: [UInt8: [UInt8]] = [0: Array("\\0".utf8)]
        for (character, replacement) in replacements {
            table[UInt8(ascii: character)] = Array(replacement.utf8)
        }
        var out: [UInt8] = []
        for byte in text.utf8 { if let other = table[byte] { out += other } else { out.append(byte) } }
        return String(decoding: out, as: UTF8.self)
    }

    private func row(_ input: Value, separator: String, _ quote: (String) -> String) throws -> Value {
        guard let items = input.items else {
            throw Raised(input, "cannot be \(rawValue)-formatted, only array")
        }
        let cells = try items.map { item in
            switch item {
            case .null: return ""
            case .bool: return try item.text
            case .number(let number) where number.isNaN: return ""
            case .number, .literal: return try item.text
            case .string(let text): return quote(text)
            default: throw Raised(item, "is not valid in a csv row")
            }
        }
        return .string(cells.joined(separator: separator))
    }

    private func shellWords(_ input: Value) throws -> Value {
        let words = try (input.items ?? [input]).map { item in
            switch item {
            case .array, .object: throw Raised(item, "can not be escaped for shell")
            case .string(let text): return "'\(Self.replace(text, ["'": "'\\''"]))'"
            default: return try item.text
            }
        }
        return .string(words.joined(separator: " "))
    }

    private static func percentEncoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var out: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."), UInt8(ascii: "~"):
                out.append(byte)
            default: out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private func percentDecoded(_ text: String, _ input: Value) throws -> Value {
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        var place = 0
        while place < bytes.count {
            guard bytes[place] == UInt8(ascii: "%") else {
                out.append(bytes[place])
                place += 1
                continue
            }
            guard place + 2 < bytes.count,
                let byte = UInt8(String(decoding: bytes[(place + 1)...(place + 2)], as: UTF8.self), radix: 16)
            else { throw Raised(input, "is not a valid uri encoding") }
            out.append(byte)
            place += 3
        }
        return .string(String(decoding: out, as: UTF8.self))
    }

    private func decodedBase64(_ input: Value) throws -> Value {
        let text = input.string ?? ""
        let digits = text.prefix { $0 != "=" }
        let isWellFormed = digits.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
                true
            default: false
            }
        }
        guard isWellFormed else { throw Raised(input, "is not valid base64 data") }
        guard let bytes = Base64.decode(String(digits)) else {
            throw Raised(input, "trailing base64 byte found")
        }
        return .string(String(decoding: bytes, as: UTF8.self))
    }
}

/// Base32 (RFC 4648, section 6) over bytes.
enum Base32 {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var out: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 5) {
            let group = bytes[start..<min(start + 5, bytes.count)]
            let bits = group.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } << UInt64((5 - group.count) * 8)
            let used = (group.count * 8 + 4) / 5
            for digit in 0..<8 {
                out.append(
                    digit < used ? digits[Int(bits >> UInt64(35 - 5 * digit)) & 31] : UInt8(ascii: "="))
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    static func decode(_ text: String) -> [UInt8]? {
        var out: [UInt8] = []
        var (bits, count): (UInt32, Int) = (0, 0)
        for byte in text.utf8 where byte != UInt8(ascii: "=") {
            guard let digit = digits.firstIndex(of: byte) else { return nil }
            bits = bits << 5 | UInt32(digit)
            count += 5
            if count >= 8 {
                count -= 8
                out.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
                bits &= (1 << UInt32(count)) - 1
            }
        }
        return out
    }
}
