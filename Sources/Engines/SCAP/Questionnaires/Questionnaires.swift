/// Questions that a person answers to check rules by hand (OCIL 2.0, NISTIR 7692).
public struct Questionnaires: Sendable {
    /// The questionnaires in document order.
    public internal(set) var questionnaires: [Questionnaire] = []
    /// What asks the questions and judges the answers, in document order.
    public internal(set) var actions: [TestAction] = []
    /// The questions in document order.
    public internal(set) var questions: [Question] = []
    var actionPlaces: [String: Int] = [:]
    var questionPlaces: [String: Int] = [:]
    var questionnairePlaces: [String: Int] = [:]

    /// The questionnaire of an id, or nil.
    public func questionnaire(_ id: String) -> Questionnaire? {
        questionnairePlaces[id].map { questionnaires[$0] }
    }

    /// The test action of an id, or nil.
    public func action(_ id: String) -> TestAction? { actionPlaces[id].map { actions[$0] } }

    /// The question of an id, or nil.
    public func question(_ id: String) -> Question? { questionPlaces[id].map { questions[$0] } }

    /// The text of the questions that a questionnaire asks first; nil when it asks none.
    func text(questionnaire id: String) -> String? {
        let asked = questionnaire(id)?.actions ?? []
        let texts = asked.compactMap { action($0)?.question }.compactMap { question($0)?.text }
        return texts.isEmpty ? nil : texts.joined(separator: "\n")
    }
}

/// A set of questions that together answer one check (OCIL 2.0, 5.3).
public struct Questionnaire: Sendable, Hashable {
    /// The id.
    public var id: String
    /// The name for people; empty when not said.
    public var title = ""
    /// Whether it is only asked from other questionnaires.
    public var isChildOnly = false
    /// Whether every action must pass; otherwise one is enough.
    public var needsAll = true
    /// Whether pass and fail are exchanged.
    public var negate = false
    /// The ids of its test actions, or of questionnaires that stand for one.
    public var actions: [String] = []
}

/// A question (OCIL 2.0, 5.5).
public struct Question: Sendable, Hashable {
    /// What an answer looks like.
    public enum Kind: Sendable, Hashable {
        /// Yes or no, or true or false.
        case boolean(isTrueFalse: Bool)
        /// One of some choices.
        case choice([Choice])
        /// A number.
        case numeric
        /// A text.
        case string
    }

    /// An answer to choose.
    public struct Choice: Sendable, Hashable {
        /// The id.
        public var id: String
        /// The words.
        public var text: String

        /// Makes a choice.
        public init(id: String, text: String) {
            self.id = id
            self.text = text
        }
    }

    /// The id.
    public var id: String
    /// What an answer looks like.
    public var kind: Kind
    /// The question.
    public var text = ""
    /// How to find the answer, one step each.
    public var steps: [String] = []
    /// The answer that is proposed; empty when none is.
    public var defaultAnswer = ""
}

/// What asks one question and judges the answer (OCIL 2.0, 5.4).
public struct TestAction: Sendable, Hashable {
    /// When a branch is taken.
    public enum Condition: Sendable, Hashable {
        /// The answer is yes, true.
        case whenTrue
        /// The answer is no, false.
        case whenFalse
        /// One of these choices is the answer.
        case whenChoice([String])
        /// The answer is one of these, or fits one of these patterns.
        case whenEquals([String])
        /// The answer fits one of these patterns.
        case whenPattern([String])
        /// The answer lies in one of these ranges, whose ends are nil when they are open.
        case whenRange([NumberRange])
        /// The person cannot say: `when_unknown`, `when_not_tested`, `when_not_applicable` or `when_error`.
        case otherwise(String)
    }

    /// Numbers between two ends.
    public struct NumberRange: Sendable, Hashable {
        /// The least, or nil.
        public var least: Double?
        /// The greatest, or nil.
        public var greatest: Double?

        /// Makes a range; a missing end is open.
        public init(least: Double? = nil, greatest: Double? = nil) {
            self.least = least
            self.greatest = greatest
        }
    }

    /// What follows an answer.
    public enum Consequence: Sendable, Hashable {
        /// A result, such as `PASS` or `FAIL`.
        case result(String)
        /// The next test action or questionnaire, by its id.
        case action(String)
    }

    /// A condition and what follows.
    public struct Branch: Sendable, Hashable {
        /// When it is taken.
        public var condition: Condition
        /// What follows.
        public var consequence: Consequence

        /// Makes a branch.
        public init(condition: Condition, consequence: Consequence) {
            self.condition = condition
            self.consequence = consequence
        }
    }

    /// The id.
    public var id: String
    /// The id of the question.
    public var question: String
    /// The branches in document order.
    public var branches: [Branch] = []
}
