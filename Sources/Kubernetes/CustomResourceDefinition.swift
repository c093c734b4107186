public import Bytes

/// A typed view of an `apiextensions.k8s.io/v1` CustomResourceDefinition.
///
/// Reading never fails: ``validate()`` says what is wrong with a definition before it is used.
public struct CustomResourceDefinition: Sendable {
    /// One of `spec.versions`.
    public struct Version: Sendable {
        /// Such as `v1alpha1`.
        public var name: String
        /// Whether the version answers requests.
        public var isServed: Bool
        /// Whether objects are written in this version.
        public var isStorage: Bool
        /// `schema.openAPIV3Schema` as it was written, or nil.
        public var schema: JSON?
        /// The whole version as it was written.
        public var json: JSON

        init(_ json: JSON) {
            name = json["name"]?.string ?? ""
            isServed = json["served"]?.bool ?? false
            isStorage = json["storage"]?.bool ?? false
            schema = json["schema"]?["openAPIV3Schema"]
            self.json = json
        }
    }

    /// The definition as an object.
    public var object: Object
    /// `spec.group`.
    public var group: String
    /// `spec.names` after the defaults.
    public var names: Names
    /// `spec.scope`.
    public var scope: ResourceType.Scope
    /// `spec.versions`.
    public var versions: [Version]

    /// `spec.names`.
    public struct Names: Sendable, Hashable {
        /// The lower-case plural.
        public var plural: String
        /// The lower-case singular.
        public var singular: String
        /// The kind.
        public var kind: String
        /// The kind of lists.
        public var listKind: String
        /// Short names.
        public var shortNames: [String]
        /// Groups such as `all`.
        public var categories: [String]

        init(_ json: JSON) {
            kind = json["kind"]?.string ?? ""
            plural = json["plural"]?.string ?? ""
            singular = json["singular"]?.string ?? kind.lowercased()
            listKind = json["listKind"]?.string ?? (kind.isEmpty ? "" : "\(kind)List")
            shortNames = json["shortNames"]?.array?.compactMap(\.string) ?? []
            categories = json["categories"]?.array?.compactMap(\.string) ?? []
        }

        /// The names as `status.acceptedNames` shows them.
        public var json: JSON {
            var json: JSON = [
                "kind": .string(kind), "listKind": .string(listKind), "plural": .string(plural),
                "singular": .string(singular),
            ]
            if !shortNames.isEmpty { json["shortNames"] = .array(shortNames.map(JSON.string)) }
            if !categories.isEmpty { json["categories"] = .array(categories.map(JSON.string)) }
            return json
        }
    }

    /// Reads a definition.
    public init(_ object: Object) {
        self.object = object
        let spec = object["spec"] ?? [:]
        group = spec["group"]?.string ?? ""
        names = Names(spec["names"] ?? [:])
        scope = spec["scope"]?.string == "Cluster" ? .cluster : .namespaced
        versions = (spec["versions"]?.array ?? []).map(Version.init)
    }

    /// The version that objects are written in, or nil when none is marked.
    public var storageVersion: String? { versions.first { $0.isStorage }?.name }

    /// The definition with the defaults that kube-apiserver writes: names, conversion.
    public func defaulted() -> Object {
        var object = self.object
        var spec = object["spec"] ?? [:]
        var names = spec["names"] ?? [:]
        for (name, value) in self.names.json.object ?? [:] where names[name] == nil && value != "" {
            names[name] = value
        }
        spec["names"] = names
        if spec["conversion"] == nil { spec["conversion"] = ["strategy": "None"] }
        object["spec"] = spec
        return object
    }

    /// What the server knows about each served version, compiled.
    public func definitions() -> [ResourceDefinition] {
        versions.filter(\.isServed).map { definition(of: $0) }
    }

    private func definition(of version: Version) -> ResourceDefinition {
        let subresources = version.json["subresources"]?.object
        let type = ResourceType(
            kind: GroupVersionKind(group: group, version: version.name, kind: names.kind),
            plural: names.plural,
            singular: names.singular, shortNames: names.shortNames, categories: names.categories,
            scope: scope,
            subresources: Set((subresources?.keys ?? []).filter { $0 == "status" || $0 == "scale" }))
        let columns = version.json["additionalPrinterColumns"]?.array?.map { PrinterColumn($0) } ?? []
        let warning = "\(group)/\(version.name) \(names.kind) is deprecated"
        let isDeprecated = version.json["deprecated"]?.bool ?? false
        return ResourceDefinition(
            type: type, schema: version.schema.map(StructuralSchema.init) ?? .anything,
            columns: [.name] + (columns.isEmpty ? [.age] : columns),
            selectableFields: Self.selectableFields(version.json["selectableFields"]?.array ?? []),
            isStorageVersion: version.isStorage, scale: (subresources?["scale"]).map(Self.scale),
            deprecationWarning: isDeprecated ? version.json["deprecationWarning"]?.string ?? warning : nil)
    }

    private static func selectableFields(_ list: [JSON]) -> [String: ResourceDefinition.SelectableField] {
        var fields: [String: ResourceDefinition.SelectableField] = [:]
        for path in list.compactMap({ $0["jsonPath"]?.string }) {
            let label = path.hasPrefix(".") ? String(path.dropFirst()) : path
            fields[label] = ResourceDefinition.SelectableField(path)
        }
        return fields
    }

    private static func scale(_ json: JSON) -> ResourceDefinition.ScalePaths {
        ResourceDefinition.ScalePaths(
            specReplicas: json["specReplicasPath"]?.string ?? "",
            statusReplicas: json["statusReplicasPath"]?.string ?? "",
            labelSelector: json["labelSelectorPath"]?.string)
    }
}
