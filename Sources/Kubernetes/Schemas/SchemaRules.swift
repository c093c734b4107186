import Bytes

/// What an `openAPIV3Schema` may say (Kubernetes, "Specifying a structural schema"), with kube-apiserver's
/// sentences for what it may not.
struct SchemaRules {
    private(set) var causes: [StatusError.Cause] = []

    /// What is wrong with the schema of a custom resource that stands at a path.
    static func check(_ schema: JSON, at path: String) -> [StatusError.Cause] {
        var rules = SchemaRules()
        rules.checkNode(schema, path, role: .root)
        rules.checkMetadata(schema["properties"]?["metadata"], "\(path).properties[metadata]")
        return rules.causes
    }

    private enum Role { case root, field, item }

    private mutating func checkNode(_ schema: JSON, _ path: String, role: Role) {
        guard schema.object != nil else {
            causes.append(.typeInvalid(path, schema, "must be an object"))
            return
        }
        checkType(schema, path, role)
        checkExtensions(schema, path)
        checkUnsupported(schema, path)
        checkValues(schema, path)
        for (name, property) in schema["properties"]?.object ?? [:] {
            checkNode(property, "\(path).properties[\(name)]", role: .field)
        }
        if let additional = schema["additionalProperties"], additional.object != nil {
            checkNode(additional, "\(path).additionalProperties", role: .field)
        }
        if let items = schema["items"] { checkNode(items, "\(path).items", role: .item) }
        checkAlternatives(schema, path)
        if causes.isEmpty { checkDefault(schema, path) }
    }

    private mutating func checkType(_ schema: JSON, _ path: String, _ role: Role) {
        let isIntOrString = schema["x-kubernetes-int-or-string"]?.bool ?? false
        let preserves = schema["x-kubernetes-preserve-unknown-fields"]?.bool ?? false
        guard let type = schema["type"]?.string, !type.isEmpty else {
            if isIntOrString || (preserves && role != .root) { return }
            let place =
                role == .root
                ? "at the root" : role == .item ? "for specified array items" : "for specified object fields"
            causes.append(.required("\(path).type", "must not be empty \(place)"))
            return
        }
        guard StructuralSchema.ValueType(rawValue: type) != nil else {
            let supported = StructuralSchema.ValueType.allCases.map(\.rawValue).sorted()
            causes.append(.notSupported("\(path).type", .string(type), supported))
            return
        }
        if role == .root && type != "object" { refuse("\(path).type", type, "must be object at the root") }
        if isIntOrString {
            refuse("\(path).type", type, "must be empty if x-kubernetes-int-or-string is true")
        }
        if preserves && type != "object" {
            refuse("\(path).type", type, "must be object if x-kubernetes-preserve-unknown-fields is true")
        }
        if type == "array" && schema["items"] == nil {
            causes.append(.required("\(path).items", "must be specified"))
        }
    }

    private mutating func checkExtensions(_ schema: JSON, _ path: String) {
        if schema["x-kubernetes-embedded-resource"]?.bool == true {
            let preserves = schema["x-kubernetes-preserve-unknown-fields"]?.bool ?? false
            if let type = schema["type"]?.string, type != "object" {
                refuse("\(path).type", type, "must be object if x-kubernetes-embedded-resource is true")
            }
            if !preserves && schema["properties"]?.object?.isEmpty ?? true {
                causes.append(
                    .required(
                        "\(path).properties",
                        "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields"
                    ))
            }
        }
        guard let list = schema["x-kubernetes-list-type"] else { return }
        let keys = schema["x-kubernetes-list-map-keys"]?.array ?? []
        switch list.string {
        case "atomic", "set":
            if !keys.isEmpty {
                causes.append(
                    .forbidden(
                        "\(path).x-kubernetes-list-map-keys",
                        "must be empty if x-kubernetes-list-type is not map"))
            }
        case "map":
            if keys.isEmpty {
                causes.append(
                    .required(
                        "\(path).x-kubernetes-list-map-keys",
                        "must not be empty if x-kubernetes-list-type is map"))
            }
            for (index, key) in keys.enumerated()
            where schema["items"]?["properties"]?[key.string ?? ""] == nil {
                causes.append(
                    .invalid(
                        "\(path).x-kubernetes-list-map-keys[\(index)]", key,
                        "must refer to an existing property of the list items"))
            }
        default:
            causes.append(.notSupported("\(path).x-kubernetes-list-type", list, ["atomic", "map", "set"]))
        }
        if schema["type"]?.string != "array" {
            causes.append(
                .invalid(
                    "\(path).type", schema["type"] ?? "",
                    "must be array if x-kubernetes-list-type is specified"))
        }
    }

