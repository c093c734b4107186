public import Bytes

extension Object: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        id = try reader.text()
        version = try Int(flat: &reader)
        comment = try reader.text()
        element = try reader.text()
        family = try reader.text()
        switch try reader.byte() {
        case 0: content = .entities(try [Entity](flat: &reader))
        case 1: content = .set(try ObjectSet(flat: &reader))
        default: throw reader.damaged
        }
        behaviors = try [String: String](flat: &reader)
        filters = try [Filter](flat: &reader)
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        id.write(flat: &writer)
        version.write(flat: &writer)
        comment.write(flat: &writer)
        element.write(flat: &writer)
        family.write(flat: &writer)
        switch content {
        case .entities(let entities):
            writer.byte(0)
            entities.write(flat: &writer)
        case .set(let set):
            writer.byte(1)
            set.write(flat: &writer)
        }
        behaviors.write(flat: &writer)
        filters.write(flat: &writer)
    }
}

extension Filter: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        state = try reader.text()
        excludes = try Bool(flat: &reader)
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        state.write(flat: &writer)
        excludes.write(flat: &writer)
    }
}

extension ObjectSet: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        let operation = try Operation(flat: &reader)
        if try Bool(flat: &reader) {
            self = .sets(
                operation,
                try reader.nested { (reader) throws(FlatError) in try [ObjectSet](flat: &reader) })
        } else {
            self = .objects(operation, try [String](flat: &reader), try [Filter](flat: &reader))
        }
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        operation.write(flat: &writer)
        switch self {
        case .sets(_, let sets):
            true.write(flat: &writer)
            sets.write(flat: &writer)
        case .objects(_, let objects, let filters):
            false.write(flat: &writer)
            objects.write(flat: &writer)
            filters.write(flat: &writer)
        }
    }
}

extension ObjectSet.Operation: FlatChoice {
    /// Every case, in the order of the flat form.
    public static let flatCases: [Self] = [.complement, .intersection, .union]
}

extension State: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        id = try reader.text()
        element = try reader.text()
        combination = try Operator(flat: &reader)
        entities = try [Entity](flat: &reader)
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        id.write(flat: &writer)
        element.write(flat: &writer)
        combination.write(flat: &writer)
        entities.write(flat: &writer)
    }
}

extension Entity: Flat {
    /// Makes the value from its flat form.
    public init(flat reader: inout FlatReader) throws(FlatError) {
        name = try reader.text()
        operation = try Operation(flat: &reader)
        datatype = try Datatype(flat: &reader)
        varCheck = try Check(flat: &reader)
        entityCheck = try Check(flat: &reader)
        isNil = try Bool(flat: &reader)
        isMasked = try Bool(flat: &reader)
        switch try reader.byte() {
        case 0: value = .literal(try reader.text())
        case 1: value = .variable(try reader.text())
        case 2:
            value = .record(
                try reader.nested { (reader) throws(FlatError) in try [Entity](flat: &reader) })
        default: throw reader.damaged
        }
    }

    /// Appends the value's flat form.
    public func write(flat writer: inout FlatWriter) {
        name.write(flat: &writer)
        operation.write(flat: &writer)
        datatype.write(flat: &writer)
        varCheck.write(flat: &writer)
        entityCheck.write(flat: &writer)
        isNil.write(flat: &writer)
        isMasked.write(flat: &writer)
        switch value {
        case .literal(let text):
            writer.byte(0)
            text.write(flat: &writer)
        case .variable(let id):
            writer.byte(1)
            id.write(flat: &writer)
        case .record(let fields):
            writer.byte(2)
            fields.write(flat: &writer)
        }
    }
}

extension Operation: FlatChoice {
    /// Every case, in the order of the flat form.
    public static let flatCases = allCases
}

extension Datatype: FlatChoice {
    /// Every case, in the order of the flat form.
    public static let flatCases = allCases
}
