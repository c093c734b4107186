public import Bytes

extension Definition: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        id = try reader.text()
        version = try Int(flat: &reader)
        definitionClass = try Class(flat: &reader)
        isDeprecated = try Bool(flat: &reader)
        title = try reader.text()
        criteria = try Criteria?(flat: &reader)
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        id.write(flat: &writer)
        version.write(flat: &writer)
        definitionClass.write(flat: &writer)
        isDeprecated.write(flat: &writer)
        title.write(flat: &writer)
        criteria.write(flat: &writer)
    }
}

extension Definition.Class: FlatChoice {
    /// Every case, in the order of the flat form.
    public static let flatCases: [Self] = [.compliance, .inventory, .miscellaneous, .patch, .vulnerability]
}

extension Criteria: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        combination = try Operator(flat: &reader)
        negate = try Bool(flat: &reader)
        applicabilityCheck = try Bool(flat: &reader)
        nodes = try reader.nested { (reader) throws(FlatError) in try [Criterion](flat: &reader) }
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        combination.write(flat: &writer)
        negate.write(flat: &writer)
        applicabilityCheck.write(flat: &writer)
        nodes.write(flat: &writer)
    }
}

extension Criterion: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        let kind = try reader.byte()
        switch kind {
        case 0: self = .criteria(try Criteria(flat: &reader))
        case 1, 2:
            let id = try reader.text()
            let negate = try Bool(flat: &reader)
            let applies = try Bool(flat: &reader)
            let comment = try reader.text()
            self =
                kind == 1
                ? .test(id: id, negate: negate, applicabilityCheck: applies, comment: comment)
                : .definition(id: id, negate: negate, applicabilityCheck: applies, comment: comment)
        default: throw reader.damaged
        }
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        switch self {
        case .criteria(let criteria):
            writer.byte(0)
            criteria.write(flat: &writer)
        case .test(let id, let negate, let applies, let comment):
            writer.byte(1)
            Self.write(id, negate, applies, comment, &writer)
        case .definition(let id, let negate, let applies, let comment):
            writer.byte(2)
            Self.write(id, negate, applies, comment, &writer)
        }
    }

    private static func write(
        _ id: String, _ negate: Bool, _ applies: Bool, _ comment: String, _ writer: inout FlatWriter
    ) {
        id.write(flat: &writer)
        negate.write(flat: &writer)
        applies.write(flat: &writer)
        comment.write(flat: &writer)
    }
}

extension Test: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        id = try reader.text()
        version = try Int(flat: &reader)
        element = try reader.text()
        family = try reader.text()
        checkExistence = try Existence(flat: &reader)
        check = try Check(flat: &reader)
        stateOperator = try Operator(flat: &reader)
        comment = try reader.text()
        object = try String?(flat: &reader)
        states = try [String](flat: &reader)
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        id.write(flat: &writer)
        version.write(flat: &writer)
        element.write(flat: &writer)
        family.write(flat: &writer)
        checkExistence.write(flat: &writer)
        check.write(flat: &writer)
        stateOperator.write(flat: &writer)
        comment.write(flat: &writer)
        object.write(flat: &writer)
        states.write(flat: &writer)
    }
}

extension Existence: FlatChoice {
    /// Every case, in the order of the flat form.
    public static let flatCases = allCases
}

extension Check: FlatChoice {
    /// Every case, in the order of the flat form.
    public static let flatCases = allCases
}

extension Operator: FlatChoice {
    /// Every case, in the order of the flat form.
    public static let flatCases = allCases
}
