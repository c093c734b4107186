import XML

extension Variable {
    init(reading reader: XMLReader) throws {
        id = try reader.required("id")
        datatype = try reader.choice("datatype", default: .string)
        switch reader.localName {
        case "external_variable":
            var possibilities: [Possibility] = []
            try reader.forEachChild { reader in
                if let possibility = try Possibility(reading: reader) { possibilities.append(possibility) }
            }
            source = .external(possibilities)
        case "constant_variable":
            var values: [String] = []
            try reader.forEachChild { reader in
                if reader.localName == "value" { values.append(try reader.valueText()) }
            }
            source = .constant(values)
        case "local_variable":
            let components = try Component.children(of: reader)
            guard let component = components.first, components.count == 1 else {
                throw reader.unexpected(
                    "the variable \"\(id)\" needs exactly one component, found \(components.count)")
            }
            source = .local(component)
        default: throw reader.unexpected("unknown kind of variable \(reader.localName)")
        }
    }
}

extension Variable.Possibility {
    init?(reading reader: XMLReader) throws {
        switch reader.localName {
        case "possible_value": self = .value(try reader.valueText())
        case "possible_restriction":
            let combination: Operator = try reader.choice("operator", default: .and)
            var restrictions: [(operation: Operation, value: String)] = []
            try reader.forEachChild { reader in
                let operation: Operation = try reader.choice("operation", default: .equals)
                restrictions.append((operation, try reader.valueText()))
            }
            self = .restriction(combination, restrictions)
        default: return nil
        }
    }
}

extension Component {
    static func children(of reader: XMLReader) throws -> [Component] {
        var components: [Component] = []
        try reader.forEachChild { reader in
            if reader.localName != "notes" { components.append(try Component(reading: reader)) }
        }
        return components
    }

    /// Nesting is bounded by the reader's own depth limit.
    init(reading reader: XMLReader) throws {
        switch reader.localName {
        case "literal_component": self = .literal(try reader.valueText())
        case "variable_component": self = .variable(try reader.required("var_ref"))
        case "object_component":
            self = .object(
                id: try reader.required("object_ref"), field: try reader.required("item_field"),
                recordField: reader.attribute("record_field"))
        default:
            let function = try Function(reading: reader)
            let line = reader.line
            let components = try Self.children(of: reader)
            guard function.accepts(count: components.count) else {
                throw XMLError(
                    file: reader.file, line: line,
                    reason: .unexpected("a function has the wrong number of components: \(components.count)"))
            }
            self = .function(function, components)
        }
    }
}

extension Function {
    init(reading reader: XMLReader) throws {
        switch reader.localName {
        case "arithmetic":
            guard let operation = Arithmetic(rawValue: try reader.required("arithmetic_operation")) else {
                throw reader.unexpected("unknown arithmetic_operation")
            }
            self = .arithmetic(operation)
        case "begin": self = .begin(try reader.required("character"))
        case "concat": self = .concat
        case "count": self = .count
        case "end": self = .end(try reader.required("character"))
        case "escape_regex": self = .escapeRegex
        case "glob_to_regex": self = .globToRegex(noEscape: reader.flag("glob_noescape"))
        case "regex_capture": self = .regexCapture(reader.attribute("pattern") ?? "")
        case "split": self = .split(try reader.required("delimiter"))
        case "substring":
            self = .substring(
                start: try reader.requiredInteger("substring_start"),
                length: try reader.requiredInteger("substring_length"))
        case "time_difference":
            self = .timeDifference(
                try reader.choice("format_1", default: .yearMonthDay),
                try reader.choice("format_2", default: .yearMonthDay))
        case "unique": self = .unique
        default: throw reader.unexpected("unknown function \(reader.localName)")
        }
    }

    /// Whether the function takes that many components (`oval-def:FunctionGroup`).
    func accepts(count: Int) -> Bool {
        switch self {
        case .concat, .arithmetic: count >= 2
        case .count, .unique: count >= 1
        case .timeDifference: count == 1 || count == 2
        default: count == 1
        }
    }
}
