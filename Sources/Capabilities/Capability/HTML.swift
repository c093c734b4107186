/// A piece of HTML.
///
/// Text that is interpolated is escaped; only other pieces go in as they are, so foreign
/// names and messages can never become markup.
///
/// ```swift
/// let row: HTML = "<td>\(object.name)</td>"
/// ```
public struct HTML: Sendable, ExpressibleByStringInterpolation, CustomStringConvertible {
    /// The markup.
    public private(set) var description: String

    /// Markup that the program itself wrote.
    public init(stringLiteral value: String) { description = value }

    /// Markup with values in it.
    public init(stringInterpolation: Interpolation) { description = stringInterpolation.markup }

    /// Pieces one after another.
    public init(_ pieces: [HTML]) { description = pieces.map(\.description).joined() }

    /// Collects the markup of an interpolated literal.
    public struct Interpolation: StringInterpolationProtocol {
        var markup = ""

        /// Starts with room for the literal.
        public init(literalCapacity: Int, interpolationCount: Int) {
            markup.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        /// Markup that the program itself wrote.
        public mutating func appendLiteral(_ literal: String) { markup += literal }

        /// A piece, as it is.
        public mutating func appendInterpolation(_ piece: HTML) { markup += piece.description }

        /// Pieces, as they are.
        public mutating func appendInterpolation(_ pieces: [HTML]) { markup += HTML(pieces).description }

        /// Text, escaped for element content and quoted attributes.
        public mutating func appendInterpolation(_ text: String) { markup += HTML.escape(text) }

        /// A number.
        public mutating func appendInterpolation(_ number: Int) { markup += String(number) }
    }

    private static func escape(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            // Bidirectional controls would let a name rearrange the line that it stands in.
            case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
