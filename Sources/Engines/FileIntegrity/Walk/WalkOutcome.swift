/// What a piece of a walk gave.
struct WalkOutcome: Sendable {
    /// What is known of the file.
    var entry: Entry
    /// What stood in the way of knowing it all.
    var problems: [WalkProblem]
    /// What the content index has to learn.
    var content: ContentIndexRun.Note
}
