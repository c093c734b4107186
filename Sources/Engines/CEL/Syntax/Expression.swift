/// An expression as it was written, with macros in their own form.
struct Expression: Sendable {
    indirect enum Kind: Sendable {
        case literal(CELValue)
        /// A name; one with a leading dot never means a variable of a macro.
        case identifier(String, isRooted: Bool)
        case select(Expression, String)
        /// `has(operand.field)`.
        case presence(Expression, String)
        /// `operand.?field`.
        case optionalSelect(Expression, String)
        case call(String, target: Expression?, [Expression])
        case list([Element])
        case map([Entry])
        case message(String, [Field])
        case fold(Fold)
        /// `target.optMap(name, body)` and `optFlatMap`.
        case optionalMap(Expression, name: String, Expression, isFlat: Bool)
    }

    struct Element: Sendable {
        var value: Expression
        var isOptional: Bool
    }

    struct Entry: Sendable {
        var key: Expression
        var value: Expression
        var isOptional: Bool
    }

    struct Field: Sendable {
        var name: String
        var position: Int
        var value: Expression
    }

    /// A macro that walks a list or a map.
    struct Fold: Sendable {
        enum Macro: Sendable {
            case all, exists, existsOne, filter, map, transformList, transformMap, transformMapEntry
        }

        var macro: Macro
        var range: Expression
        var first: String
        /// The second variable of two: the element or the value, the first being the index or the key.
        var second: String?
        var predicate: Expression?
        var transform: Expression?
    }

    /// The number of the expression among those of its source.
    let id: Int
    /// Where it stands: for an operation, its operator.
    let position: Int
    let kind: Kind
    /// How deep the tree below is.
    let depth: Int
}
