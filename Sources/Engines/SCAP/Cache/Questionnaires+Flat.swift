public import Bytes

extension Questionnaires: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self.init(
            questionnaires: try [Questionnaire](flat: &reader), actions: try [TestAction](flat: &reader),
            questions: try [Question](flat: &reader))
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        questionnaires.write(flat: &writer)
        actions.write(flat: &writer)
        questions.write(flat: &writer)
    }
}

extension Questionnaire: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        id = try reader.text()
        title = try reader.text()
        isChildOnly = try Bool(flat: &reader)
        needsAll = try Bool(flat: &reader)
        negate = try Bool(flat: &reader)
        actions = try [String](flat: &reader)
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        id.write(flat: &writer)
        title.write(flat: &writer)
        isChildOnly.write(flat: &writer)
        needsAll.write(flat: &writer)
        negate.write(flat: &writer)
        actions.write(flat: &writer)
    }
}

extension Question: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        id = try reader.text()
        switch try reader.byte() {
        case 0: kind = .boolean(isTrueFalse: try Bool(flat: &reader))
        case 1: kind = .choice(try [Choice](flat: &reader))
        case 2: kind = .numeric
        case 3: kind = .string
        default: throw reader.damaged
        }
        text = try reader.text()
        steps = try [String](flat: &reader)
        defaultAnswer = try reader.text()
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        id.write(flat: &writer)
        switch kind {
        case .boolean(let isTrueFalse):
            writer.byte(0)
            isTrueFalse.write(flat: &writer)
        case .choice(let choices):
            writer.byte(1)
            choices.write(flat: &writer)
        case .numeric: writer.byte(2)
        case .string: writer.byte(3)
        }
        text.write(flat: &writer)
        steps.write(flat: &writer)
        defaultAnswer.write(flat: &writer)
    }
}

extension Question.Choice: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self.init(id: try reader.text(), text: try reader.text())
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        id.write(flat: &writer)
        text.write(flat: &writer)
    }
}

extension TestAction: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        id = try reader.text()
        question = try reader.text()
        branches = try [Branch](flat: &reader)
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        id.write(flat: &writer)
        question.write(flat: &writer)
        branches.write(flat: &writer)
    }
}

extension TestAction.Branch: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self.init(
            condition: try TestAction.Condition(flat: &reader),
            consequence: try TestAction.Consequence(flat: &reader))
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        condition.write(flat: &writer)
        consequence.write(flat: &writer)
    }
}

extension TestAction.Condition: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        switch try reader.byte() {
        case 0: self = .whenTrue
        case 1: self = .whenFalse
        case 2: self = .whenChoice(try [String](flat: &reader))
        case 3: self = .whenEquals(try [String](flat: &reader))
        case 4: self = .whenPattern(try [String](flat: &reader))
        case 5: self = .whenRange(try [TestAction.NumberRange](flat: &reader))
        case 6: self = .otherwise(try reader.text())
        default: throw reader.damaged
        }
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        switch self {
        case .whenTrue: writer.byte(0)
        case .whenFalse: writer.byte(1)
        case .whenChoice(let choices): Self.write(2, choices, &writer)
        case .whenEquals(let values): Self.write(3, values, &writer)
        case .whenPattern(let patterns): Self.write(4, patterns, &writer)
        case .whenRange(let ranges): Self.write(5, ranges, &writer)
        case .otherwise(let name): Self.write(6, name, &writer)
        }
    }

    private static func write(_ kind: UInt8, _ value: some Flat, _ writer: inout FlatWriter) {
        writer.byte(kind)
        value.write(flat: &writer)
    }
}

extension TestAction.NumberRange: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self.init(least: try Double?(flat: &reader), greatest: try Double?(flat: &reader))
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        least.write(flat: &writer)
        greatest.write(flat: &writer)
    }
}

extension TestAction.Consequence: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        let isAction = try Bool(flat: &reader)
        let text = try reader.text()
        self = isAction ? .action(text) : .result(text)
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        switch self {
        case .result(let result):
            false.write(flat: &writer)
            result.write(flat: &writer)
        case .action(let id):
            true.write(flat: &writer)
            id.write(flat: &writer)
        }
    }
}
