/// A set of functions that belong together.
public struct CELLibrary: Sendable {
    /// The functions.
    public let functions: [CELFunction]

    /// Makes a library.
    public init(_ functions: [CELFunction]) { self.functions = functions }
}
