/// How much work a program may do; reaching a bound ends it with ``JQError/exhausted(_:)``.
public struct JQLimits: Sendable {
    /// The most steps: roughly, values that pass from one part of the program to the next.
    public var steps: Int
    /// How deep calls, closures and open choices may be nested.
    public var depth: Int
    /// The most bytes that one output, or one text that the program makes of a value, may have.
    public var outputBytes: Int

    /// Sets bounds.
    public init(steps: Int = 1_000_000_000, depth: Int = 500_000, outputBytes: Int = 1 << 30) {
        self.steps = steps
        self.depth = depth
        self.outputBytes = outputBytes
    }

    /// Bounds for programs that come from somebody else: some seconds of work.
    public static let untrusted = JQLimits(steps: 20_000_000, depth: 50_000, outputBytes: 64 << 20)
}
