import Bytes

extension Value {
    init(_ json: JSON) {
        switch json {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .int(let value):
            if abs(value) <= 1 << 53 {
                self = .number(Double(value))
            } else {
                let digits = Array(String(value.magnitude).utf8)
                self = .literal(
                    Literal(isNegative: value < 0, digits: digits, exponent: 0, double: Double(value)))
            }
        case .double(let value): self = .number(value)
        case .string(let value): self = .string(value)
        case .array(let elements): self = .array(ArrayBox(elements.map(Value.init)))
        case .object(let members):
            var values: [Value] = []
            values.reserveCapacity(members.count)
            for (_, value) in members { values.append(Value(value)) }
            self = .object(ObjectBox(keys: members.keys, values: values))
        }
    }

    /// The value as JSON; not-a-number becomes `null`, an infinity the largest number.
    var json: JSON {
        switch self {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .number(let value):
            if let whole = Int64(exactly: value) { return .int(whole) }
            if value.isNaN { return .null }
            let largest = Double.greatestFiniteMagnitude
            return .double(value.isInfinite ? value < 0 ? -largest : largest : value)
        case .literal(let literal):
            if literal.exponent == 0, let digits = Int64(String(decoding: literal.digits, as: UTF8.self)) {
                return .int(literal.isNegative ? -digits : digits)
            }
            return Value.number(literal.double).json
        case .string(let text): return .string(text)
        case .array(let box): return .array(box.items.map(\.json))
        case .object(let box):
            var members = JSONObject()
            for (key, value) in zip(box.keys, box.values) { members[key] = value.json }
            return .object(members)
        }
    }
}
