public import Bytes

extension CheckExpression: Flat {
    public init(flat reader: inout FlatReader) throws(FlatError) {
        if try Bool(flat: &reader) {
            self = .complex(
                try CheckOperator(flat: &reader), negate: try Bool(flat: &reader),
                try reader.nested { (reader) throws(FlatError) in try [CheckExpression](flat: &reader) })
        } else {
            self = .check(try Check(flat: &reader))
        }
    }

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
    public static let flatCases: [Self] = [.and, .or]
}

extension Check: Flat {
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self.init(system: try reader.text())
        selector = try reader.text()
        negate = try Bool(flat: &reader)
        isMultiCheck = try Bool(flat: &reader)
        exports = try [Export](flat: &reader)
        contents = try [ContentReference](flat: &reader)
    }

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
    public init(flat reader: inout FlatReader) throws(FlatError) {
        valueID = try reader.text()
        name = try reader.text()
    }

    public func write(flat writer: inout FlatWriter) {
        valueID.write(flat: &writer)
        name.write(flat: &writer)
    }
}

extension Check.ContentReference: Flat {
    public init(flat reader: inout FlatReader) throws(FlatError) {
        self.init(href: try reader.text(), name: try String?(flat: &reader))
    }

    public func write(flat writer: inout FlatWriter) {
        href.write(flat: &writer)
        name.write(flat: &writer)
    }
}
