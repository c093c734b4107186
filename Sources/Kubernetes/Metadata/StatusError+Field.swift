public import Bytes

/// The field errors of Kubernetes' `field` package, word for word: each is one cause of a 422 answer.
extension StatusError.Cause {
    /// The value is there and wrong.
    public static func invalid(_ field: String, _ value: JSON, _ detail: String) -> Self {
        Self(reason: "FieldValueInvalid", message: "Invalid value: \(shown(value)): \(detail)", field: field)
    }

    /// The value has another type than the schema says.
    public static func typeInvalid(_ field: String, _ value: JSON, _ detail: String) -> Self {
        Self(
            reason: "FieldValueTypeInvalid", message: "Invalid value: \(shown(value)): \(detail)",
            field: field)
    }

    /// The value is missing.
    public static func required(_ field: String, _ detail: String = "") -> Self {
        Self(reason: "FieldValueRequired", message: sentence("Required value", detail), field: field)
    }

    /// The field may not be set, or not now.
    public static func forbidden(_ field: String, _ detail: String) -> Self {
        Self(reason: "FieldValueForbidden", message: sentence("Forbidden", detail), field: field)
    }

    /// The value is none of those that are supported.
    public static func notSupported(_ field: String, _ value: JSON, _ supported: [String]) -> Self {
        let list = supported.map { GoText.quoted($0) }.joined(separator: ", ")
        let detail = supported.isEmpty ? "" : "supported values: \(list)"
        return Self(
            reason: "FieldValueNotSupported", message: sentence("Unsupported value: \(shown(value))", detail),
            field: field)
    }

    /// The value stands twice where it may stand once.
    public static func duplicate(_ field: String, _ value: JSON) -> Self {
        Self(reason: "FieldValueDuplicate", message: "Duplicate value: \(shown(value))", field: field)
    }

    /// The text is longer than its limit in bytes.
    public static func tooLong(_ field: String, limit: Int) -> Self {
        Self(
            reason: "FieldValueTooLong", message: "Too long: may not be more than \(limit) bytes",
            field: field)
    }

    /// There are more elements or members than the limit.
    public static func tooMany(_ field: String, count: Int, limit: Int) -> Self {
        let items = limit == 1 ? "item" : "items"
        return Self(
            reason: "FieldValueTooMany", message: "Too many: \(count): must have at most \(limit) \(items)",
            field: field)
    }

    private static func sentence(_ start: String, _ detail: String) -> String {
        detail.isEmpty ? start : "\(start): \(detail)"
    }

    private static func shown(_ value: JSON) -> String {
        switch value {
        case .string(let text): GoText.quoted(text)
        case .null: "\"null\""
        default: value.text
        }
    }
}
