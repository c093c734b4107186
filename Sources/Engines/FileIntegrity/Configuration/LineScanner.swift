/// Reads the words of one line of a configuration from left to right.
///
/// What a byte means depends on where it stands (`aide.conf(5)`, FILE FORMAT): a space ends a path but not an
/// expression, a `#` begins a comment only where a statement may begin or has ended.
struct LineScanner {
    let place: ConfigurationPlace
    private let bytes: [UInt8]
    private(set) var index = 0

    init(_ bytes: [UInt8], place: ConfigurationPlace) {
        self.bytes = bytes
        self.place = place
    }

    var isAtEnd: Bool { index >= bytes.count }
    var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    func error(_ message: String) -> ConfigurationError {
        var here = place
        here.column = index + 1
        return ConfigurationError(message, at: here)
    }

    func unexpected() -> ConfigurationError {
        guard let next else { return error("syntax error, unexpected end of line") }
        return error("unexpected character: '\(Self.shown(next))'")
    }

    mutating func skipBlanks() {
        while next == UInt8(ascii: " ") || next == UInt8(ascii: "\t") { index += 1 }
    }

    /// Nothing but a comment may follow.
    mutating func expectEnd() throws(ConfigurationError) {
        skipBlanks()
        if !isAtEnd, next != UInt8(ascii: "#") { throw unexpected() }
    }

    mutating func skip(_ text: String) -> Bool {
        guard bytes[index...].starts(with: text.utf8) else { return false }
        index += text.utf8.count
        return true
    }

    /// The longest run of bytes that a test lets pass.
    mutating func run(while isWanted: (UInt8) -> Bool) -> String {
        let start = index
        while let next, isWanted(next) { index += 1 }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    /// `=` with spaces, but no tabs, around it.
    mutating func expectEquals() throws(ConfigurationError) {
        while next == UInt8(ascii: " ") { index += 1 }
        guard next == UInt8(ascii: "=") else { throw unexpected() }
        index += 1
        while next == UInt8(ascii: " ") { index += 1 }
    }

    /// Text up to the next blank, with `\ `, `\@` and `\\` for the byte after the backslash and `@@{NAME}`
    /// for a variable.
    mutating func template() throws(ConfigurationError) -> ConfigurationStatement.Template {
        var parts: [ConfigurationStatement.Template.Part] = []
        var text: [UInt8] = []
        while let byte = next, byte != UInt8(ascii: " "), byte != UInt8(ascii: "\t") {
            if byte == UInt8(ascii: "\r") { throw unexpected() }
            if byte == UInt8(ascii: "\\"), index + 1 < bytes.count,
                [UInt8(ascii: "\\"), UInt8(ascii: "@"), UInt8(ascii: " ")].contains(bytes[index + 1])
            {
                text.append(bytes[index + 1])
                index += 2
                continue
            }
            if byte == UInt8(ascii: "@"), let name = variable() {
                if !text.isEmpty { parts.append(.text(text)) }
                text = []
                parts.append(.variable(name))
                continue
            }
            text.append(byte)
            index += 1
        }
        if !text.isEmpty { parts.append(.text(text)) }
        if parts.isEmpty { throw error("syntax error, a value is missing") }
        return ConfigurationStatement.Template(parts: parts)
    }

    private mutating func variable() -> String? {
        guard bytes[index...].starts(with: "@@{".utf8) else { return nil }
        guard let end = bytes[(index + 3)...].firstIndex(where: { !Self.isWordByte($0) }),
            end > index + 3, bytes[end] == UInt8(ascii: "}")
        else { return nil }
        defer { index = end + 1 }
        return String(decoding: bytes[(index + 3)..<end], as: UTF8.self)
    }

    /// Letters of the language's names; the bytes above 0x7F are the Latin-1 letters that it once allowed.
    static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "%"), 0xC4, 0xC5, 0xD6,
            0xDC,
            0xDF, 0xE4, 0xE5, 0xF6, 0xFC:
            true
        default: false
        }
    }

    private static func shown(_ byte: UInt8) -> String {
        switch byte {
        case 0x20..<0x7F: String(UnicodeScalar(byte))
        case UInt8(ascii: "\r"): "\\r"
        default: "\\x" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }
    }
}
