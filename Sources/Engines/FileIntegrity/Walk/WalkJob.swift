import Host

/// One file whose entry is to be made.
struct WalkJob: Sendable {
    /// The directory that it stands in, kept open.
    var directory: OpenDirectory
    /// Its name there.
    var name: [UInt8]
    /// Its name in the database.
    var path: [UInt8]
    /// Its status when the directory was read.
    var status: FileStatus
    /// What its rule wants.
    var attributes: AttributeSet
    /// What the content index knows of it; nil when nobody has asked.
    var answer: ContentIndexReading.Answer?
}
