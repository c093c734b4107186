/// What a call of a function costs, before it is known (from the bounds on sizes) and after (from values).
public enum CELCost: Sendable, Equatable {
    /// Always the same.
    case constant(UInt64)
    /// Reading a parameter once, times a factor: a tenth a character.
    case traversal(Int, times: Double = 1)
    /// Looking for a pattern (parameter 1) in a text (parameter 0).
    case pattern
    /// Looking for a text (parameter 1) in a text (parameter 0).
    case search
    /// Reading two parameters as far as the shorter goes.
    case comparison
    /// Reading both parameters.
    case concatenation
    /// Comparing a value with each element of a list (parameter 1).
    case membership
    /// Looking at each element of a list (parameter 0).
    case elements
    /// Comparing each element of one list with each of the other.
    case product
    /// Writing the result, times a factor.
    case result(times: Double)
}
