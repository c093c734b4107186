import Bytes

/// Everything that the server knows about a type: what it stores, checks, prints and publishes.
///
/// Built-in kinds (``BuiltinKinds``) and custom resources (``CustomResourceDefinition``) give the same
/// value, so nothing after this point asks which of the two it has.
public struct ResourceDefinition: Sendable {
    /// The names and the scope.
    public var type: ResourceType
    /// What objects look like; the schemas of Kubernetes' own kinds are made when they are first asked for.
    public var schema: StructuralSchema { ownSchema ?? StructuralSchema.builtin(type.kind) ?? .anything }
    /// The columns that kubectl prints; the first is the name, but for events.
    public var columns: [PrinterColumn]
    /// Fields that selectors may ask for, besides `metadata.name` and `metadata.namespace`, by their label.
    public var selectableFields: [String: SelectableField]
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

    private var ownSchema: StructuralSchema?

    /// A field that selectors may ask for.
    public struct SelectableField: Sendable, Hashable {
        /// The names that lead to it.
        public var path: [String]
        /// What an object without the field reads as.
        public var absent: String

        /// Makes a field from a path such as `spec.nodeName` or `.spec.nodeName`.
        public init(_ path: String, absent: String = "") {
            self.path = path.split(separator: ".").map(String.init)
            self.absent = absent
        }
    }

    /// Where a type keeps what its `scale` subresource shows; paths such as `.spec.replicas`.
    public struct ScalePaths: Sendable, Hashable {
        /// The wanted count.
        public var specReplicas: String
        /// The observed count.
        public var statusReplicas: String
        /// The selector in its query form, or nil.
        public var labelSelector: String?
    }

    /// Describes a type; without a schema it is one of Kubernetes' own.
    public init(
        type: ResourceType, schema: StructuralSchema?, columns: [PrinterColumn],
        selectableFields: [String: SelectableField] = [:],
        nameRule: ObjectMetadataValidation.NameRule = .subdomain, isBuiltin: Bool = false,
        isStorageVersion: Bool = true, scale: ScalePaths? = nil, deprecationWarning: String? = nil
    ) {
        self.type = type
        ownSchema = schema
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
        for (label, field) in selectableFields {
            switch object.json[field.path] {
            case .string(let text)?: fields[label] = text
            case .null?, nil: fields[label] = field.absent
            case let value?: fields[label] = value.text
            }
        }
        return fields
    }

    /// Refuses a selector that asks for a field that is not selectable.
    ///
    /// - Throws: 400 `BadRequest`, `field label not supported: spec.num`.
    public func check(_ selector: FieldSelector) throws(StatusError) {
        for requirement in selector.requirements {
            let field = requirement.field
            let isCommon =
                field == "metadata.name" || (field == "metadata.namespace" && type.scope == .namespaced)
            if isCommon || selectableFields[field] != nil { continue }
            if isBuiltin && selectableFields.isEmpty {
                throw .badRequest(
                    "\"\(field)\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
                )
            }
            throw .badRequest("field label not supported: \(field)")
        }
    }
}
