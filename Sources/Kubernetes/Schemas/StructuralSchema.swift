public import Bytes
import Patterns

/// A compiled `openAPIV3Schema` of a custom resource (Kubernetes, "Specifying a structural schema").
///
/// It is compiled once a version and then prunes, defaults and validates every object of it. Compiling
/// never fails: what a schema may not say is told by ``SchemaRules``, which a definition passes first.
public final class StructuralSchema: Sendable {
    /// What values are allowed to be; empty for anything.
    public enum ValueType: String, Sendable, CaseIterable {
        /// A list.
        case array
        /// A truth value.
        case boolean
        /// A whole number.
        case integer
        /// Any number.
        case number
        /// Named members.
        case object
        /// Text.
        case string
    }

    /// What becomes of members that ``properties`` does not name.
    enum AdditionalProperties: Sendable {
        case none, any
        case schema(StructuralSchema)

        var hasRules: Bool { if case .schema(let schema) = self { schema.hasRules } else { false } }
    }

    /// The schema as it was written.
    public let source: JSON
    /// The types that a value may have; empty for any, two for `x-kubernetes-int-or-string`.
    public let types: [ValueType]
    /// Members that are specified.
    public let properties: [String: StructuralSchema]
    /// The schema of list elements.
    public let items: StructuralSchema?
    /// True when `null` is a value and not an absence.
    public let isNullable: Bool
    /// True when unknown members are kept (`x-kubernetes-preserve-unknown-fields`).
    public let preservesUnknownFields: Bool
    /// True when the value is a whole object (`x-kubernetes-embedded-resource`).
    public let isEmbeddedResource: Bool
    /// The value of a member that is missing.
    public let defaultValue: JSON?
    /// Whether list elements form a map or a set, `x-kubernetes-list-type`; nil reads as `atomic`.
    public let listType: String?
    /// The members that tell elements of a list map apart.
    public let listMapKeys: [String]
    /// Expressions that the value must satisfy (`x-kubernetes-validations`).
    public let rules: [ValidationRule]
    /// Whether the value or anything below has rules.
    public let hasRules: Bool

    let additionalProperties: AdditionalProperties
    let propertyNames: [String]
    let constraints: ValueConstraints

    /// Compiles a schema.
    public init(_ json: JSON) {
        source = json
        let isIntOrString = json["x-kubernetes-int-or-string"]?.bool ?? false
        types =
            isIntOrString
            ? [.integer, .string] : (json["type"]?.string).flatMap(ValueType.init).map { [$0] } ?? []
        var properties: [String: StructuralSchema] = [:]
        for (name, schema) in json["properties"]?.object ?? [:] {
            properties[name] = StructuralSchema(schema)
        }
        self.properties = properties
        propertyNames = properties.keys.sorted()
        items = json["items"].map(StructuralSchema.init)
        isNullable = json["nullable"]?.bool ?? false
        preservesUnknownFields = json["x-kubernetes-preserve-unknown-fields"]?.bool ?? false
        isEmbeddedResource = json["x-kubernetes-embedded-resource"]?.bool ?? false
        defaultValue = json["default"]
        listType = json["x-kubernetes-list-type"]?.string
        listMapKeys = json["x-kubernetes-list-map-keys"]?.array?.compactMap(\.string) ?? []
        switch json["additionalProperties"] {
        case .bool(true)?: additionalProperties = .any
        case .object(let members)?: additionalProperties = .schema(StructuralSchema(.object(members)))
        default: additionalProperties = .none
        }
        constraints = ValueConstraints(json)
        rules = json["x-kubernetes-validations"]?.array?.map(ValidationRule.init) ?? []
        hasRules =
            !rules.isEmpty || items?.hasRules == true || properties.values.contains { $0.hasRules }
            || additionalProperties.hasRules
    }

    /// A schema that keeps everything.
    public static let anything = StructuralSchema(["x-kubernetes-preserve-unknown-fields": true])

    /// The schema of a member that is not named in ``properties``, or nil.
    public var additional: StructuralSchema? {
        if case .schema(let schema) = additionalProperties { schema } else { nil }
    }

    /// The schema of a member, or nil when nothing is said about it.
    func member(_ name: String) -> StructuralSchema? { properties[name] ?? additional }
}
