import Bytes

/// Everything that the server knows about a type: what it stores, checks, prints and publishes.
///
/// Built-in kinds (``BuiltinKinds``) and custom resources (``CustomResourceDefinition``) give the same
/// value, so nothing after this point asks which of the two it has.
public struct ResourceDefinition: Sendable {
    /// The names and the scope.
    public var type: ResourceType
    /// What objects look like.
    public var schema: StructuralSchema
    /// The columns after the name.
    public var columns: [PrinterColumn]
    /// Paths that field selectors may ask for, besides `metadata.name` and `metadata.namespace`.
    public var selectableFields: [String]
    /// How names are judged.
    public var nameRule: ObjectMetadataValidation.NameRule
    /// True for Kubernetes' own kinds: they take strategic merge patches, and their status is not pruned.
    public var isBuiltin: Bool
    /// Whether objects are written in this version.
    public var isStorageVersion: Bool
    /// Where the `scale` subresource finds its numbers, or nil.
    public var scale: ScalePaths?
    /// The warning that a deprecated version answers, or nil.
    public var deprecationWarning: String?

    /// Where a type keeps what its `scale` subresource shows; paths such as `.spec.replicas`.
    public struct ScalePaths: Sendable, Hashable {
        /// The wanted count.
        public var specReplicas: String
        /// The observed count.
        public var statusReplicas: String
        /// The selector in its query form, or nil.
        public var labelSelector: String?
    }

    /// Describes a type.
    public init(
        type: ResourceType, schema: StructuralSchema, columns: [PrinterColumn], selectableFields: [String] = [],
        nameRule: ObjectMetadataValidation.NameRule = .subdomain, isBuiltin: Bool = false,
        isStorageVersion: Bool = true, scale: ScalePaths? = nil, deprecationWarning: String? = nil
    ) {
        self.type = type
        self.schema = schema
        self.columns = columns
        self.selectableFields = selectableFields
        self.nameRule = nameRule
        self.isBuiltin = isBuiltin
        self.isStorageVersion = isStorageVersion
        self.scale = scale
        self.deprecationWarning = deprecationWarning
    }

    /// The values that field selectors compare; a missing field has none.
    public func fields(of object: Object) -> [String: String] {
        var fields = ["metadata.name": object.name]
        if type.scope == .namespaced { fields["metadata.namespace"] = object.namespace ?? "" }
        for path in selectableFields {
            switch object.json[path.split(separator: ".").map(String.init)] {
            case .string(let text)?: fields[path] = text
            case .null?, nil: continue
            case let value?: fields[path] = value.text
            }
        }
        return fields
    }

    /// Refuses a selector that asks for a field that is not selectable.
    ///
    /// - Throws: 400 `BadRequest`, `field label not supported: spec.num`.
    public func check(_ selector: FieldSelector) throws(StatusError) {
        for requirement in selector.requirements {
            let isCommon = requirement.field == "metadata.name"
                || (requirement.field == "metadata.namespace" && type.scope == .namespaced)
            if isCommon || selectableFields.contains(requirement.field) { continue }
            let message = isBuiltin
                ? "\"\(requirement.field)\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
                : "field label not supported: \(requirement.field)"
            throw .badRequest(selectableFields.isEmpty ? message : "field label not supported: \(requirement.field)")
        }
    }
}
