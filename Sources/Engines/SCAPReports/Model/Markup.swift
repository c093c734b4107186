/// A text that people read: HTML of a short list of elements, which every writer may put on a page as it is.
public struct Markup: Sendable, Equatable {
    /// The HTML; every tag in it is one of ``MarkupSanitizer/allowed``.
    public let html: String

    /// An empty text.
    public init() { html = "" }

    /// Plain words; lines stay lines.
    public init(words: String) {
        var bytes: [UInt8] = []
        HTMLEscaping.append(words, to: &bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        html = words.contains("\n") ? "<p class=\"lines\">\(text)</p>" : text
    }

    init(sanitized: [UInt8]) { html = String(decoding: sanitized, as: UTF8.self) }

    /// True when there is nothing to read.
    public var isEmpty: Bool { html.allSatisfy(\.isWhitespace) }

    /// The words without marks, for formats that hold no HTML.
    public var plain: String {
        var result: [UInt8] = []
        var rest = Array(html.utf8)[...]
        while let byte = rest.first {
            switch byte {
            case UInt8(ascii: "<"):
                let end = rest.firstIndex(of: UInt8(ascii: ">")) ?? rest.endIndex - 1
                let tag = String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self)
                if Self.breaks.contains(where: { tag == $0 || tag.hasPrefix("\($0) ") }) {
                    result.append(0x0A)
                }
                if tag == "li" { result += "* ".utf8 }
                rest = rest[(end + 1)...]
            case UInt8(ascii: "&"):
                let end = rest.firstIndex(of: UInt8(ascii: ";")) ?? rest.endIndex - 1
                switch String(decoding: rest[rest.startIndex...end], as: UTF8.self) {
                case "&lt;": result.append(UInt8(ascii: "<"))
                case "&gt;": result.append(UInt8(ascii: ">"))
                case "&quot;": result.append(UInt8(ascii: "\""))
                case "&#39;": result.append(UInt8(ascii: "'"))
                default: result.append(UInt8(ascii: "&"))
                }
                rest = rest[(end + 1)...]
            default:
                result.append(byte)
                rest = rest.dropFirst()
            }
        }
        return Self.tidied(String(decoding: result, as: UTF8.self))
    }

    private static let breaks = [
        "br", "p", "/p", "li", "/ul", "/ol", "pre", "/pre", "tr", "dt", "dd", "div", "/div",
    ]

    /// Without space around it and without runs of empty lines.
    private static func tidied(_ text: String) -> String {
        var lines: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var line = line
            while let last = line.last, last.isWhitespace { line.removeLast() }
            if line.isEmpty, lines.last?.isEmpty ?? true { continue }
            lines.append(line)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }
}

/// Turns characters that mean something in HTML and XML into references.
enum HTMLEscaping {
    static func append(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { append($0, to: &bytes) }
    }

    /// The bytes below 64 that are not written as they are, a bit each: control characters but tab and line end,
    /// and `"`, `&`, `'`, `<`, `>`.
    private static let special: UInt64 = 0x5000_00C4_FFFF_F9FF

    /// Control characters become U+FFFD: neither HTML nor a terminal should get them.
    static func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        var start = 0
        func flush(_ end: Int) { bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<end])) }
        for (index, byte) in text.enumerated() {
            let isPlain = byte < 64 ? special & (1 &<< UInt64(byte)) == 0 : byte != 0x7F
            if isPlain { continue }
            let reference: StaticString
            switch byte {
            case UInt8(ascii: "<"): reference = "&lt;"
            case UInt8(ascii: ">"): reference = "&gt;"
            case UInt8(ascii: "&"): reference = "&amp;"
            case UInt8(ascii: "\""): reference = "&quot;"
            case UInt8(ascii: "'"): reference = "&#39;"
            default: reference = "\u{FFFD}"
            }
            flush(index)
            reference.withUTF8Buffer { bytes.append(contentsOf: $0) }
            start = index + 1
        }
        flush(text.count)
    }
}
