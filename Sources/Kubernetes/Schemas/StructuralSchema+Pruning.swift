public import Bytes

extension StructuralSchema {
    /// Drops the members of an object that the schema does not know.
    ///
    /// `apiVersion` and `kind` always stay, and `metadata` keeps the members that Kubernetes defines.
    ///
    /// - Returns: the paths of what was dropped, sorted, such as `spec.list[0].bogus`.
    public func prune(_ object: inout JSON) -> [String] {
        var unknown: [String] = []
        prune(&object, "", isRoot: true, &unknown)
        return unknown.sorted()
    }

    private func prune(_ value: inout JSON, _ path: String, isRoot: Bool, _ unknown: inout [String]) {
        switch value {
        case .object(var members):
            value = .null
            for name in members.keys {
                let below = path.isEmpty ? name : "\(path).\(name)"
                if isRoot && (name == "apiVersion" || name == "kind") { continue }
                if isRoot && name == "metadata" {
                    StructuralSchema.objectMeta.prune(&members[name], below, &unknown)
                } else if let schema = member(name) {
                    schema.prune(&members[name], below, &unknown)
                } else if !keepsUnknown {
                    members[name] = nil
                    unknown.append(below)
                }
            }
            value = .object(members)
        case .array(var elements):
            guard let items else { return }
            value = .null
            for index in elements.indices {
                items.prune(&elements[index], "\(path)[\(index)]", isRoot: items.isEmbeddedResource, &unknown)
            }
            value = .array(elements)
        default: break
        }
    }

    private func prune(_ value: inout JSON?, _ path: String, _ unknown: inout [String]) {
        guard var inner = value else { return }
        value = JSON.null
        prune(&inner, path, isRoot: isEmbeddedResource, &unknown)
        value = inner
    }

    private var keepsUnknown: Bool {
        if case .any = additionalProperties { return true }
        return preservesUnknownFields
    }
}
