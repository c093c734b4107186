/// That a command may take digests from a content index instead of reading files, and how.
///
/// ```swift
/// var use = ContentIndexUse(path: "/var/lib/martlet/content.index")
/// use.isTouched = { file in journal.contains(device: file.device, inode: file.inode) }
/// let command = IntegrityCommand(configuration: configuration, host: host, index: use, clock: clock)
/// ```
///
/// A first database is always made by reading every file; that fills the index. What the index answers is as
/// trustworthy as the node that it lies on: a command without one depends on nothing but the files.
public struct ContentIndexUse: Sendable {
    /// A file, as it is asked whether it was touched.
    public struct File: Sendable {
        /// The name without the root prefix.
        public var path: [UInt8]
        /// The device number of its file system (`st_dev`).
        public var device: UInt64
        /// The inode's number.
        public var inode: UInt64
    }

    /// Where the index lies; it is made when it is not there.
    public var path: String
    /// Whether something else saw a file being written since the last command; such a file is read.
    ///
    /// Called from several threads. A caller that lost events answers `true` for all that they could be about.
    public var isTouched: @Sendable (File) -> Bool
    /// How often files are read although nothing says that they changed.
    public var budget: RehashBudget
    /// What the choice of those files is drawn from; unpredictable unless a test fixes it.
    public var seed: UInt64
    /// The machine's clocks.
    public var clock: @Sendable () -> ClockReading
    /// Whether files are kept of file systems whose times cannot be believed; only for tests, which run anywhere.
    var trustsEveryFileSystem = false

    /// Uses an index with the machine's own clocks and an unpredictable choice.
    public init(
        path: String, isTouched: @escaping @Sendable (File) -> Bool = { _ in false },
        budget: RehashBudget = RehashBudget(), seed: UInt64 = .random(in: 0 ... .max),
        clock: @escaping @Sendable () -> ClockReading = ClockReading.now
    ) {
        self.path = path
        self.isTouched = isTouched
        self.budget = budget
        self.seed = seed
        self.clock = clock
    }
}
