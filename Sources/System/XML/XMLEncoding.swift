/// How a document's bytes spell the marks of XML (XML 1.0, appendix F).
enum XMLEncoding: Equatable {
    /// UTF-8, or ASCII, which is a part of it.
    case utf8
    /// One in which an ASCII byte is always that character.
    case asciiBased(String)
    /// UTF-16.
    case wide(isBigEndian: Bool)

    private static let known: Set<String> = ["EUC-JP", "EUC-KR", "KOI8-R", "KOI8-U"]

    /// Finds the encoding from a document's first bytes.
    ///
    /// - Throws: ``XMLError/Reason/unsupportedEncoding(_:)`` for encodings in which the bytes of `<` and quotes can
    ///   be parts of other characters: nobody could bound what such a document costs before it is read.
    init(_ start: [UInt8], file: String) throws(XMLError) {
        func refused(_ name: String) -> XMLError {
            XMLError(file: file, reason: .unsupportedEncoding(name))
        }
        if start.starts(with: [0xFF, 0xFE, 0, 0]) || start.starts(with: [0, 0])
            || start.starts(with: [0x3C, 0, 0])
        {
            throw refused("UTF-32")
        }
        if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0x3C, 0]) {
            self = .wide(isBigEndian: false)
            return
        }
        if start.starts(with: [0xFE, 0xFF]) || start.starts(with: [0, 0x3C]) {
            self = .wide(isBigEndian: true)
            return
        }
        if start.starts(with: [0x4C, 0x6F, 0xA7, 0x94]) { throw refused("EBCDIC") }
        let name = try Self.declared(start, file: file)?.uppercased() ?? "UTF-8"
        switch name {
        case "UTF-8", "UTF8", "US-ASCII", "ASCII": self = .utf8
        case _
        where name.hasPrefix("ISO-8859-") || name.hasPrefix("WINDOWS-125") || Self.known.contains(name):
            self = .asciiBased(name)
        // The bytes have shown that it is not; libxml2 goes on with UTF-8.
        case "UTF-16": self = .utf8
        default: throw refused(String(name.prefix(40).filter { $0.isASCII && !$0.isNewline }))
        }
    }

    /// The name that the XML declaration gives.
    private static func declared(_ start: [UInt8], file: String) throws(XMLError) -> String? {
        let bom: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = start.starts(with: bom) ? start.dropFirst(bom.count) : start[...]
        guard text.starts(with: Array("<?xml".utf8)) else { return nil }
        guard let end = text.firstIndex(of: UInt8(ascii: ">")) else {
            throw XMLError(file: file, line: 1, reason: .malformed("the XML declaration does not end"))
        }
        let declaration = String(decoding: text[..<end], as: UTF8.self)
        guard let place = declaration.firstRange(of: "encoding") else { return nil }
        let value = declaration[place.upperBound...].drop { $0.isWhitespace || $0 == "=" }
        guard let quote = value.first, quote == "\"" || quote == "'" else { return nil }
        return String(value.dropFirst().prefix { $0 != quote })
    }
}
