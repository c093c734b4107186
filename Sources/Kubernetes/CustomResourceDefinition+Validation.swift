import Bytes

extension CustomResourceDefinition {
    /// What is wrong with the definition, in kube-apiserver's words; none when it can be served.
    public func validate() -> [StatusError.Cause] {
        var causes: [StatusError.Cause] = []
        let name = "\(names.plural).\(group)"
        if object.name != name {
            causes.append(
                .invalid("metadata.name", .string(object.name), "must be spec.names.plural+\".\"+spec.group"))
        }
        causes += checkGroup()
        causes += checkApproval()
        causes += checkScope()
        causes += checkVersions()
        causes += checkNames()
        causes += checkSchemas()
        causes += checkColumns()
        return causes
    }

    private func checkGroup() -> [StatusError.Cause] {
        if group.isEmpty { return [.required("spec.group")] }
        var causes = NameGrammar.dnsSubdomain(group)
            .map { StatusError.Cause.invalid("spec.group", .string(group), $0) }
        if !group.contains(".") {
            causes.append(.invalid("spec.group", .string(group), "should be a domain with at least one dot"))
        }
        return causes
    }

    private func checkScope() -> [StatusError.Cause] {
        let text = object["spec"]?["scope"]?.string ?? ""
        if text == "Cluster" || text == "Namespaced" { return [] }
        if text.isEmpty { return [.required("spec.scope")] }
        return [.notSupported("spec.scope", .string(text), ["Cluster", "Namespaced"])]
    }

    private func checkVersions() -> [StatusError.Cause] {
        var causes: [StatusError.Cause] = []
        var seen: Set<String> = []
        for (index, version) in versions.enumerated() {
            let path = "spec.versions[\(index)].name"
            if !seen.insert(version.name).inserted {
                causes.append(
                    .invalid("spec.versions", .string(version.name), "must contain unique version names"))
            }
            causes += NameGrammar.dns1035Label(version.name).map { .invalid(path, .string(version.name), $0) }
            if version.schema == nil {
                causes.append(
                    .required("spec.versions[\(index)].schema.openAPIV3Schema", "schemas are required"))
            }
        }
        if versions.filter(\.isStorage).count != 1 {
            let list = object["spec"]?["versions"] ?? []
            causes.append(
                .invalid("spec.versions", list, "must have exactly one version marked as storage version"))
        }
        return causes + checkConversion()
    }

    private func checkNames() -> [StatusError.Cause] {
        var causes: [StatusError.Cause] = []
        func label(_ text: String, _ path: String) {
            if text.isEmpty { return causes.append(.required(path)) }
            causes += NameGrammar.dns1035Label(text).map { .invalid(path, .string(text), $0) }
        }
        func mixedCase(_ text: String, _ path: String) {
            if text.isEmpty { return causes.append(.required(path)) }
            causes += NameGrammar.dns1035Label(text.lowercased())
                .map {
                    .invalid(path, .string(text), "may have mixed case, but should otherwise match: \($0)")
                }
        }
        label(names.plural, "spec.names.plural")
        label(names.singular, "spec.names.singular")
        mixedCase(names.kind, "spec.names.kind")
        mixedCase(names.listKind, "spec.names.listKind")
        if names.kind == names.listKind && !names.kind.isEmpty {
            causes.append(
                .invalid(
                    "spec.names.listKind", .string(names.listKind), "kind and listKind may not be the same"))
        }
        for (index, name) in names.shortNames.enumerated() { label(name, "spec.names.shortNames[\(index)]") }
        for (index, name) in names.categories.enumerated() { label(name, "spec.names.categories[\(index)]") }
        return causes
    }

    private func checkSchemas() -> [StatusError.Cause] {
        let schemas = versions.compactMap(\.schema)
        // Schemas that all versions share are judged once, and under the name of the older field.
        if let first = schemas.first, schemas.count == versions.count, schemas.allSatisfy({ $0 == first }) {
            return SchemaRules.check(first, at: "spec.validation.openAPIV3Schema")
        }
        return versions.enumerated().flatMap { index, version in
            version.schema.map { SchemaRules.check($0, at: "spec.versions[\(index)].schema.openAPIV3Schema") }
                ?? []
        }
    }

    private func checkColumns() -> [StatusError.Cause] {
        let types = ["boolean", "date", "integer", "number", "string"]
        var causes: [StatusError.Cause] = []
        for (index, version) in versions.enumerated() {
            for (place, column) in (version.json["additionalPrinterColumns"]?.array ?? []).enumerated() {
                let path =
                    versions.count == 1
                    ? "spec.additionalPrinterColumns[\(place)]"
                    : "spec.versions[\(index)].additionalPrinterColumns[\(place)]"
                let type = column["type"]?.string ?? ""
                if column["name"]?.string ?? "" == "" { causes.append(.required("\(path).name")) }
                if type.isEmpty {
                    causes.append(.required("\(path).type", "must be one of \(types.joined(separator: ","))"))
                } else if !types.contains(type) {
                    causes.append(
                        .invalid(
                            "\(path).type", .string(type), "must be one of \(types.joined(separator: ","))"))
                }
                let source = column["jsonPath"]?.string ?? ""
                if source.isEmpty {
                    causes.append(.required("\(path).JSONPath"))
                } else if JSONPath(source) == nil {
                    causes.append(.invalid("\(path).JSONPath", .string(source), "is an invalid json path"))
                }
            }
        }
        return causes
    }
}
