import Bytes

/// What `metadata` of every object must hold to (ObjectMeta of meta.k8s.io/v1).
public enum ObjectMetadataValidation {
    /// The most bytes that all annotations of an object may have together.
    public static let annotationsLimit = 256 * 1024

    /// Which grammar the names of a type's objects follow.
    public enum NameRule: Sendable, Hashable {
        /// RFC 1123 subdomain: most types.
        case subdomain
        /// RFC 1123 label: namespaces.
        case label
        /// RFC 1035 label: services.
        case label1035
        /// Anything that can stand in a path: RBAC.
        case pathSegment

        /// What is wrong with a name; none when it is right.
        public func problems(_ name: String) -> [String] {
            switch self {
            case .subdomain: NameGrammar.dnsSubdomain(name)
            case .label: NameGrammar.dnsLabel(name)
            case .label1035: NameGrammar.dns1035Label(name)
            case .pathSegment: NameGrammar.pathSegment(name)
            }
        }
    }

    /// What is wrong with an object's metadata, in kube-apiserver's order and words.
    ///
    /// - Parameter scope: whether the object must have a namespace or must have none.
    public static func validate(
        _ object: Object, scope: ResourceType.Scope, nameRule: NameRule = .subdomain
    ) -> [StatusError.Cause] {
        var causes: [StatusError.Cause] = []
        if let generateName = object.generateName, !generateName.isEmpty {
            // The suffix makes any end right, so a trailing dash is judged as if a letter stood there.
            let judged = generateName.hasSuffix("-") ? generateName.dropLast() + "a" : generateName
            causes += nameRule.problems(judged).map {
                .invalid("metadata.generateName", .string(generateName), $0)
            }
        }
        if object.name.isEmpty {
            causes.append(.required("metadata.name", "name or generateName is required"))
        } else {
            causes += nameRule.problems(object.name).map {
                .invalid("metadata.name", .string(object.name), $0)
            }
        }
        let namespace = object.namespace ?? ""
        switch scope {
        case .namespaced where namespace.isEmpty: causes.append(.required("metadata.namespace"))
        case .namespaced:
            causes += NameGrammar.dnsLabel(namespace).map {
                .invalid("metadata.namespace", .string(namespace), $0)
            }
        case .cluster where !namespace.isEmpty:
            causes.append(.forbidden("metadata.namespace", "not allowed on this type"))
        case .cluster: break
        }
        causes += validateLabels(object.labels, "metadata.labels")
        causes += validateAnnotations(object.annotations)
        causes += validateOwners(object.json["metadata"]?["ownerReferences"]?.array ?? [])
        causes += validateFinalizers(object.finalizers)
        return causes
    }

    /// What is wrong with labels that stand at a path.
    public static func validateLabels(_ labels: [String: String], _ path: String) -> [StatusError.Cause] {
        var causes: [StatusError.Cause] = []
        for (key, value) in labels.sorted(by: { $0.key < $1.key }) {
            causes += NameGrammar.qualifiedName(key).map { .invalid(path, .string(key), $0) }
            causes += NameGrammar.labelValue(value).map { .invalid(path, .string(value), $0) }
        }
        return causes
    }

    private static func validateAnnotations(_ annotations: [String: String]) -> [StatusError.Cause] {
        var causes: [StatusError.Cause] = []
        var size = 0
        for (key, value) in annotations.sorted(by: { $0.key < $1.key }) {
            causes += NameGrammar.qualifiedName(key.lowercased())
                .map { .invalid("metadata.annotations", .string(key), $0) }
            size += key.utf8.count + value.utf8.count
        }
        if size > annotationsLimit {
            causes.append(.tooLong("metadata.annotations", limit: annotationsLimit))
        }
        return causes
    }

    private static func validateOwners(_ owners: [JSON]) -> [StatusError.Cause] {
        var causes: [StatusError.Cause] = []
        var controllers: [String] = []
        for (index, owner) in owners.enumerated() {
            let path = "metadata.ownerReferences[\(index)]"
            for member in ["apiVersion", "kind", "name", "uid"] where owner[member]?.string ?? "" == "" {
                causes.append(.invalid("\(path).\(member)", "", "must not be empty"))
            }
            if owner["controller"]?.bool == true { controllers.append(owner["name"]?.string ?? "") }
        }
        if controllers.count > 1 {
            causes.append(
                .invalid(
                    "metadata.ownerReferences", .array(owners),
                    "Only one reference can have Controller set to true. Found \"true\" in references for "
                        + "\(controllers[0]) and \(controllers[1])"))
        }
        return causes
    }

    private static func validateFinalizers(_ finalizers: [String]) -> [StatusError.Cause] {
        finalizers.enumerated().flatMap { index, name in
            NameGrammar.qualifiedName(name).map {
                .invalid("metadata.finalizers[\(index)]", .string(name), $0)
            }
        }
    }
}
