/// Whether somebody who puts files on the machine is answerable for a change.
public enum Explanation: Sendable, Equatable {
    /// What of the file was explained.
    public enum How: String, Sendable {
        /// Its content.
        case content
        /// Only what is said of it: times, owners, modes.
        case metadata
        /// That it is there.
        case addition
        /// That it is gone.
        case removal
    }

    /// Every changed attribute is as a source says.
    ///
    /// `by` names the source, and `evidence` what the file was compared with.
    case explained(by: String, how: How, evidence: String)
    /// Nobody is answerable; what disagrees, a sentence each.
    case unexplained([String])

    /// Whether somebody is answerable.
    public var isExplained: Bool { if case .explained = self { true } else { false } }

    /// One line for a person.
    public var sentence: String {
        switch self {
        case .explained(let source, let how, let evidence): "\(how.rawValue) by \(source), by \(evidence)"
        case .unexplained(let reasons): reasons.joined(separator: "; ")
        }
    }
}
