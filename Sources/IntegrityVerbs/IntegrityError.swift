/// Why a command about the integrity of files cannot do what it was asked.
public struct IntegrityError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What stands in the way.
    public enum Reason: Sendable, Equatable {
        /// There is no baseline yet.
        case noBaseline
        /// There is a baseline, and it was not said that it may be replaced.
        case baselineExists
        /// A file or directory is not as only its owner could have left it.
        case untrustedPlace
        /// The command line does not say enough.
        case usage
    }

    /// What stands in the way.
    public var reason: Reason
    /// One sentence that names the place.
    public var description: String

    /// Makes an error.
    public init(_ reason: Reason, _ description: String) {
        self.reason = reason
        self.description = description
    }
}
