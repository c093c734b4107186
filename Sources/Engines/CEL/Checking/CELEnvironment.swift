/// What an expression may speak of: variables and functions.
///
/// ```swift
/// let environment = CELEnvironment(variables: ["self": shape.type])
/// let program = try CELProgram(compiling: "self.replicas <= 5", in: environment)
/// ```
public struct CELEnvironment: Sendable {
    /// The variables and their types.
    public var variables: [String: CELType]
    /// Functions beyond those of the language and of Kubernetes' libraries.
    public var functions: [CELFunction]
    /// Whether elements of a list literal, or values of a map literal, may be of different types.
    public var allowsMixedLiterals: Bool

    /// Declares variables and functions, beside the language's own and Kubernetes' libraries.
    public init(
        variables: [String: CELType], functions: [CELFunction] = [], allowsMixedLiterals: Bool = false
    ) {
        self.variables = variables
        self.functions = functions
        self.allowsMixedLiterals = allowsMixedLiterals
    }
}
