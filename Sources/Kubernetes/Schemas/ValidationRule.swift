public import Bytes

/// One of a schema's `x-kubernetes-validations`.
public struct ValidationRule: Sendable, Hashable {
    /// The expression that must be true.
    public var rule: String
    /// What is said when it is not; empty for a sentence made of the rule.
    public var message: String
    /// The expression that makes the message; empty for none.
    public var messageExpression: String
    /// The reason of the cause, such as `FieldValueForbidden`, or nil.
    public var reason: String?
    /// The field below that is to blame, such as `.spec.size`; empty for the value itself.
    public var fieldPath: String
    /// Whether `oldSelf` is an optional, so that the rule holds for new values too; nil when that is not said.
    public var optionalOldSelf: Bool?

    /// Reads a rule.
    public init(_ json: JSON) {
        rule = json["rule"]?.string ?? ""
        message = json["message"]?.string ?? ""
        messageExpression = json["messageExpression"]?.string ?? ""
        reason = json["reason"]?.string
        fieldPath = json["fieldPath"]?.string ?? ""
        optionalOldSelf = json["optionalOldSelf"]?.bool
    }

    /// The rule as kube-apiserver shows it as a bad value: Go's notation of its own type.
    public var shown: String {
        let reason = reason == nil ? "nil" : "0xc000000000"
        let optional = optionalOldSelf == nil ? "nil" : "0xc000000000"
        return "apiextensions.ValidationRule{Rule:\(GoText.quoted(rule)), Message:\(GoText.quoted(message)), "
            + "MessageExpression:\(GoText.quoted(messageExpression)), "
            + "Reason:(*apiextensions.FieldValueErrorReason)(\(reason)), FieldPath:\(GoText.quoted(fieldPath)), "
            + "OptionalOldSelf:(*bool)(\(optional))}"
    }
}
