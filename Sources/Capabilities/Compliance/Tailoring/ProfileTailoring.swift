import Bytes
import Capability
import Cluster
import Kubernetes

/// Works a TailoredProfile out: looks up what it names and says what does not fit.
struct ProfileTailoring {
    /// Why a profile cannot be made, in one sentence.
    struct Problem: Error, Equatable, CustomStringConvertible {
        var description: String
        /// Whether waiting may help.
        var isPassing = false
    }

    let cluster: any Cluster
    let profile: TailoredProfile

    private var namespace: String? { profile.object.namespace }

    /// What the profile comes to.
    struct Outcome {
        /// Who owns the profile, so that it goes with it; nil for profiles of custom rules alone.
        var owner: Object?
        /// The profile that is extended.
        var base: Profile?
        var bundle: ProfileBundle?
        /// Node or Platform.
        var productType: String
        /// The tailoring; nil for profiles of expressions.
        var document: TailoringDocument?
        var warnings = ""
    }

    /// Looks everything up.
    ///
    /// - Throws: ``Problem``, and what the cluster refuses.
    func outcome(now: String) async throws -> Outcome {
        try refuseRepetitions()
        let base = try await base()
        if base == nil, profile.enabledRules.isEmpty, profile.manualRules.isEmpty, profile.settings.isEmpty {
            throw Problem(
                description: "the profile extends none and enables no rules, so there is nothing to check")
        }
        if profile.hasCustomRules || base?.isOfExpressions == true { return try await ofExpressions(base) }
        let rules = try await rules()
        if rules.values.contains(where: \.isOfExpressions) { return try await ofExpressions(base) }
        let variables = try await variables()
        let bundle = try await bundle(base, rules, variables)
        for rule in rules.values where rule.bundle != bundle.object.name {
            throw Problem(
                description:
                    "rule \(rule.object.name) is of ProfileBundle \(rule.bundle), not of \(bundle.object.name)"
            )
        }
        for variable in variables where variable.variable.bundle != bundle.object.name {
            throw Problem(
                description: "variable \(variable.variable.object.name) is of ProfileBundle "
                    + "\(variable.variable.bundle), not of \(bundle.object.name)")
        }
        let type = try productType(base, rules.values.map { $0 })
        func ids(_ references: [TailoredProfile.RuleReference]) -> [String] {
            references.compactMap { rules[$0.name]?.id }
        }
        let document = TailoringDocument(
            profile: profile.xccdfID, extends: base?.id ?? "", title: profile.title,
            description: profile.summary, benchmark: bundle.contentFile,
            selections: ids(profile.enabledRules).map { ($0, true) }
                + ids(profile.disabledRules).map { ($0, false) },
            manual: ids(profile.manualRules), settings: variables.map { ($0.variable.id, $0.value) },
            time: now)
        var outcome = Outcome(
            owner: base?.object ?? bundle.object, base: base, bundle: bundle, productType: type,
            document: document)
        outcome.warnings = warnings(rules, type)
        return outcome
    }

    private func refuseRepetitions() throws(Problem) {
        var seen: Set<String> = []
        for reference in profile.allRules where !seen.insert(reference.name).inserted {
            throw Problem(
                description:
                    "rule \(reference.name) is named twice in enableRules, disableRules and manualRules")
        }
        for reference in profile.allRules where !["Rule", "CustomRule"].contains(reference.kind) {
            throw Problem(
                description:
                    "rule \(reference.name): kind \"\(reference.kind)\" is neither Rule nor CustomRule")
        }
    }

    private func base() async throws -> Profile? {
        guard !profile.extends.isEmpty else { return nil }
        guard let base = try await cluster.find(Profile.self, namespace: namespace, name: profile.extends)
        else {
            throw Problem(
                description: "spec.extends: the Profile \"\(profile.extends)\" was not found", isPassing: true
            )
        }
        return base
    }

