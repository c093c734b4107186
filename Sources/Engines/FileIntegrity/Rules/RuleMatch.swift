/// What the rules say of a path.
public struct RuleMatch: Equatable, Sendable {
    /// The verdict.
    public enum Verdict: Sendable {
        /// A selective rule takes the file.
        case selective
        /// An equal rule takes the file.
        case equal
        /// Nothing takes the file, but something below it may be taken.
        case partial
        /// Nothing takes the file.
        case none
        /// A negative rule of 0.19 refuses the file; what is below it is looked at.
        case negative
        /// A pruning rule of 0.19 refuses the file and all below it.
        case pruned
        /// The file is outside of `--limit`, but something below it may be inside.
        case partialLimit
        /// The file is outside of `--limit`.
        case outsideLimit
    }

    /// The verdict.
    public var verdict: Verdict
    /// The rule that decided, by its place in the tree's list; nil when none did.
    public var rule: Int?
    /// The directory above that the rule refused, and so this file too; nil when the rule is about the file
    /// itself.
    public var refusedParent: [UInt8]?

    /// Whether the file is taken.
    public var isTaken: Bool { verdict == .selective || verdict == .equal }
}
