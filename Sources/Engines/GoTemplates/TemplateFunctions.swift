/// The functions of the language itself (Go, `text/template`, "Functions").
enum TemplateFunctions {
    static let names: Set<String> = [
        "and", "or", "not", "eq", "ne", "lt", "le", "gt", "ge", "len", "index", "slice", "print", "printf",
        "println", "html", "js", "urlquery",
    ]

    static func call(_ name: String, _ arguments: [TemplateValue]) throws(TemplateFunctionError)
        -> TemplateValue
    {
        switch name {
        case "not": return .bool(!(try only(arguments)).isTrue)
        case "eq": return .bool(try TemplateComparison.equal(arguments))
        case "ne":
            let (left, right) = try pair(arguments)
            return .bool(!(try TemplateComparison.equal([left, right])))
        case "lt", "le", "gt", "ge":
            let (left, right) = try pair(arguments)
            return .bool(try TemplateComparison.holds(name, left, right))
        case "len": return .int(try length(try only(arguments)))
        case "index": return try index(arguments)
        case "slice": return try slice(arguments)
        case "print": return .string(joined(arguments))
        case "println": return .string(arguments.map(\.text).joined(separator: " ") + "\n")
        case "printf":
            guard let first = arguments.first else { throw count("printf", wants: "at least 1", 0) }
            guard case .string(let format) = first else {
                throw TemplateFunctionError("wrong type for value; expected string; got \(first.typeName)")
            }
            return .string(try TemplateFormat.text(format, Array(arguments.dropFirst())))
        case "html": return .string(TemplateEscape.html(joined(arguments)))
        case "js": return .string(TemplateEscape.script(joined(arguments)))
        case "urlquery": return .string(TemplateEscape.query(joined(arguments)))
        default: throw TemplateFunctionError("not a defined function")
        }
    }

    /// `print` puts a blank between two values of which neither is a text.
    private static func joined(_ arguments: [TemplateValue]) -> String {
        var result = ""
        for (place, argument) in arguments.enumerated() {
            if place > 0, !argument.isText, !arguments[place - 1].isText { result += " " }
            result += argument.text
        }
        return result
    }

    private static func length(_ value: TemplateValue) throws(TemplateFunctionError) -> Int {
        switch value {
        case .string(let text): return text.utf8.count
        case .list(let values): return values.count
        case .map(let members): return members.count
        case .none, .null: throw TemplateFunctionError("len of nil pointer")
        default: throw TemplateFunctionError("len of type \(value.typeName)")
        }
    }

    private static func index(_ arguments: [TemplateValue]) throws(TemplateFunctionError) -> TemplateValue {
        guard var value = arguments.first else { throw count("index", wants: "at least 1", 0) }
        for key in arguments.dropFirst() {
            switch (value, key) {
            case (.map(let members), .string(let name)): value = members[name] ?? .string("")
            case (.list(let values), .int(let place)):
                guard values.indices.contains(place) else { throw outOfRange(place) }
                value = values[place]
            case (.string(let text), .int(let place)):
                guard place >= 0, place < text.utf8.count else { throw outOfRange(place) }
                value = .int(Int(Array(text.utf8)[place]))
            case (.list, _), (.string, _):
                throw TemplateFunctionError("cannot index slice/array with type \(key.typeName)")
            case (.map, _): throw TemplateFunctionError("value has type \(key.typeName); should be string")
            case (.none, _), (.null, _): throw TemplateFunctionError("index of nil pointer")
            default: throw TemplateFunctionError("can't index item of type \(value.typeName)")
            }
        }
        return value
    }

    private static func slice(_ arguments: [TemplateValue]) throws(TemplateFunctionError) -> TemplateValue {
        guard let value = arguments.first, arguments.count <= 3 else {
            throw TemplateFunctionError("too many slice indexes: \(max(0, arguments.count - 1))")
        }
        let length = try length(value)
        var bounds = [0, length]
        for (place, argument) in arguments.dropFirst().enumerated() {
            guard case .int(let bound) = argument else {
                throw TemplateFunctionError("cannot index slice/array with type \(argument.typeName)")
            }
            guard bound >= 0, bound <= length else { throw outOfRange(bound) }
            bounds[place] = bound
        }
        guard bounds[0] <= bounds[1] else {
            throw TemplateFunctionError("invalid slice index: \(bounds[0]) > \(bounds[1])")
        }
        switch value {
        case .string(let text):
            return .string(String(decoding: Array(text.utf8)[bounds[0]..<bounds[1]], as: UTF8.self))
        case .list(let values): return .list(Array(values[bounds[0]..<bounds[1]]))
        default: throw TemplateFunctionError("can't slice item of type \(value.typeName)")
        }
    }

    private static func only(_ arguments: [TemplateValue]) throws(TemplateFunctionError) -> TemplateValue {
        guard arguments.count == 1 else {
            throw TemplateFunctionError("wrong number of args: want 1 got \(arguments.count)")
        }
        return arguments[0]
    }

    private static func pair(
        _ arguments: [TemplateValue]
    ) throws(TemplateFunctionError) -> (TemplateValue, TemplateValue) {
        guard arguments.count == 2 else {
            throw TemplateFunctionError("wrong number of args: want 2 got \(arguments.count)")
        }
        return (arguments[0], arguments[1])
    }

    private static func count(_ name: String, wants: String, _ got: Int) -> TemplateFunctionError {
        TemplateFunctionError("wrong number of args for \(name): want \(wants) got \(got)")
    }

    private static func outOfRange(_ place: Int) -> TemplateFunctionError {
        TemplateFunctionError("index out of range: \(place)")
    }
}

extension TemplateValue {
    var isText: Bool { if case .string = self { true } else { false } }
}
