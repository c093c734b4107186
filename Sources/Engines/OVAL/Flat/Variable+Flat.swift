public import Bytes

extension Variable: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        id = try reader.text()
        datatype = try Datatype(flat: &reader)
        switch try reader.byte() {
        case 0: source = .external(try [Possibility](flat: &reader))
        case 1: source = .constant(try [String](flat: &reader))
        case 2: source = .local(try Component(flat: &reader))
        default: throw reader.damaged
        }
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        id.write(flat: &writer)
        datatype.write(flat: &writer)
        switch source {
        case .external(let possibilities):
            writer.byte(0)
            possibilities.write(flat: &writer)
        case .constant(let values):
            writer.byte(1)
            values.write(flat: &writer)
        case .local(let component):
            writer.byte(2)
            component.write(flat: &writer)
        }
    }
}

extension Variable.Possibility: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        switch try reader.byte() {
        case 0: self = .value(try reader.text())
        case 1:
            let combination = try Operator(flat: &reader)
            var restrictions: [(operation: OVAL.Operation, value: String)] = []
            for _ in 0..<(try reader.count()) {
                restrictions.append((try Operation(flat: &reader), try reader.text()))
            }
            self = .restriction(combination, restrictions)
        default: throw reader.damaged
        }
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        switch self {
        case .value(let text):
            writer.byte(0)
            text.write(flat: &writer)
        case .restriction(let combination, let restrictions):
            writer.byte(1)
            combination.write(flat: &writer)
            writer.number(UInt(restrictions.count))
            for restriction in restrictions {
                restriction.operation.write(flat: &writer)
                restriction.value.write(flat: &writer)
            }
        }
    }
}

extension Component: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        switch try reader.byte() {
        case 0: self = .literal(try reader.text())
        case 1:
            self = .object(
                id: try reader.text(), field: try reader.text(), recordField: try String?(flat: &reader))
        case 2: self = .variable(try reader.text())
        case 3:
            let function = try Function(flat: &reader)
            let components = try reader.nested { (reader) throws(FlatError) in
                try [Component](flat: &reader)
            }
            guard function.accepts(count: components.count) else { throw reader.damaged }
            self = .function(function, components)
        default: throw reader.damaged
        }
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        switch self {
        case .literal(let text):
            writer.byte(0)
            text.write(flat: &writer)
        case .object(let id, let field, let recordField):
            writer.byte(1)
            id.write(flat: &writer)
            field.write(flat: &writer)
            recordField.write(flat: &writer)
        case .variable(let id):
            writer.byte(2)
            id.write(flat: &writer)
        case .function(let function, let components):
            writer.byte(3)
            function.write(flat: &writer)
            components.write(flat: &writer)
        }
    }
}

extension Function: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        switch try reader.byte() {
        case 0: self = .arithmetic(try Arithmetic(flat: &reader))
        case 1: self = .begin(try reader.text())
        case 2: self = .concat
        case 3: self = .count
        case 4: self = .end(try reader.text())
        case 5: self = .escapeRegex
        case 6: self = .globToRegex(noEscape: try Bool(flat: &reader))
        case 7: self = .regexCapture(try reader.text())
        case 8: self = .split(try reader.text())
        case 9: self = .substring(start: try Int(flat: &reader), length: try Int(flat: &reader))
        case 10: self = .timeDifference(try DateFormat(flat: &reader), try DateFormat(flat: &reader))
        case 11: self = .unique
        default: throw reader.damaged
        }
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        switch self {
        case .arithmetic(let operation):
            writer.byte(0)
            operation.write(flat: &writer)
        case .begin(let text): Self.write(1, text, &writer)
        case .concat: writer.byte(2)
        case .count: writer.byte(3)
        case .end(let text): Self.write(4, text, &writer)
        case .escapeRegex: writer.byte(5)
        case .globToRegex(let noEscape):
            writer.byte(6)
            noEscape.write(flat: &writer)
        case .regexCapture(let pattern): Self.write(7, pattern, &writer)
        case .split(let delimiter): Self.write(8, delimiter, &writer)
        case .substring(let start, let length):
            writer.byte(9)
            start.write(flat: &writer)
            length.write(flat: &writer)
        case .timeDifference(let first, let second):
            writer.byte(10)
            first.write(flat: &writer)
            second.write(flat: &writer)
        case .unique: writer.byte(11)
        }
    }

    private static func write(_ kind: UInt8, _ text: String, _ writer: inout FlatWriter) {
        writer.byte(kind)
        text.write(flat: &writer)
    }
}

extension Function.Arithmetic: FlatChoice {
    /// Every case, in the order of the flat form.
    public static let flatCases: [Self] = [.add, .multiply, .divide, .subtract]
}

extension Function.DateFormat: FlatChoice {
    /// Every case, in the order of the flat form.
    public static let flatCases: [Self] = [
        .yearMonthDay, .monthDayYear, .dayMonthYear, .winFiletime, .secondsSinceEpoch, .cimDatetime,
    ]
}
