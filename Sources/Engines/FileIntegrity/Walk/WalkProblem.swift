/// Something that a walk could not look at as it should have.
public struct WalkProblem: Equatable, Sendable {
    /// The file or directory, without the root prefix.
    public var path: [UInt8]
    /// What happened, naming the path.
    public var message: String
}
