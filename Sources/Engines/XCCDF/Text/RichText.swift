/// A text of a benchmark as plain words, with the places where values of the profile in force are put in.
///
/// XCCDF texts are XHTML with `sub` elements (XCCDF 1.2, 6.2.8 and 7.2.3.6.3). The marks become the plain text
/// that people read in a terminal when the content is read; the values are known only later.
public struct RichText: Sendable, Hashable {
    /// A run of words, or the id of a Value or plain-text that stands in its place.
    public enum Piece: Sendable, Hashable {
        /// Words as they are shown.
        case words(String)
        /// The current value of a Value, or a plain-text block.
        case value(id: String)
        /// The title of a Value.
        case title(id: String)
    }

    /// The pieces in order.
    public var pieces: [Piece]

    /// Makes a text of words alone.
    public init(_ words: String = "") { pieces = words.isEmpty ? [] : [.words(words)] }

    /// Makes a text of pieces.
    public init(pieces: [Piece]) { self.pieces = pieces }

    /// True when there is nothing to show.
    public var isEmpty: Bool { pieces.isEmpty }

    /// The words, with each substitution answered by `substitute`; what it answers with nil shows its id.
    public func plain(substitute: (Piece) -> String?) -> String {
        if pieces.count == 1, case .words(let words) = pieces[0] { return words }
        return pieces.reduce(into: "") { text, piece in
            switch piece {
            case .words(let words): text += words
            case .value(let id), .title(let id): text += substitute(piece) ?? id
            }
        }
    }

    /// The words, with substitutions shown as the ids they name; for places where no profile is in force.
    public var plain: String { plain { _ in nil } }
}
