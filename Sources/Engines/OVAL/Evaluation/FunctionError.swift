/// Why a function has no values.
struct FunctionError: Error, CustomStringConvertible {
    let description: String
    /// Whether it is a bound of ours that the values would pass.
    let isBound: Bool

    init(_ description: String, isBound: Bool = false) {
        self.description = description
        self.isBound = isBound
    }
}
