import Synchronization

/// The name of an item's entity (`filepath`, `uread`, `subexpression`), kept once and compared as a number.
///
/// A whole-filesystem walk asks hundreds of thousands of items for the same few names, so a name is a number
/// that stands for its text. The names of one process come from content and probes and stay few.
public struct FieldName: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// What stands for the name in this process.
    let number: UInt32

    /// The name that a number of this process stands for.
    init(number: UInt32) { self.number = number }

    /// The name that the text stands for.
    public init(_ text: String) { number = Self.known.withLock { $0.number(of: text) } }

    /// A name written in code.
    public init(stringLiteral text: String) { self.init(text) }

    /// The name as the schema spells it.
    public var text: String { Self.known.withLock { $0.texts[Int(number)] } }

    /// The name as the schema spells it.
    public var description: String { text }

    private struct Table {
        var texts: [String] = []
        var numbers: [String: UInt32] = [:]

        mutating func number(of text: String) -> UInt32 {
            if let number = numbers[text] { return number }
            let number = UInt32(texts.count)
            texts.append(text)
            numbers[text] = number
            return number
        }
    }

    private static let known = Mutex(Table())
}
