/// One word of an expression and where it begins.
struct Token: Sendable {
    enum Kind: Sendable, Equatable {
        case identifier(String)
        case keyword(Keyword)
        case symbol(Symbol)
        case int(UInt64)
        case uint(UInt64)
        case double(Double)
        case string(String)
        case bytes([UInt8])
        case end
    }

    enum Keyword: String, Sendable {
        case `in`, `true`, `false`, null
    }

    enum Symbol: String, Sendable, CaseIterable {
        case conditionalAnd = "&&"
        case conditionalOr = "||"
        case equal = "=="
        case notEqual = "!="
        case lessOrEqual = "<="
        case greaterOrEqual = ">="
        case less = "<"
        case greater = ">"
        case plus = "+"
        case minus = "-"
        case star = "*"
        case slash = "/"
        case percent = "%"
        case not = "!"
        case question = "?"
        case colon = ":"
        case dot = "."
        case comma = ","
        case openParenthesis = "("
        case closeParenthesis = ")"
        case openBracket = "["
        case closeBracket = "]"
        case openBrace = "{"
        case closeBrace = "}"
    }

    var kind: Kind
    /// The offset in characters (Unicode scalars).
    var position: Int
    /// The text of the word, for messages.
    var text: String
}

/// What is wrong at a place of the source.
struct SyntaxProblem: Error {
    var position: Int
    var message: String
}
