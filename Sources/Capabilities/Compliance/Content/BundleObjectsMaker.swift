import Bytes
import Kubernetes
import XCCDF
import YAML

/// Makes the Profile, Rule and Variable objects of a bundle from its benchmark.
struct BundleObjectsMaker {
    let bundle: ProfileBundle
    let benchmark: Benchmark
    /// How to check each rule by hand, by XCCDF id.
    let instructions: [String: String]
    /// The rules that only fetch what others look at, by XCCDF id.
    var hidden: Set<String> = []
    /// Stands for the content as it is now; objects of other content are stale.
    let digest: String

    private var prefix: String { bundle.object.name }

    /// One object for each profile.
    func profiles() throws -> [Profile] { try benchmark.profiles.map(profile) }

    /// One object for each rule that profiles can select.
    func rules(selectedBy profiles: [Profile]) -> [RuleResource] {
        var selecting: [String: [String]] = [:]
        for profile in profiles {
            for name in profile.object["rules"]?.array?.compactMap(\.string) ?? [] {
                selecting[name, default: []].append(profile.object.name)
            }
        }
        return benchmark.rules.map { rule($0, selecting: selecting) }
    }

    /// One object for each value.
    func variables() throws -> [Variable] { try benchmark.values.map(variable) }

    private func profile(_ profile: XCCDF.Profile) throws -> Profile {
        let resolved = try benchmark.resolve(.named(profile.id))
        var object = self.object(Profile.type, id: profile.id)
        object["id"] = .string(profile.id)
        object["title"] = .string(profile.title)
        object["description"] = .string(benchmark.plain(profile.description, under: resolved))
        object["version"] = profile.version.isEmpty ? nil : .string(profile.version)
        object["rules"] = .array(
            benchmark.rules.indices.filter { resolved.ruleIsSelected[$0] }
                .map { .string(name(benchmark.rules[$0].id)) })
        object["values"] = .array(
            profile.settings.map(\.idref).uniqued().map { .string(name($0)) })
        let product = ScannedProduct(of: profile, in: benchmark, otherwise: prefix)
        object.labels[ComplianceGroup.key("profile-guid")] = ComplianceNames.guid(
            "\(product.name)-\(profile.id)")
        object.annotations[ComplianceGroup.key("product")] = product.name
        object.annotations[ComplianceGroup.key("product-type")] = product.type
        object.annotations[ComplianceGroup.key("scanner-type")] = "OpenSCAP"
        return Profile(object)
    }

    private func rule(_ rule: Rule, selecting: [String: [String]]) -> RuleResource {
        var object = self.object(RuleResource.type, id: rule.id)
        object["id"] = .string(rule.id)
        object["title"] = .string(rule.title)
        set("description", rule.item.description.plain, of: &object)
        set("rationale", rule.item.rationale.plain, of: &object)
        set("warning", rule.item.warnings.map(\.text.plain).joined(separator: "\n"), of: &object)
        set("instructions", instructions[rule.id] ?? "", of: &object)
        object["severity"] = .string(rule.severity.rawValue)
        object["checkType"] = .string(rule.checkType)
        object["scannerType"] = "OpenSCAP"
        let fixes = Self.fixes(of: rule)
        if !fixes.isEmpty { object["availableFixes"] = .array(fixes) }
        let variables = RuleValues.names(of: rule)
        if !variables.isEmpty {
            object.annotations[ComplianceGroup.key("rule-variable")] = variables.joined(separator: ",")
        }
        if hidden.contains(rule.id) { object.annotations[ComplianceGroup.key("hide-tag")] = "true" }
        for (standard, controls) in ControlReferences.byStandard(rule.item.references) {
            object.annotations["control.compliance.openshift.io/\(standard)"] = controls.joined(
                separator: ";")
        }
        object.annotations[ComplianceGroup.key("rule")] = ComplianceNames.dnsName(rule.id)
        if let profiles = selecting[object.name] {
            object.annotations[ComplianceGroup.key("profiles")] = profiles.joined(separator: ",")
        }
        return RuleResource(object)
    }

    /// The repairs that are objects of the cluster; what a template leaves open stays open here.
    private static func fixes(of rule: Rule) -> [JSON] {
        rule.fixes.filter { $0.system == SCAPRuleTextReader.objectFixes }.flatMap { fix in
            let documents = (try? YAML.parse(fix.content.plain)) ?? []
            return documents.filter { $0["kind"]?.string != nil && $0["apiVersion"]?.string != nil }
                .map { document -> JSON in
                    var definition: JSON = ["disruption": .string(fix.disruption), "fixObject": document]
                    if let platform = fix.platform { definition["platform"] = .string(platform) }
                    return definition
                }
        }
    }

    private func variable(_ value: Value) throws -> Variable {
        let defaults = value.choices.filter(\.selector.isEmpty)
        guard defaults.count <= 1 else {
            throw UnreadableContent(
                description:
                    "Value \(value.id): \(defaults.count) values have no selector, so none is the default")
        }
        var object = self.object(Variable.type, id: value.id)
        object["id"] = .string(value.id)
        object["title"] = .string(value.title)
        set("description", value.description.plain, of: &object)
        object["type"] = .string(["number": "number", "boolean": "bool"][value.type] ?? "string")
        object["value"] = .string(value.choice(nil)?.values.joined(separator: ",") ?? "")
        object["selections"] = .array(
            value.choices.map {
                ["description": .string($0.selector), "value": .string($0.values.joined(separator: ","))]
            })
        return Variable(object)
    }

    private func object(_ type: ResourceType, id: String) -> Object {
        bundle.part(type, name: id, digest: digest)
    }

    private func name(_ id: String) -> String { "\(prefix)-\(ComplianceNames.dnsName(id))" }

    private func set(_ member: String, _ text: String, of object: inout Object) {
        object[member] = text.isEmpty ? nil : .string(text)
    }
}

extension Rule {
    /// What answers the rule: the platform's API when it asks for an answer of that, else a node; empty for a
    /// question to a person.
    fileprivate var checkType: String {
        guard checks.contains(where: \.isAutomatic) else { return "" }
        let asksAPI = item.warnings.contains { warning in
            warning.marks.contains { $0.classes.contains("ocp-api-endpoint") }
        }
        return asksAPI ? "Platform" : "Node"
    }
}

extension CheckExpression {
    /// Whether a machine can answer; a questionnaire is for a person.
    fileprivate var isAutomatic: Bool {
        switch self {
        case .check(let check): check.system != CheckSystemURI.ocil
        case .complex(_, _, let parts): parts.contains(where: \.isAutomatic)
        }
    }
}

extension Sequence where Element: Hashable {
    /// The elements without repetitions, in the order of their first appearance.
    func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
