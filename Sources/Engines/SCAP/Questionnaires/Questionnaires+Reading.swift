import XML

extension Questionnaires {
    /// Reads the `ocil` element on which the reader stands.
    public init(reader: XMLReader) throws {
        var (questionnaires, actions, questions): ([Questionnaire], [TestAction], [Question]) = ([], [], [])
        var groups: [String: [Question.Choice]] = [:]
        var groupsOfQuestions: [String: [String]] = [:]
        try reader.forEachChild { section in
            switch section.localName {
            case "questionnaires":
                try section.forEachChild { questionnaires.append(try Questionnaire(reader: $0)) }
            case "test_actions": try section.forEachChild { actions.append(try TestAction(reader: $0)) }
            case "questions":
                try section.forEachChild { child in
                    if child.localName == "choice_group" {
                        groups[child.attribute("id") ?? ""] = try Question.choices(child)
                        return
                    }
                    let (question, groups) = try Question.read(child)
                    questions.append(question)
                    if !groups.isEmpty { groupsOfQuestions[question.id] = groups }
                }
            default: break
            }
        }
        for index in questions.indices {
            guard let names = groupsOfQuestions[questions[index].id],
                case .choice(let own) = questions[index].kind
            else { continue }
            questions[index].kind = .choice(own + names.flatMap { groups[$0] ?? [] })
        }
        self.init(questionnaires: questionnaires, actions: actions, questions: questions)
    }

    init(questionnaires: [Questionnaire], actions: [TestAction], questions: [Question]) {
        self.questionnaires = questionnaires
        self.actions = actions
        self.questions = questions
        questionnairePlaces = Self.places(questionnaires.map(\.id))
        actionPlaces = Self.places(actions.map(\.id))
        questionPlaces = Self.places(questions.map(\.id))
    }

    private static func places(_ ids: [String]) -> [String: Int] {
        Dictionary(ids.enumerated().map { ($1, $0) }) { first, _ in first }
    }
}

extension Questionnaire {
    init(reader: XMLReader) throws {
        id = reader.attribute("id") ?? ""
        isChildOnly = reader.attribute("child_only") == "true"
        try reader.forEachChild { child in
            switch child.localName {
            case "title": title = try child.text()
            case "actions":
                needsAll = child.attribute("operation") != "OR"
                negate = child.attribute("negate") == "true"
                try child.forEachChild { action in
                    if action.localName == "test_action_ref" { actions.append(try action.text()) }
                }
            default: break
            }
        }
    }
}

extension Question {
    /// A question, and the ids of the choice groups that it uses.
    static func read(_ reader: XMLReader) throws -> (Question, [String]) {
        let kind: Kind =
            switch reader.localName {
            case "choice_question": .choice([])
            case "numeric_question": .numeric
            case "string_question": .string
            default: .boolean(isTrueFalse: reader.attribute("model") == "MODEL_TRUE_FALSE")
            }
        var question = Question(id: reader.attribute("id") ?? "", kind: kind)
        question.defaultAnswer =
            reader.attribute("default_answer") ?? reader.attribute("default_answer_ref") ?? ""
        var choices: [Choice] = []
        var groups: [String] = []
        try reader.forEachChild { child in
            switch child.localName {
            case "question_text": question.text += try child.text()
            case "instructions":
                try child.forEachChild { if $0.localName == "step" { question.steps += try steps($0) } }
            case "choice":
                choices.append(Choice(id: child.attribute("id") ?? "", text: try child.text()))
            case "choice_group_ref": groups.append(try child.text())
            default: break
            }
        }
        if case .choice = kind { question.kind = .choice(choices) }
        return (question, groups)
    }

    static func choices(_ reader: XMLReader) throws -> [Choice] {
        var choices: [Choice] = []
        try reader.forEachChild { child in
            guard child.localName == "choice" else { return }
            choices.append(Choice(id: child.attribute("id") ?? "", text: try child.text()))
        }
        return choices
    }

    /// A step's own words, then those of the steps in it.
    private static func steps(_ reader: XMLReader) throws -> [String] {
        var all: [String] = []
        try reader.forEachChild { child in
            switch child.localName {
            case "description": all.append(try child.text())
            case "step": all += try steps(child)
            default: break
            }
        }
        return all
    }
}

extension TestAction {
    init(reader: XMLReader) throws {
        id = reader.attribute("id") ?? ""
        question = reader.attribute("question_ref") ?? ""
        try reader.forEachChild { child in
            let name = child.localName
            guard name.hasPrefix("when_") else { return }
            var condition: Condition =
                switch name {
                case "when_true": .whenTrue
                case "when_false": .whenFalse
                case "when_choice": .whenChoice([])
                case "when_equals": .whenEquals([])
                case "when_pattern": .whenPattern([])
                case "when_range": .whenRange([])
                default: .otherwise(name)
                }
            var consequence: Consequence?
            try child.forEachChild { part in
                switch part.localName {
                case "result": consequence = .result(try part.text())
                case "test_action_ref": consequence = .action(try part.text())
                default: try condition.take(part)
                }
            }
            if let consequence { branches.append(Branch(condition: condition, consequence: consequence)) }
        }
    }
}

extension TestAction.Condition {
    fileprivate mutating func take(_ reader: XMLReader) throws {
        switch (self, reader.localName) {
        case (.whenChoice(let ids), "choice_ref"): self = .whenChoice(ids + [try reader.text()])
        case (.whenEquals(let texts), "value"): self = .whenEquals(texts + [try reader.text()])
        case (.whenPattern(let patterns), "pattern"): self = .whenPattern(patterns + [try reader.text()])
        case (.whenRange(let ranges), "range"):
            var range = TestAction.NumberRange()
            try reader.forEachChild { end in
                switch end.localName {
                case "min": range.least = Double(try end.text())
                case "max": range.greatest = Double(try end.text())
                default: break
                }
            }
            self = .whenRange(ranges + [range])
        default: break
        }
    }
}
