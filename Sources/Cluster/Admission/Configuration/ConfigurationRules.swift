import Bytes
import CEL
import EmbeddedCluster
import Kubernetes

/// What is wrong with an object that configures admission, in kube-apiserver's words.
enum ConfigurationRules {
    /// Refuses a configuration that could not be used.
    static func validate(_ request: AdmissionRequest) throws(StatusError) {
        guard request.concernsAdmission, request.subresource.isEmpty, let object = request.object else {
            return
        }
        let causes =
            switch request.resource.plural {
            case "mutatingwebhookconfigurations": WebhookRules.causes(object.json, isMutating: true)
            case "validatingwebhookconfigurations": WebhookRules.causes(object.json, isMutating: false)
            case "validatingadmissionpolicies": PolicyRules.policyCauses(object)
            case "validatingadmissionpolicybindings": PolicyRules.bindingCauses(object.json)
            default: [StatusError.Cause]()
            }
        if !causes.isEmpty { throw .invalid(request.resource.kind, request.name, causes) }
    }

    /// A member that must be one of some values where it is set.
    static func choice(
        _ json: JSON, _ member: String, at path: String, of supported: [String]
    ) -> [StatusError.Cause] {
        guard let text = json[member]?.string, !supported.contains(text) else { return [] }
        return [.notSupported("\(path).\(member)", .string(text), supported)]
    }

    /// A label selector that can be read.
    static func selector(_ json: JSON?, at path: String) -> [StatusError.Cause] {
        guard let json, !json.isNull else { return [] }
        var causes: [StatusError.Cause] = []
        for (index, expression) in (json["matchExpressions"]?.array ?? []).enumerated() {
            let place = "\(path).matchExpressions[\(index)]"
            let values = expression["values"]?.array ?? []
            switch expression["operator"]?.string {
            case "In", "NotIn":
                if values.isEmpty {
                    causes.append(
                        .required("\(place).values", "must be specified when `operator` is 'In' or 'NotIn'"))
                }
            case "Exists", "DoesNotExist":
                if !values.isEmpty {
                    causes.append(
                        .forbidden(
                            "\(place).values",
                            "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"))
                }
            case let other:
                causes.append(
                    .invalid("\(place).operator", .string(other ?? ""), "not a valid selector operator"))
            }
            let key = expression["key"]?.string ?? ""
            causes += NameGrammar.qualifiedName(key).map { .invalid("\(place).key", .string(key), $0) }
        }
        for (key, value) in json["matchLabels"]?.object ?? [:] {
            causes += NameGrammar.qualifiedName(key).map {
                .invalid("\(path).matchLabels", .string(key), $0)
            }
            let text = value.string ?? ""
            causes += NameGrammar.labelValue(text).map {
                .invalid("\(path).matchLabels", .string(text), $0)
            }
        }
        return causes
    }

    /// `matchConditions`.
    static func conditions(
        _ json: JSON?, at path: String, _ declarations: ExpressionScope.Declarations
    ) -> [StatusError.Cause] {
        let conditions = json?.array ?? []
        var causes: [StatusError.Cause] = []
        if conditions.count > 64 { causes.append(.tooMany(path, count: conditions.count, limit: 64)) }
        var names: Set<String> = []
        let environment = conditions.isEmpty ? nil : declarations.environment()
        for (index, condition) in conditions.prefix(64).enumerated() {
            let place = "\(path)[\(index)]"
            let name = condition["name"]?.string ?? ""
            if name.isEmpty {
                causes.append(.required("\(place).name"))
            } else {
                causes += NameGrammar.qualifiedName(name).map { .invalid("\(place).name", .string(name), $0) }
                if !names.insert(name).inserted { causes.append(.duplicate("\(place).name", .string(name))) }
            }
            let source = condition["expression"]?.string ?? ""
            if source.isEmpty {
                causes.append(.required("\(place).expression"))
            } else if let environment {
                causes += expression(source, at: "\(place).expression", in: environment, types: [.bool])
            }
        }
        return causes
    }
}
