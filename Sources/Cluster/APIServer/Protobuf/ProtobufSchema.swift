/// The message types of Kubernetes' protobuf encoding, as tables.
///
/// Written one message a line: `Name: number name type, …`. The type is `string` when it is left out; `[]` marks
/// repetition, `map` a string map (`map:bytes`, `map:quantity` for other values) and a closing `?` a field
/// that is a pointer in Go: its zero is a value, while the zero of any other field means "not set".
struct ProtobufSchema: Sendable {
    /// What a field holds.
    indirect enum FieldType: Sendable, Equatable {
        case string, int, bool, bytes, time, microTime, quantity, intOrString, rawJSON
        case message(String)
        case list(FieldType)
        case map(FieldType)
    }

    /// One field of a message.
    struct Field: Sendable, Equatable {
        var name: String
        var type: FieldType
        var keepsZero: Bool
    }

    private let messages: [String: [Int: Field]]

    /// Reads tables; a line that is not of the form is left out.
    init(_ tables: String...) {
        var messages: [String: [Int: Field]] = [:]
        for line in tables.joined(separator: "\n").split(separator: "\n") {
            let halves = line.split(separator: ":", maxSplits: 1)
            guard halves.count == 2 else { continue }
            var fields: [Int: Field] = [:]
            for entry in halves[1].split(separator: ",") {
                let words = entry.split(separator: " ")
                guard words.count >= 2, let number = Int(words[0]) else { continue }
                var type = words.count > 2 ? words[2] : words[1].hasSuffix("?") ? "string?" : "string"
                let keepsZero = type.hasSuffix("?")
                if keepsZero { type = type.dropLast() }
                let name = String(words[1].hasSuffix("?") ? words[1].dropLast() : words[1])
                fields[number] = Field(name: name, type: Self.type(type), keepsZero: keepsZero)
            }
            messages[String(halves[0])] = fields
        }
        self.messages = messages
    }

    /// The fields of a message by number, or nil for an unknown message.
    func fields(_ message: String) -> [Int: Field]? { messages[message] }

    private static func type(_ text: Substring) -> FieldType {
        if text.hasPrefix("[]") { return .list(type(text.dropFirst(2))) }
        if text.hasPrefix("map:") { return .map(type(text.dropFirst(4))) }
        switch text {
        case "string": return .string
        case "int": return .int
        case "bool": return .bool
        case "bytes": return .bytes
        case "time": return .time
        case "microTime": return .microTime
        case "quantity": return .quantity
        case "intOrString": return .intOrString
        case "rawJSON": return .rawJSON
        case "map": return .map(.string)
        default: return .message(String(text))
        }
    }
}
