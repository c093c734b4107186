/// The built-in functions that put out one value for their input and arguments.
enum Builtins {
    /// The functions by name and number of arguments.
    static let natives: [String: Native] = {
        var table: [String: Native] = [:]
        for group in [core, collections, text, numbers, times, patterns, streams] {
            table.merge(group) { first, _ in first }
        }
        return table
    }()

    typealias Table = [String: Native]

    /// A function of its input alone.
    static func unary(_ body: @escaping @Sendable (Value) throws -> Value) -> Native {
        Native { input, _, _ in try body(input) }
    }

    /// A function of its input and one argument.
    static func binary(_ body: @escaping @Sendable (Value, Value) throws -> Value) -> Native {
        Native { input, arguments, _ in try body(input, arguments[0]) }
    }

    static let core: Table = [
        "not/0": unary { .bool(!$0.isTrue) },
        "type/0": unary { .string($0.kind) },
        "length/0": unary(length),
        "error/0": unary { throw Raised($0) },
        "error/1": binary { throw Raised($1) },
        "tostring/0": Native { input, _, machine in
            .string(try input.plainText(byteLimit: machine.limits.outputBytes))
        },
        "tojson/0": Native { input, _, machine in
            .string(try input.text(byteLimit: machine.limits.outputBytes))
        },
        "fromjson/0": unary { input in
            guard case .string(let text) = input else { throw Raised(input, "only strings can be parsed") }
            return try JSONReader.value(parsing: text)
        },
        "format/1": Native { input, arguments, machine in
            guard case .string(let name) = arguments[0] else {
                throw Raised(arguments[0], "is not a valid format")
            }
            guard let format = Format(rawValue: name) else { throw Raised("\(name) is not a valid format") }
            return try format.apply(input, machine)
        },
        "setpath/2": Native { input, arguments, _ in
            var value = input
            try value.set(arguments[1], path: arguments[0])
            return value
        },
        "delpaths/1": binary { try $0.deleting(paths: $1) },
        "has/1": binary { .bool(try has($0, $1)) },
        "contains/1": binary { .bool(try contains($0, $1)) },
        "input/0": Native { _, _, machine in
            guard let next = try machine.effects.nextInput?() else { throw Raised("break") }
            return next
        },
        "debug/0": Native { input, _, machine in
            machine.effects.given.debug?(input.json)
            return input
        },
        "stderr/0": Native { input, _, machine in
            machine.effects.given.standardError?(input.json)
            return input
        },
        "env/0": Native { _, _, machine in machine.effects.environment() },
        "halt/0": unary { _ in throw Halted(status: 0, message: nil) },
        "halt_error/0": unary { throw Halted(status: 5, message: $0) },
        "halt_error/1": binary { input, status in
            guard let number = status.double, let status = Int(exactly: number.rounded(.towardZero)) else {
                throw Raised(input, "halt_error/1: number required")
            }
            throw Halted(status: status, message: input)
        },
        "now/0": Native { _, _, machine in .number(machine.effects.given.now()) },
        "input_filename/0": Native { _, _, machine in
            machine.effects.given.inputName.map { .string($0) } ?? .null
        },
        "input_line_number/0": Native { _, _, machine in .number(machine.effects.inputLine()) },
        "get_search_list/0": unary { _ in .array([Value]()) },
        "get_prog_origin/0": unary { _ in .null },
        "get_jq_origin/0": unary { _ in .null },
        "have_literal_numbers/0": unary { _ in .bool(true) },
        "have_decnum/0": unary { _ in .bool(true) },
        "toarray/0": unary { if case .array = $0 { $0 } else { .array([$0]) } },
        "modulemeta/0": Native { input, _, machine in
            guard case .string(let name) = input else {
                throw Raised("modulemeta input module name must be a string")
            }
            return try machine.effects.modules.metadata(of: name)
        },
    ]

    private static func length(_ input: Value) throws -> Value {
        switch input {
        case .null: .number(0)
        case .bool: throw Raised(input, "has no length")
        case .number(let number): .number(abs(number))
        case .literal(let literal): .number(abs(literal.double))
        case .string(let text): .number(text.unicodeScalars.count)
        case .array(let box): .number(box.items.count)
        case .object(let box): .number(box.count)
        }
    }

    private static func has(_ input: Value, _ key: Value) throws -> Bool {
        switch (input, key) {
        case (.null, _): return false
        case (.object(let box), .string(let name)): return box[name] != nil
        case (.array(let box), .number), (.array(let box), .literal):
            guard let number = key.double, number > -1, number < Double(box.items.count) else { return false }
            return true
        default: throw Raised("Cannot check whether \(input.kind) has a \(key.kind) key")
        }
    }

    private static func contains(_ whole: Value, _ part: Value) throws -> Bool {
        if min(whole.depth, part.depth) > Value.comparableDepth { throw Raised("Containment check too deep") }
        switch (whole, part) {
        case (.object(let whole), .object(let part)):
            for (key, value) in zip(part.keys, part.values) {
                guard let other = whole[key], try holds(other, value) else { return false }
            }
            return true
        case (.array(let whole), .array(let part)):
            return try part.items.allSatisfy { wanted in try whole.items.contains { try holds($0, wanted) } }
        case (.string(let whole), .string(let part)):
            let wanted = Array(part.utf8)
            return wanted.isEmpty
                || !String.places(of: wanted, in: Array(whole.utf8), areOverlapping: false).isEmpty
        default:
            guard whole.kind == part.kind else {
                throw Raised(whole, part, "cannot have their containment checked")
            }
            return try Value.isEqual(whole, part)
        }
    }

    /// As `contains` for what stands inside: values of two kinds merely differ there.
    private static func holds(_ whole: Value, _ part: Value) throws -> Bool {
        whole.kind == part.kind ? try contains(whole, part) : false
    }
}
