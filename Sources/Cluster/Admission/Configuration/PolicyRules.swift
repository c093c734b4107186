import Bytes
import CEL
import Kubernetes

/// What is wrong with ValidatingAdmissionPolicies and their bindings.
enum PolicyRules {
    private static let reasons = ["Forbidden", "Invalid", "RequestEntityTooLarge", "Unauthorized"]

    static func policyCauses(_ object: Object) -> [StatusError.Cause] {
        let spec = object["spec"] ?? [:]
        var causes = ConfigurationRules.choice(spec, "failurePolicy", at: "spec", of: ["Fail", "Ignore"])
        if let kind = spec["paramKind"], kind.object != nil {
            for member in ["apiVersion", "kind"] where kind[member]?.string ?? "" == "" {
                causes.append(.required("spec.paramKind.\(member)"))
            }
        }
        if let constraints = spec["matchConstraints"], constraints.object != nil {
            causes += matchCauses(constraints, at: "spec.matchConstraints")
            if constraints["resourceRules"]?.array?.isEmpty ?? true {
                causes.append(.required("spec.matchConstraints.resourceRules"))
            }
        } else {
            causes.append(.required("spec.matchConstraints"))
        }
        let hasParameters = spec["paramKind"]?.object != nil
        causes += ConfigurationRules.conditions(
            spec["matchConditions"], at: "spec.matchConditions",
            .init(hasParameters: hasParameters, hasNamespace: true))
        let validations = spec["validations"]?.array ?? []
        let annotations = spec["auditAnnotations"]?.array ?? []
        if validations.isEmpty, annotations.isEmpty {
            for member in ["validations", "auditAnnotations"] {
                causes.append(
                    .required(
                        "spec.\(member)",
                        "validations or auditAnnotations must contain at least one item"))
            }
        }
        return causes + expressionCauses(ValidatingPolicy(object), validations)
    }

    private static func expressionCauses(
        _ policy: ValidatingPolicy, _ validations: [JSON]
    ) -> [StatusError.Cause] {
        var causes: [StatusError.Cause] = []
        var names: Set<String> = []
        for (index, variable) in policy.variables.enumerated() {
            let path = "spec.variables[\(index)]"
            if variable.name.isEmpty {
                causes.append(.required("\(path).name", "name is not specified"))
            } else if !isIdentifier(variable.name) {
                causes.append(
                    .invalid("\(path).name", .string(variable.name), "name is not a valid CEL identifier"))
            } else if !names.insert(variable.name).inserted {
                causes.append(.duplicate("\(path).name", .string(variable.name)))
            }
            if case .failure(let error) = variable.expression.program {
                causes.append(
                    .invalid(
                        "\(path).expression", .string(variable.expression.source),
                        "compilation failed: \(error)"))
            }
        }
        for (index, validation) in policy.validations.enumerated() {
            let path = "spec.validations[\(index)]"
            if validation.expression.source.isEmpty {
                causes.append(.required("\(path).expression", "expression is not specified"))
            } else {
                causes += ConfigurationRules.expression(
                    validation.expression, at: "\(path).expression", types: [.bool])
            }
            if let message = validation.messageExpression {
                causes += ConfigurationRules.expression(
                    message, at: "\(path).messageExpression", types: [.string])
            }
            if validation.message.utf8.contains(0x0A) {
                causes.append(
                    .invalid(
                        "\(path).message", .string(validation.message), "message must not contain line breaks"
                    ))
            }
            causes += ConfigurationRules.choice(validations[index], "reason", at: path, of: reasons)
        }
        var keys: Set<String> = []
        for (index, annotation) in policy.auditAnnotations.enumerated() {
            let path = "spec.auditAnnotations[\(index)]"
            if annotation.key.isEmpty {
                causes.append(.required("\(path).key", "key is not specified"))
            } else if !keys.insert(annotation.key).inserted {
                causes.append(.duplicate("\(path).key", .string(annotation.key)))
            }
            causes += ConfigurationRules.expression(
                annotation.value, at: "\(path).valueExpression", types: [.string, .null])
        }
        return causes
    }

    static func bindingCauses(_ json: JSON) -> [StatusError.Cause] {
        let spec = json["spec"] ?? [:]
        var causes: [StatusError.Cause] = []
        if spec["policyName"]?.string ?? "" == "" { causes.append(.required("spec.policyName")) }
        if let reference = spec["paramRef"], reference.object != nil {
            let hasName = reference["name"]?.string ?? "" != ""
            let hasSelector = reference["selector"]?.object != nil
            if hasName, hasSelector {
                causes.append(
                    .forbidden("spec.paramRef.name", "name and selector are mutually exclusive"))
            } else if !hasName, !hasSelector {
                causes.append(.required("spec.paramRef", "one of name or selector must be specified"))
            }
            if reference["parameterNotFoundAction"]?.string == nil {
                causes.append(.required("spec.paramRef.parameterNotFoundAction"))
            }
            causes += ConfigurationRules.choice(
                reference, "parameterNotFoundAction", at: "spec.paramRef", of: ["Allow", "Deny"])
            causes += ConfigurationRules.selector(
                reference["selector"], at: "spec.paramRef.selector")
        }
        if let match = spec["matchResources"], match.object != nil {
            causes += matchCauses(match, at: "spec.matchResources")
        }
        return causes + actionCauses(spec["validationActions"]?.array?.compactMap(\.string) ?? [])
    }

    private static func actionCauses(_ actions: [String]) -> [StatusError.Cause] {
        let path = "spec.validationActions"
        if actions.isEmpty {
            return [.required(path, "at least one validation action is required")]
        }
        var causes: [StatusError.Cause] = []
        let supported = ["Audit", "Deny", "Warn"]
        var seen: Set<String> = []
        for (index, action) in actions.enumerated() {
            if !supported.contains(action) {
                causes.append(.notSupported("\(path)[\(index)]", .string(action), supported))
            }
            if !seen.insert(action).inserted {
                causes.append(.duplicate("\(path)[\(index)]", .string(action)))
            }
        }
        if seen.isSuperset(of: ["Deny", "Warn"]) {
            causes.append(
                .invalid(
                    path, .array(actions.map(JSON.string)),
                    "must not contain both Deny and Warn (repeating the same validation failure information "
                        + "in the API response and headers serves no purpose)"))
        }
        return causes
    }

    private static func matchCauses(_ json: JSON, at path: String) -> [StatusError.Cause] {
        var causes = ConfigurationRules.choice(json, "matchPolicy", at: path, of: ["Equivalent", "Exact"])
        for member in ["namespaceSelector", "objectSelector"] {
            causes += ConfigurationRules.selector(json[member], at: "\(path).\(member)")
        }
        for member in ["resourceRules", "excludeResourceRules"] {
            for (index, rule) in (json[member]?.array ?? []).enumerated() {
                causes += MatchRules.causes(rule, at: "\(path).\(member)[\(index)]")
            }
        }
        return causes
    }

    private static func isIdentifier(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
        return name.utf8.allSatisfy {
            $0 == UInt8(ascii: "_") || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20)
        }
    }
}
