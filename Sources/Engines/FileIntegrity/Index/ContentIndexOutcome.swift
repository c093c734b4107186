/// What a command made of its content index.
public struct ContentIndexOutcome: Equatable, Sendable {
    /// How many files' digests were taken from the index.
    public var taken = 0
    /// How many files were read.
    public var read = 0
    /// How many of those nothing said had changed: their turn had come.
    public var drawn = 0
    /// Files whose content changed while size, times and inode stayed: written to below the file system, or
    /// under a clock that was set back.
    public var hidden: [HiddenChange] = []
    /// Why every file was read: the index was damaged, the clock was set back, or this is a first database; nil
    /// when the index was used.
    public var refusal: String?

    /// An outcome with some numbers.
    public init(taken: Int = 0, read: Int = 0) {
        self.taken = taken
        self.read = read
    }
}

/// A file whose content changed behind unchanged times.
public struct HiddenChange: Equatable, Sendable {
    /// The name without the root prefix.
    public var path: [UInt8]
    /// When the former content was read, in seconds since 1970.
    public var lastRead: Int64
    /// The digests that differ.
    public var changed: AttributeSet

    /// The finding in a sentence.
    public var message: String {
        let shown = String(decoding: path, as: UTF8.self)
        return "content changed behind unchanged times: '\(shown)' (\(changed.expression)) was written to "
            + "below its file system, or under a clock that was set back"
    }
}
