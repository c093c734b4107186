/// Writes a well-formed UTF-8 document, indented by two spaces.
///
/// ```swift
/// var writer = XMLWriter()
/// writer.element("result", [("idref", id)]) { $0.element("message", text: "a < b") }
/// let document = writer.finish()
/// ```
///
/// What XML 1.0 cannot hold (most control characters) becomes U+FFFD. Names are the caller's: they are written
/// as they are.
public struct XMLWriter {
    private var bytes: [UInt8]
    private var depth = 0

    /// Begins a document with its XML declaration.
    public init() { bytes = Array(#"<?xml version="1.0" encoding="UTF-8"?>"#.utf8) }

    /// Writes an element with what `content` writes into it.
    public mutating func element(
        _ name: String, _ attributes: [(String, String)] = [], content: (inout XMLWriter) -> Void
    ) {
        openTag(name, attributes)
        bytes.append(UInt8(ascii: ">"))
        let before = bytes.count
        depth += 1
        content(&self)
        depth -= 1
        guard bytes.count > before else {
            bytes.removeLast()
            bytes += "/>".utf8
            return
        }
        breakLine()
        bytes += "</\(name)>".utf8
    }

    /// Writes an element that holds text alone; an empty text leaves it empty.
    public mutating func element(_ name: String, _ attributes: [(String, String)] = [], text: String) {
        openTag(name, attributes)
        guard !text.isEmpty else {
            bytes += "/>".utf8
            return
        }
        bytes.append(UInt8(ascii: ">"))
        escape(text)
        bytes += "</\(name)>".utf8
    }

    /// Writes markup that is well-formed already, on a line of its own, byte for byte.
    public mutating func verbatim(_ markup: some Collection<UInt8>) {
        breakLine()
        bytes += markup
    }

    /// The document.
    public consuming func finish() -> [UInt8] { bytes + [UInt8(ascii: "\n")] }

    private mutating func openTag(_ name: String, _ attributes: [(String, String)]) {
        breakLine()
        bytes += "<\(name)".utf8
        for (name, value) in attributes {
            bytes += " \(name)=\"".utf8
            escape(value)
            bytes.append(UInt8(ascii: "\""))
        }
    }

    private mutating func breakLine() {
        bytes.append(UInt8(ascii: "\n"))
        bytes += repeatElement(UInt8(ascii: " "), count: 2 * depth)
    }

    private mutating func escape(_ text: String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": bytes += "&lt;".utf8
            case ">": bytes += "&gt;".utf8
            case "&": bytes += "&amp;".utf8
            case "\"": bytes += "&quot;".utf8
            // As a reference, or reading would turn it into a newline or a space (XML 1.0, 2.11 and 3.3.3).
            case "\r": bytes += "&#13;".utf8
            case _ where Self.isForbidden(scalar): bytes += "\u{FFFD}".utf8
            default: bytes += String(scalar).utf8
            }
        }
    }

    /// Outside of `Char` (XML 1.0, 2.2).
    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        (scalar.value < 0x20 && scalar != "\t" && scalar != "\n") || scalar.value == 0xFFFE
            || scalar.value == 0xFFFF
    }
}
