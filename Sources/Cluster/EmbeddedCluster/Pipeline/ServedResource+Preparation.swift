import Bytes
import Kubernetes

/// What the server itself puts into objects of some resources before they are stored (kube-apiserver's
/// strategies).
extension ServedResource {
    /// Brings an object into the form that kube-apiserver decodes it to; what that sets is the writer's own.
    func settle(_ object: inout Object) {
        switch type.qualifiedName {
        case Name.namespaces: NamespaceRules.label(&object)
        case Name.secrets: SecretRules.settle(&object)
        case Name.definitions: object = CustomResourceDefinition(object).defaulted()
        default: break
        }
    }

    /// Readies a new object; returns what is wrong with it beyond its schema.
    func prepareForCreate(
        _ object: inout Object, in cluster: EmbeddedCluster
    ) throws(StatusError) -> [StatusError.Cause] {
        // A kubelet registers its node together with its status; nobody else knows a status in advance.
        if hasStatus, type.qualifiedName != Name.nodes {
            object["status"] = isCustom ? nil : BuiltinTypes.emptyStatus(of: type.kind)
        }
        switch type.qualifiedName {
        case Name.namespaces:
            object["spec"] = ["finalizers": [.string(Finalizer.namespaceContents)]]
            object["status"] = ["phase": "Active"]
            NamespaceRules.label(&object)
        case Name.secrets: return SecretRules.prepare(&object)
        case Name.configMaps: return ConfigKeyRules.causes(object, ["data", "binaryData"])
        case Name.pods:
            object["status"] = ["phase": "Pending", "qosClass": PodRules.qualityOfService(object)]
        case Name.definitions: return cluster.prepareDefinition(&object, from: nil)
        case Name.services: ServiceAddresses(cluster).assign(&object)
        case Name.jobs: JobSelector.generate(&object)
        default: break
        }
        return []
    }

    /// Readies a changed object; returns what is wrong with the change beyond the schema.
    func prepareForUpdate(
        _ object: inout Object, from current: Object, in cluster: EmbeddedCluster
    ) throws(StatusError) -> [StatusError.Cause] {
        switch type.qualifiedName {
        case Name.namespaces:
            NamespaceRules.label(&object)
            return []
        case Name.secrets:
            return SecretRules.prepare(&object)
                + ImmutableRules.causes(object, from: current, ["data", "type"])
                + SecretRules.typeCauses(object, from: current)
        case Name.configMaps:
            return ImmutableRules.causes(object, from: current, ["data", "binaryData"])
                + ConfigKeyRules.causes(object, ["data", "binaryData"])
        case Name.definitions: return cluster.prepareDefinition(&object, from: current)
        case Name.services: ServiceAddresses(cluster).keep(&object, from: current)
        case Name.jobs: JobSelector.keep(&object, from: current)
        default: break
        }
        return isCustom
            ? [] : BuiltinTypes.problems(of: object.json, changedFrom: current.json, kind: type.kind)
    }

    /// Readies an object that is about to be deleted.
    func prepareForDelete(_ object: inout Object) {
        if type.qualifiedName == Name.namespaces { object["status"] = ["phase": "Terminating"] }
    }

    /// The finalizers that still hold an object.
    func holds(_ object: Object) -> [String] {
        guard type.qualifiedName == Name.namespaces else { return object.finalizers }
        let contents = object["spec"]?["finalizers"]?.array?.compactMap(\.string) ?? []
        return object.finalizers + contents
    }
}

/// What is special about namespaces.
enum NamespaceRules {
    /// The namespaces that the cluster cannot do without.
    private static let immortal: Set<String> = ["default", "kube-public", "kube-system"]

    static func refusalToDelete(_ name: String, of resource: ServedResource) -> StatusError? {
        guard resource.type.qualifiedName == ServedResource.Name.namespaces, immortal.contains(name) else {
            return nil
        }
        return StatusError(
            code: 403, reason: "Forbidden",
            message: "namespaces \"\(name)\" is forbidden: this namespace may not be deleted", name: name,
            kind: resource.type.plural)
    }

    /// Namespaces carry their name as a label, so that selectors can name them.
    static func label(_ object: inout Object) {
        guard object.labels["kubernetes.io/metadata.name"] != object.name else { return }
        object.labels["kubernetes.io/metadata.name"] = object.name
    }
}

/// Secrets take plain text in `stringData` and keep it encoded in `data`.
enum SecretRules {
    static func settle(_ object: inout Object) {
        if let plain = object["stringData"]?.object {
            var data = object["data"] ?? [:]
            for (name, value) in plain {
                data[name] = .string(Base64.encode(Array((value.string ?? "").utf8)))
            }
            object["data"] = data
        }
        object["stringData"] = nil
        if object["type"]?.string?.isEmpty != false { object["type"] = "Opaque" }
    }

    static func prepare(_ object: inout Object) -> [StatusError.Cause] {
        // Admission may have written plain text anew.
        settle(&object)
        return ConfigKeyRules.causes(object, ["data"])
    }

    static func typeCauses(_ object: Object, from current: Object) -> [StatusError.Cause] {
        guard let type = object["type"], type != current["type"] else { return [] }
        return [.invalid("type", type, "field is immutable")]
    }
}

/// `immutable: true` of ConfigMaps and Secrets freezes their contents.
enum ImmutableRules {
    static func causes(_ object: Object, from current: Object, _ frozen: [String]) -> [StatusError.Cause] {
        guard current["immutable"]?.bool == true else { return [] }
        var causes: [StatusError.Cause] = []
        let why = "field is immutable when `immutable` is set"
        if object["immutable"]?.bool != true { causes.append(.forbidden("immutable", why)) }
        for field in frozen where object[field] != current[field] { causes.append(.forbidden(field, why)) }
        return causes
    }
}