    private func ofExpressions(_ base: Profile?) async throws -> Outcome {
        if let base, !base.isOfExpressions {
            let what = profile.hasCustomRules ? "custom rules" : "rules of expressions"
            throw Problem(
                description: "\(what) cannot be used in a profile that extends one of another kind of rules")
        }
        if let setting = profile.settings.first {
            throw Problem(description: "setValues: \(setting.name): expressions read no variables")
        }
        for reference in profile.allRules {
            if reference.kind == "CustomRule" {
                try await requireReady(reference)
                continue
            }
            guard
                let rule = try await cluster.find(
                    RuleResource.self, namespace: namespace, name: reference.name)
            else {
                throw Problem(description: "the Rule \"\(reference.name)\" was not found", isPassing: true)
            }
            guard rule.isOfExpressions else {
                throw Problem(
                    description:
                        "rule \(reference.name) is no expression; a profile holds rules of one kind only")
            }
        }
        return Outcome(owner: base?.object, base: base, bundle: nil, productType: "Platform", document: nil)
    }

    private func requireReady(_ reference: TailoredProfile.RuleReference) async throws {
        guard
            let rule = try await cluster.find(CustomRule.self, namespace: namespace, name: reference.name)
        else {
            throw Problem(
                description: "the CustomRule \"\(reference.name)\" was not found", isPassing: true)
        }
        if let problem = rule.problem {
            throw Problem(description: "the CustomRule \(reference.name) is not valid: \(problem)")
        }
        guard rule.isReady else {
            throw Problem(
                description: "the CustomRule \(reference.name) is not validated yet", isPassing: true)
        }
    }

    private func rules() async throws -> [String: RuleResource] {
        var rules: [String: RuleResource] = [:]
        for reference in profile.allRules {
            guard
                let rule = try await cluster.find(
                    RuleResource.self, namespace: namespace, name: reference.name)
            else {
                throw Problem(description: "the Rule \"\(reference.name)\" was not found", isPassing: true)
            }
            rules[reference.name] = rule
        }
        return rules
    }

    private func variables() async throws -> [(variable: Variable, value: String)] {
        var variables: [(variable: Variable, value: String)] = []
        for setting in profile.settings {
            guard
                let variable = try await cluster.find(
                    Variable.self, namespace: namespace, name: setting.name)
            else {
                throw Problem(description: "the Variable \"\(setting.name)\" was not found", isPassing: true)
            }
            if let problem = variable.problem(with: setting.value) {
                throw Problem(description: "setValues: \(setting.name): \(problem)")
            }
            variables.append((variable, setting.value))
        }
        return variables
    }

    private func bundle(
        _ base: Profile?, _ rules: [String: RuleResource], _ variables: [(variable: Variable, value: String)]
    ) async throws -> ProfileBundle {
        let first = profile.allRules.lazy.compactMap { rules[$0.name]?.bundle }.first
        guard let name = base?.bundle ?? first ?? variables.first?.variable.bundle,
            let bundle = try await cluster.find(ProfileBundle.self, namespace: namespace, name: name)
        else {
            throw Problem(
                description: "no ProfileBundle could be found from the rules and variables", isPassing: true)
        }
        return bundle
    }

    /// The annotation, else the base's type, else that of the rules, which must be one.
    private func productType(_ base: Profile?, _ rules: [RuleResource]) throws(Problem) -> String {
        let types = Set(rules.map(\.checkType).filter { !$0.isEmpty })
        if base == nil, types.count > 1 {
            throw Problem(description: "rules of type Node and of type Platform cannot be in one profile")
        }
        if let said = profile.productType, !said.isEmpty { return said }
        if let base { return base.productType }
        return types.first ?? (profile.object.name.hasSuffix("-node") ? "Node" : "Platform")
    }

    /// Rules whose type has changed are still named, but no scan of the profile's type can check them.
    private func warnings(_ rules: [String: RuleResource], _ type: String) -> String {
        let strange = profile.allRules.map(\.name).filter {
            guard let checked = rules[$0]?.checkType, !checked.isEmpty else { return false }
            return checked.lowercased() != type.lowercased()
        }
        return strange.isEmpty
            ? ""
            : "these rules are not of the profile's type \(type) and are not checked by its scans: "
                + strange.joined(separator: ", ")
    }
}
