import Bytes
import Capability
import Kubernetes

/// A profile of one's own: another's rules with decisions of one's own on top.
struct TailoredProfile: CustomResource {
    static let type = ComplianceGroup.type(
        "TailoredProfile", "tailoredprofiles", shortNames: ["tp", "tprof"], hasStatus: true)

    /// How far the profile is from being usable.
    enum State: String, Sendable {
        case pending = "PENDING"
        case ready = "READY"
        case error = "ERROR"
    }

    /// A rule that is selected, left out or handed to a person.
    struct RuleReference: Equatable, Sendable {
        var name: String
        /// Rule or CustomRule.
        var kind: String
        var rationale: String
    }

    /// A variable and its value.
    struct Setting: Equatable, Sendable {
        var name: String
        var value: String
        var rationale: String
    }

    var object: Object

    init(_ object: Object) { self.object = object }

    /// The name of the profile whose decisions come first; empty when there is none.
    var extends: String { object["spec"]?["extends"]?.string ?? "" }
    var title: String { object["spec"]?["title"]?.string ?? "" }
    var summary: String { object["spec"]?["description"]?.string ?? "" }
    var enabledRules: [RuleReference] { references("enableRules") }
    var disabledRules: [RuleReference] { references("disableRules") }
    var manualRules: [RuleReference] { references("manualRules") }
    /// Every rule that the profile speaks of.
    var allRules: [RuleReference] { enabledRules + disabledRules + manualRules }

    var settings: [Setting] {
        (object["spec"]?["setValues"]?.array ?? []).map {
            Setting(
                name: $0["name"]?.string ?? "", value: $0["value"]?.string ?? "",
                rationale: $0["rationale"]?.string ?? "")
        }
    }

    var state: State? { object["status"]?["state"]?.string.flatMap(State.init) }
    /// The ConfigMap that holds the tailoring; empty before it is there.
    var outputName: String { object["status"]?["outputRef"]?["name"]?.string ?? "" }
    /// The profile's XCCDF id.
    var xccdfID: String { "xccdf_compliance.openshift.io_profile_\(object.name)" }
    /// Node or Platform; nil as long as nothing says so.
    var productType: String? { object.annotations[ComplianceGroup.key("product-type")] }
    /// Whether a rule of the profile is a person's own.
    var hasCustomRules: Bool { allRules.contains { $0.kind == "CustomRule" } }
    /// Whether the profile's rules are expressions over the cluster's objects, as its controller found.
    var isOfExpressions: Bool { object.annotations[ComplianceGroup.key("scanner-type")] == "CEL" }

    /// The tailoring is stored in a ConfigMap.
    mutating func setReady(output: String) {
        var status = object["status"] ?? [:]
        status["state"] = .string(State.ready.rawValue)
        status["id"] = .string(xccdfID)
        status["errorMessage"] = nil
        status["outputRef"] = ["name": .string(output), "namespace": .string(object.namespace ?? "")]
        object["status"] = status
    }

    /// The profile cannot be made.
    mutating func setError(_ why: String) {
        var status = object["status"] ?? [:]
        status["state"] = .string(State.error.rawValue)
        status["errorMessage"] = .string(why)
        status["outputRef"] = nil
        object["status"] = status
    }

    private func references(_ member: String) -> [RuleReference] {
        (object["spec"]?[member]?.array ?? []).map {
            let kind = $0["kind"]?.string ?? ""
            return RuleReference(
                name: $0["name"]?.string ?? "", kind: kind.isEmpty ? "Rule" : kind,
                rationale: $0["rationale"]?.string ?? "")
        }
    }
}
