/// How much of a machine or an image is read before it counts as broken.
public struct InventoryLimits: Sendable {
    /// The largest file that a cataloger is shown, in bytes.
    public var fileBytes = 2 << 30
    /// How large a file may be to be held in memory; a larger one goes to a temporary file.
    public var memoryBytes = 4 << 20
    /// The most entries of a directory tree.
    public var entries = 20_000_000
    /// The deepest directory: each level on the way holds a descriptor.
    public var depth = 200
    /// The most packages; the largest machines have some ten thousand.
    public var packages = 1_000_000
    /// The most problems that are told.
    public var problems = 1000

    /// The limits in use.
    public init() {}
}
