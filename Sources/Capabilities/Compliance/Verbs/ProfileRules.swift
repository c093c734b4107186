import Bytes
import Capability
import Kubernetes

/// The rules that a Profile or a TailoredProfile selects.
struct ProfileRules {
    /// What can be asked for.
    static let types = [Profile.type, TailoredProfile.type]

    let place: ClusterNamespace

    /// The Rule objects, in the profile's order.
    ///
    /// - Throws: `CommandFailure` when the profile is not there.
    func rules(of reference: ObjectReference) async throws -> [RuleResource] {
        if reference.type == Profile.type {
            let profile = try await place.require(Profile.self, reference.name)
            return try await rules(named: profile.ruleNames, bundle: profile.bundle)
        }
        let tailored = try await place.require(TailoredProfile.self, reference.name)
        let base =
            tailored.extends.isEmpty ? nil : try await place.require(Profile.self, tailored.extends)
        let dropped = Set(tailored.disabledRules.map(\.name))
        let added = (tailored.enabledRules + tailored.manualRules).filter { $0.kind == "Rule" }.map(\.name)
        let names = ((base?.ruleNames ?? []) + added).filter { !dropped.contains($0) }.uniqued()
        return try await rules(named: names, bundle: base?.bundle ?? "")
    }

    /// One list is cheaper than a question for each of hundreds.
    private func rules(named names: [String], bundle: String) async throws -> [RuleResource] {
        let selector = bundle.isEmpty ? "" : "\(ComplianceGroup.key("profile-bundle"))=\(bundle)"
        let known = Dictionary(
            try await place.all(RuleResource.self, labelSelector: selector).map { ($0.object.name, $0) }
        ) { first, _ in first }
        return names.compactMap { known[$0] }
    }
}

extension Profile {
    /// The names of the Rule objects that the profile selects.
    var ruleNames: [String] { object["rules"]?.array?.compactMap(\.string) ?? [] }
}
