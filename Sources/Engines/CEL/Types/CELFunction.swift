/// One overload of a function: its signature, its cost and what it does.
public struct CELFunction: Sendable {
    /// What the function does with the values of its parameters, the receiver first.
    public typealias Body = @Sendable ([CELValue]) throws(CELEvaluationError) -> CELValue

    /// The name, `startsWith` or `ip.isCanonical`.
    public var name: String
    /// Whether it is called on its first parameter: `value.name(…)`.
    public var isMember: Bool
    /// The parameters' types, the receiver first.
    public var parameters: [CELType]
    /// The type of what it returns.
    public var result: CELType
    /// What a call costs.
    public var cost: CELCost
    /// What it does.
    public var body: Body

    /// Declares a function.
    public init(
        _ name: String, isMember: Bool = false, _ parameters: [CELType], _ result: CELType,
        cost: CELCost = .constant(1), body: @escaping Body
    ) {
        self.name = name
        self.isMember = isMember
        self.parameters = parameters
        self.result = result
        self.cost = cost
        self.body = body
    }
}
