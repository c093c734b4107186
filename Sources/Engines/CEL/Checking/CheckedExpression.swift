/// What checking found out about an expression.
struct CheckedExpression: Sendable {
    /// What a name or a call means.
    enum Meaning: Sendable {
        case variable(String)
        case local(String)
        case type(CELType)
        /// The overloads that a call may take; `isStatic` when its target is a part of the function's name.
        case call([CELFunction], isStatic: Bool)
    }

    let root: Expression
    /// The type of each expression, by its number.
    let types: [Int: CELType]
    /// What names and calls mean, by number.
    let meanings: [Int: Meaning]
    /// The variables of the environment that are spoken of.
    let variables: Set<String>

    func type(of expression: Expression) -> CELType { types[expression.id] ?? .dyn }
}
