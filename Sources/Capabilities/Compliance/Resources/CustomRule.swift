import Bytes
import Capability
import Kubernetes

/// A requirement of one's own, checked by a CEL expression over the cluster's objects.
struct CustomRule: CustomResource {
    static let type = ComplianceGroup.type("CustomRule", "customrules", hasStatus: true)

    var object: Object

    init(_ object: Object) { self.object = object }

    /// What is checked.
    var rule: ExpressionRule { ExpressionRule(self) }
    /// Whether the rule was validated as it is now, and passed.
    var isReady: Bool { object["status"]?["phase"]?.string == "Ready" }
    /// Why the rule cannot be used; nil as long as it was not validated.
    var problem: String? {
        object["status"]?["phase"]?.string == "Error" ? object["status"]?["errorMessage"]?.string ?? "" : nil
    }
    /// The generation that was validated last.
    var observedGeneration: Int? { object["status"]?["observedGeneration"]?.int }

    /// Notes what validation came to; nil means that nothing is wrong.
    mutating func setValidated(_ problem: String?, now: String) {
        var status: JSON = ["phase": problem == nil ? "Ready" : "Error", "lastValidationTime": .string(now)]
        if let problem { status["errorMessage"] = .string(problem) }
        if let generation = object.generation { status["observedGeneration"] = .int(Int64(generation)) }
        object["status"] = status
    }
}
