/// A value that a template works on.
public indirect enum TemplateValue: Sendable, Equatable {
    /// No value; Go prints it `<no value>`.
    case none
    /// The untyped `nil` of the language.
    case null
    /// A truth value.
    case bool(Bool)
    /// A whole number.
    case int(Int)
    /// Any other number.
    case float(Double)
    /// Text.
    case string(String)
    /// A list.
    case list([TemplateValue])
    /// Named members.
    case map([String: TemplateValue])

    /// Whether `if` takes it for true: zero, nothing and what is empty are false.
    var isTrue: Bool {
        switch self {
        case .none, .null: false
        case .bool(let value): value
        case .int(let value): value != 0
        case .float(let value): value != 0
        case .string(let value): !value.isEmpty
        case .list(let values): !values.isEmpty
        case .map(let members): !members.isEmpty
        }
    }

    /// The type's name as Go's messages have it.
    var typeName: String {
        switch self {
        case .none, .null: "nil"
        case .bool: "bool"
        case .int: "int"
        case .float: "float64"
        case .string: "string"
        case .list: "[]string"
        case .map: "map[string]string"
        }
    }

    /// The text as `print` and actions write it (Go's verb `%v`).
    var text: String {
        switch self {
        case .none: "<no value>"
        case .null: "<nil>"
        case .bool(let value): value ? "true" : "false"
        case .int(let value): String(value)
        case .float(let value): GoNumbers.shortest(value)
        case .string(let value): value
        case .list(let values): "[" + values.map(\.text).joined(separator: " ") + "]"
        case .map(let members):
            "map["
                + members.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
                .map { "\($0):\(members[$0]?.text ?? "")" }.joined(separator: " ") + "]"
        }
    }
}

extension TemplateValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// Text.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A whole number.
    public init(integerLiteral value: Int) { self = .int(value) }
    /// A truth value.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// A list.
    public init(arrayLiteral elements: TemplateValue...) { self = .list(elements) }
    /// A map; of two members with one name the later wins.
    public init(dictionaryLiteral elements: (String, TemplateValue)...) {
        self = .map(Dictionary(elements) { $1 })
    }
}
