/// Why a function has no values.
struct FunctionError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
