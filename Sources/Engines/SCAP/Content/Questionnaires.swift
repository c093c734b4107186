import XML

/// The questions that a person answers to check rules by hand (OCIL 2.0).
struct Questionnaires: Sendable {
    private var actions: [String: [String]] = [:]
    private var questionOfAction: [String: String] = [:]
    private var texts: [String: String] = [:]

    /// Reads the `ocil` element on which the reader stands.
    init(reader: XMLReader) throws {
        try reader.forEachChild { section in
            switch section.localName {
            case "questionnaires":
                try section.forEachChild { questionnaire in
                    guard let id = questionnaire.attribute("id") else { return }
                    actions[id] = try Self.actionReferences(questionnaire)
                }
            case "test_actions":
                try section.forEachChild { action in
                    guard let id = action.attribute("id") else { return }
                    questionOfAction[id] = action.attribute("question_ref")
                }
            case "questions":
                try section.forEachChild { question in
                    guard let id = question.attribute("id") else { return }
                    try question.forEachChild { child in
                        if child.localName == "question_text" { texts[id, default: ""] += try child.text() }
                    }
                }
            default: break
            }
        }
    }

    /// The text of the questions that a questionnaire asks; nil when it asks none.
    func text(questionnaire id: String) -> String? {
        let questions = actions[id, default: []].compactMap { questionOfAction[$0] }.compactMap { texts[$0] }
        return questions.isEmpty ? nil : questions.joined(separator: "\n")
    }

    private static func actionReferences(_ reader: XMLReader) throws -> [String] {
        var references: [String] = []
        try reader.forEachChild { child in
            guard child.localName == "actions" else { return }
            try child.forEachChild { action in
                if action.localName == "test_action_ref" { references.append(try action.text()) }
            }
        }
        return references
    }
}
