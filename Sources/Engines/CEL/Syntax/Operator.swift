/// The names that operators have as functions, as cel-go shows them in its messages.
enum Operator {
    static let not = "!_"
    static let negate = "-_"
    static let and = "_&&_"
    static let or = "_||_"
    static let conditional = "_?_:_"
    static let equal = "_==_"
    static let notEqual = "_!=_"
    static let index = "_[_]"
    static let optionalIndex = "_[?_]"
    static let optionalSelect = "_?._"
    static let membership = "@in"
    static let add = "_+_"

    /// The function and the precedence of a binary operator; higher binds tighter.
    static func binary(_ token: Token.Kind) -> (function: String, precedence: Int)? {
        switch token {
        case .keyword(.in): (membership, 3)
        case .symbol(let symbol):
            switch symbol {
            case .conditionalOr: (or, 1)
            case .conditionalAnd: (and, 2)
            case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
                ("_\(symbol.rawValue)_", 3)
            case .plus, .minus: ("_\(symbol.rawValue)_", 4)
            case .star, .slash, .percent: ("_\(symbol.rawValue)_", 5)
            default: nil
            }
        default: nil
        }
    }

}