    private mutating func checkUnsupported(_ schema: JSON, _ path: String) {
        if schema["$ref"] != nil { causes.append(.forbidden("\(path).$ref", "$ref is not supported")) }
        for name in [
            "definitions", "dependencies", "patternProperties", "additionalItems", "id", "deprecated",
            "discriminator", "readOnly", "writeOnly", "xml",
        ]
        where schema[name] != nil {
            causes.append(.forbidden("\(path).\(name)", "\(name) is not supported"))
        }
        if schema["uniqueItems"]?.bool == true {
            causes.append(
                .forbidden(
                    "\(path).uniqueItems",
                    "uniqueItems cannot be set to true since the runtime complexity becomes quadratic"))
        }
        if schema["additionalProperties"]?.bool == false {
            causes.append(
                .forbidden("\(path).additionalProperties", "additionalProperties cannot be set to false"))
        }
        if schema["additionalProperties"] != nil && !(schema["properties"]?.object?.isEmpty ?? true) {
            causes.append(
                .forbidden(
                    "\(path).additionalProperties", "additionalProperties and properties are mutual exclusive"
                ))
        }
    }

    private mutating func checkValues(_ schema: JSON, _ path: String) {
        if let source = schema["pattern"]?.string, let problem = SchemaPattern(source).problem {
            causes.append(
                .invalid(
                    "\(path).pattern", .string(source),
                    "must be a valid regular expression, but isn't: \(problem)"))
        }
    }

    /// `allOf`, `anyOf`, `oneOf` and `not` only judge values: the structure stands outside of them.
    private mutating func checkAlternatives(_ schema: JSON, _ path: String) {
        for name in ["allOf", "anyOf", "oneOf"] {
            for (index, part) in (schema[name]?.array ?? []).enumerated() {
                checkAlternative(part, "\(path).\(name)[\(index)]", schema)
            }
        }
        if let not = schema["not"] { checkAlternative(not, "\(path).not", schema) }
    }

    private mutating func checkAlternative(_ part: JSON, _ path: String, _ outside: JSON) {
        let isIntOrString = outside["x-kubernetes-int-or-string"]?.bool ?? false
        for name in ["type", "additionalProperties", "default", "description", "nullable", "title"]
        where part[name] != nil {
            if isIntOrString && name == "type" { continue }
            causes.append(.forbidden("\(path).\(name)", "must be empty to be structural"))
        }
        for (name, inner) in part["properties"]?.object ?? [:] {
            guard
                let known = outside["properties"]?[name]
                    ?? (outside["additionalProperties"]?.object).map(JSON.object)
            else {
                let place = path.split(separator: ".").last.map(String.init) ?? ""
                causes.append(
                    .required(
                        "\(path).properties[\(name)]",
                        "because it is defined in \(place).properties[\(name)]"))
                continue
            }
            checkAlternative(inner, "\(path).properties[\(name)]", known)
        }
        if let items = part["items"], let known = outside["items"] {
            checkAlternative(items, "\(path).items", known)
        }
        checkAlternatives(part, path)
    }

    private mutating func checkDefault(_ schema: JSON, _ path: String) {
        guard var value = schema["default"] else { return }
        let compiled = StructuralSchema(schema)
        // The root of a default is no object with metadata, so it is judged as the member that it is.
        let holder = StructuralSchema(["type": "object", "properties": ["default": schema]])
        var wrapped: JSON = ["default": value]
        for unknown in holder.prune(&wrapped) {
            causes.append(.invalid("\(path).default", value, "must not have unknown field \(unknown)"))
        }
        compiled.setDefaults(&value)
        var inner: [StatusError.Cause] = []
        compiled.validate(value, "\(path).default", &inner)
        causes += inner
    }

    private mutating func checkMetadata(_ schema: JSON?, _ path: String) {
        guard let schema else { return }
        let members = schema["properties"]?.object?.keys ?? []
        if members.contains(where: { $0 != "name" && $0 != "generateName" }) {
            causes.append(
                .forbidden(
                    path,
                    "must not specify anything other than name and generateName, but metadata is implicitly specified"
                ))
        }
    }

    private mutating func refuse(_ path: String, _ value: String, _ detail: String) {
        causes.append(.invalid(path, .string(value), detail))
    }
}
