/// A word of a program.
enum Token: Equatable {
    case name(String)
    case keyword(String)
    /// `.name`.
    case field(String)
    /// `$name`.
    case variable(String)
    /// `@name`.
    case format(String)
    case number(String)
    /// The quote that begins a string.
    case quote
    case symbol(String)
    case location
    case end

    static let keywords: Set<String> = [
        "as", "import", "include", "module", "def", "if", "then", "else", "elif", "and", "or", "end",
        "reduce", "foreach", "try", "catch", "label", "break",
    ]

    /// How jq's syntax errors name the word.
    var spelling: String {
        switch self {
        case .name: "IDENT"
        case .keyword(let word): word
        case .field: "FIELD"
        case .variable: "BINDING"
        case .format: "FORMAT"
        case .number: "LITERAL"
        case .quote: "QQSTRING_START"
        case .symbol(let text): text.count == 1 ? "'\(text)'" : text
        case .location: "$__loc__"
        case .end: "end of file"
        }
    }
}
