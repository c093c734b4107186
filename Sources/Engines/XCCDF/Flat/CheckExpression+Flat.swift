public import Bytes

extension CheckExpression: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        if try Bool(flat: &reader) {
            self = .complex(
                try CheckOperator(flat: &reader), negate: try Bool(flat: &reader),
                try reader.nested { (reader) throws(FlatError) in try [CheckExpression](flat: &reader) })
        } else {
            self = .check(try Check(flat: &reader))
        }
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        switch self {
        case .check(let check):
            false.write(flat: &writer)
            check.write(flat: &writer)
        case .complex(let operation, let negate, let parts):
            true.write(flat: &writer)
            operation.write(flat: &writer)
            negate.write(flat: &writer)
            parts.write(flat: &writer)
        }
    }
}

extension CheckOperator: FlatChoice {
    /// Every case, in the order of the flat form.
    public static let flatCases: [Self] = [.and, .or]
}

extension Check: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self.init(system: try reader.text())
        selector = try reader.text()
        negate = try Bool(flat: &reader)
        isMultiCheck = try Bool(flat: &reader)
        exports = try [Export](flat: &reader)
        contents = try [ContentReference](flat: &reader)
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        system.write(flat: &writer)
        selector.write(flat: &writer)
        negate.write(flat: &writer)
        isMultiCheck.write(flat: &writer)
        exports.write(flat: &writer)
        contents.write(flat: &writer)
    }
}

extension Check.Export: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        valueID = try reader.text()
        name = try reader.text()
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        valueID.write(flat: &writer)
        name.write(flat: &writer)
    }
}

extension Check.ContentReference: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self.init(href: try reader.text(), name: try String?(flat: &reader))
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        href.write(flat: &writer)
        name.write(flat: &writer)
    }
}
