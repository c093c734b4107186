import FileEvents

/// How a node comes to know of changes between two checks.
enum WatchStanding: Equatable, Sendable {
    /// Every change, with its process.
    case whole
    /// Changes are noticed, but not all, or not who made them; the sentence says what is missing.
    case partial(String)
    /// None: checks come in their rhythm alone; the sentence says why.
    case none(String)

    /// How a watch that runs stands.
    ///
    /// - Parameter isBrokerAlive: nil for a process that needs no broker.
    init(_ coverage: [FileEventCoverage], isBrokerAlive: Bool?) {
        let lacking = coverage.filter {
            switch $0.means {
            case .fileSystem, .upperLayer: false
            case .directories, .none: true
            }
        }
        let gone =
            isBrokerAlive == false
            ? ["the process that names executables and listens to new mounts has ended"] : []
        let sentences = lacking.map(\.description) + gone
        self = sentences.isEmpty ? .whole : .partial(sentences.joined(separator: "; "))
    }

    /// The word for it in metrics.
    var word: String {
        switch self {
        case .whole: "whole"
        case .partial: "partial"
        case .none: "none"
        }
    }

    /// One sentence for a person.
    var text: String {
        switch self {
        case .whole: Self.wholeText
        case .partial(let sentence): "changes are noticed in part: \(sentence)"
        case .none(let sentence): "changes are noticed by checks alone: \(sentence)"
        }
    }

    /// What is said when nothing is missing.
    static let wholeText = "every change is noticed, with its process"
}
