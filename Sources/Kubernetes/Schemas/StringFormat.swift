/// The formats of strings that kube-apiserver checks; a format that it does not know accepts everything.
public enum StringFormat {
    /// Whether a text is of a format.
    public static func accepts(_ text: String, as format: String) -> Bool {
        switch format {
        case "date-time", "datetime": isDateTime(text)
        case "date": isDate(text.utf8[...])
        case "byte": isBase64(text)
        case "duration": isDuration(text)
        case "ipv4": IPAddressGrammar.isIPv4(text)
        case "ipv6": IPAddressGrammar.isIPv6(text)
        case "cidr": IPAddressGrammar.isCIDR(text)
        case "mac": isMAC(text)
        case "uuid": isUUID(text)
        case "hostname": isHostname(text)
        case "email": isEmail(text)
        case "uri": isURI(text)
        default: true
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        isDigit(byte) || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "f"))
    }

    /// RFC 3339, section 5.6, full-date with a day that the month has.
    static func isDate(_ text: Substring.UTF8View) -> Bool {
        let bytes = Array(text)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            [0, 1, 2, 3, 5, 6, 8, 9].allSatisfy({ isDigit(bytes[$0]) })
        else { return false }
        func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1 - 0x30) } }
        let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...12).contains(month) && (1...days[month - 1]).contains(day)
    }

    /// RFC 3339, section 5.6, date-time; no leap seconds, as Go has none.
    static func isDateTime(_ text: String) -> Bool {
        let parts = text.utf8.split(maxSplits: 1, omittingEmptySubsequences: false) {
            $0 | 0x20 == UInt8(ascii: "t")
        }
        guard parts.count == 2, isDate(parts[0]), parts[1].count >= 9 else { return false }
        let clock = Array(parts[1].prefix(8))
        guard isClock(clock) && clock[2] == UInt8(ascii: ":") && clock[5] == UInt8(ascii: ":") else {
            return false
        }
        var rest = parts[1].dropFirst(8)
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix(while: isDigit)
            if fraction.isEmpty { return false }
            rest = rest.dropFirst(fraction.count + 1)
        }
        if rest.count == 1 { return rest.first.map { $0 | 0x20 == UInt8(ascii: "z") } ?? false }
        let zone = Array(rest)
        return zone.count == 6 && (zone[0] == UInt8(ascii: "+") || zone[0] == UInt8(ascii: "-"))
            && zone[3] == UInt8(ascii: ":") && [1, 2, 4, 5].allSatisfy { isDigit(zone[$0]) }
    }

    private static func isClock(_ bytes: [UInt8]) -> Bool {
        guard [0, 1, 3, 4, 6, 7].allSatisfy({ isDigit(bytes[$0]) }) else { return false }
        func number(_ index: Int) -> Int { Int(bytes[index] - 0x30) * 10 + Int(bytes[index + 1] - 0x30) }
        return number(0) < 24 && number(3) < 60 && number(6) < 60
    }

    /// A Go duration: `1h30m`, `-1.5s`, `0`.
    static func isDuration(_ text: String) -> Bool {
        var rest = text.utf8[...]
        if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
            rest.removeFirst()
        }
        if rest.elementsEqual("0".utf8) { return true }
        if rest.isEmpty { return false }
        while !rest.isEmpty {
            let number = rest.prefix { isDigit($0) || $0 == UInt8(ascii: ".") }
            guard number.contains(where: isDigit), number.filter({ $0 == UInt8(ascii: ".") }).count <= 1
            else { return false }
            rest = rest.dropFirst(number.count)
            let unit = rest.prefix { !isDigit($0) && $0 != UInt8(ascii: ".") }
            guard
                ["ns", "us", "µs", "μs", "ms", "s", "m", "h"].contains(String(decoding: unit, as: UTF8.self))
            else { return false }
            rest = rest.dropFirst(unit.count)
        }
        return true
    }

    private static func isBase64(_ text: String) -> Bool {
        let bytes = text.utf8.filter { $0 != 0x0A && $0 != 0x0D }
        let padding = bytes.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        return bytes.count % 4 == 0 && padding <= 2
            && bytes.dropLast(padding).allSatisfy {
                isDigit($0) || ($0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z"))
                    || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/")
            }
    }

    private static func isMAC(_ text: String) -> Bool {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "-" }
        return [6, 8, 20].contains(parts.count)
            && parts.allSatisfy { $0.utf8.count == 2 && $0.utf8.allSatisfy(isHex) }
    }

    private static func isUUID(_ text: String) -> Bool {
        let digits = text.utf8.filter { $0 != UInt8(ascii: "-") }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(\.utf8.count)
        return digits.count == 32 && digits.allSatisfy(isHex) && (parts == [8, 4, 4, 4, 12] || parts == [32])
    }

    private static func isHostname(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return text.utf8.count <= 255
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.unicodeScalars.allSatisfy {
                        $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-"
                    }
            }
    }

    private static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && isHostname(String(parts[1]))
            && !text.utf8.contains { $0 <= 0x20 || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") }
    }

    /// An absolute URI or an absolute path, as Go's url.ParseRequestURI takes it.
    private static func isURI(_ text: String) -> Bool {
        guard !text.utf8.contains(where: { $0 < 0x21 || $0 == 0x7F }) else { return false }
        if text.hasPrefix("/") { return true }
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), colon > text.startIndex else {
            return false
        }
        let scheme = text.utf8[..<colon]
        let rest = text.utf8[text.utf8.index(after: colon)...]
        return scheme.first.map { $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") } ?? false
            && scheme.allSatisfy {
                isDigit($0) || ($0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z"))
                    || "+-.".utf8.contains($0)
            }
            && rest.first == UInt8(ascii: "/")
    }
}
