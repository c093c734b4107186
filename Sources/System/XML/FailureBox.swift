import CLibxml2

/// Keeps the first error that libxml2 reports; it is the cause, the later ones are its echo.
final class FailureBox {
    private var first: (line: Int, column: Int, message: String)?

    func record(_ error: xmlError) {
        guard first == nil, error.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
        let message = error.message.map { String(cString: $0) } ?? "unknown error"
        first = (Int(error.line), Int(error.int2), Self.oneLine(message))
    }

    /// The recorded error, or that the document ends early at `line` when none was recorded.
    func error(file: String, line: Int) -> XMLError {
        let (line, column, message) = first ?? (line, 0, "the document ends early")
        return XMLError(file: file, line: line, column: column, reason: .malformed(message))
    }

    /// The message's first line without control characters, which a document may smuggle to a terminal.
    private static func oneLine(_ message: String) -> String {
        let line = message.split(whereSeparator: \.isNewline).first ?? ""
        let printable = line.unicodeScalars.prefix(200).map { scalar in
            scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? "?" : Character(scalar)
        }
        return String(printable)
    }
}
