/// How one control stands: a row of the posture table.
public struct Posture: Sendable, Equatable {
    /// The state that a person sees at one look.
    public enum State: String, Sendable {
        /// Nothing is wrong.
        case good
        /// Something needs a look.
        case warning
        /// Something is wrong.
        case bad
        /// Nothing is known yet.
        case unknown
    }

    /// The row's state.
    public var state: State
    /// What is so, in one sentence.
    public var summary: String
    /// When it was last checked, RFC 3339; nil when never.
    public var checked: String?
    /// The page with the details.
    public var path: String?

    /// Makes a row.
    public init(state: State, summary: String, checked: String? = nil, path: String? = nil) {
        self.state = state
        self.summary = summary
        self.checked = checked
        self.path = path
    }
}
