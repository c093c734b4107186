/// A command that cannot do what it was asked; the text is one line for the person at the terminal.
public struct CommandFailure: Error, CustomStringConvertible {
    /// What, where, why, and what to do.
    public let description: String

    /// Makes a failure.
    public init(_ description: String) { self.description = description }
}
