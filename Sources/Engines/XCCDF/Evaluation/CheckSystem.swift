/// What can answer the checks of rules.
///
/// Implementations keep what they have found out: one file is asked hundreds of questions.
public protocol CheckSystem {
    /// Whether the checks of a system, named by its URI, can be answered at all.
    func supports(_ system: String) -> Bool

    /// Answers one question.
    func evaluate(_ query: CheckQuery) -> CheckAnswer

    /// What speaks for the answer to a question that was asked; asked only when a rule did not pass.
    func findings(_ query: CheckQuery) -> [Finding]

    /// Answers every question of a file, each for itself; nil when the file is not at hand.
    func evaluateEach(_ query: CheckQuery) -> [(name: String, outcome: Outcome, messages: [String])]?
}

extension CheckSystem {
    /// Systems that keep no evidence have none.
    public func findings(_ query: CheckQuery) -> [Finding] { [] }

    /// A system whose files hold one question each has nothing to take apart.
    public func evaluateEach(_ query: CheckQuery) -> [(name: String, outcome: Outcome, messages: [String])]? {
        nil
    }
}

/// A question to a checking system.
public struct CheckQuery: Sendable, Hashable {
    /// The checking system's URI.
    public var system: String
    /// The file as the benchmark calls it.
    public var href: String
    /// The question's id in the file; nil asks every question and joins the answers with AND.
    public var name: String?
    /// The values handed over, by the checking system's names for them.
    public var exports: [String: [String]]

    /// Makes a question.
    public init(system: String, href: String, name: String?, exports: [String: [String]] = [:]) {
        self.system = system
        self.href = href
        self.name = name
        self.exports = exports
    }
}

/// An answer of a checking system.
public enum CheckAnswer: Sendable, Equatable {
    /// The question was asked; the messages say what was seen or why nothing could be.
    case outcome(Outcome, messages: [String])
    /// The file is not at hand, or the question is not in it; the text is one sentence.
    case absent(String)
}

/// What knows which platforms the machine is.
public protocol PlatformOracle {
    /// Whether a CPE name describes the machine.
    func describesMachine(_ name: String) -> Bool

    /// Whether a check that stands for a platform holds.
    func holds(_ fact: CheckFact) -> Bool
}
