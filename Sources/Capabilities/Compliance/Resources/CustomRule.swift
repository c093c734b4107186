import Bytes
import Capability
import Kubernetes

/// A requirement of one's own, checked by a CEL expression over the cluster's objects.
struct CustomRule: CustomResource {
    static let type = ComplianceGroup.type("CustomRule", "customrules", hasStatus: true)

    /// Objects that the expression looks at.
    struct Input: Equatable, Sendable {
        /// The name in the expression.
        var name: String
        var group: String
        var version: String
        /// The plural of the kind.
        var resource: String
        /// Empty for every namespace and for objects of the whole cluster.
        var namespace: String
        /// Empty for a list of all.
        var objectName: String
    }

    var object: Object

    init(_ object: Object) { self.object = object }

    var id: String { text("id") }
    var title: String { text("title") }
    var expression: String { text("expression") }
    var scannerType: String { text("scannerType") }
    var severity: String { text("severity").lowercased() }
    /// What a failure means; manifests of older releases call it `errorMessage`.
    var failureReason: String { text("failureReason").isEmpty ? text("errorMessage") : text("failureReason") }
    /// Whether the rule was validated as it is now, and passed.
    var isReady: Bool { object["status"]?["phase"]?.string == "Ready" }
    /// Why the rule cannot be used; nil as long as it was not validated.
    var problem: String? {
        object["status"]?["phase"]?.string == "Error" ? object["status"]?["errorMessage"]?.string ?? "" : nil
    }
    /// The generation that was validated last.
    var observedGeneration: Int? { object["status"]?["observedGeneration"]?.int }

    /// A text of the spec; empty when it is not there.
    func text(_ member: String) -> String { object["spec"]?[member]?.string ?? "" }

    /// The inputs; an `apiVersion` may name the group as well, as manifests write it.
    var inputs: [Input] {
        (object["spec"]?["inputs"]?.array ?? []).map { input in
            let spec = input["kubernetesInputSpec"]
            func text(_ member: String) -> String { spec?[member]?.string ?? "" }
            let named = GroupVersionKind(apiVersion: text("apiVersion"), kind: "")
            return Input(
                name: input["name"]?.string ?? "",
                group: text("group").isEmpty ? named.group : text("group"), version: named.version,
                resource: text("resource"), namespace: text("resourceNamespace"),
                objectName: text("resourceName"))
        }
    }

    /// Notes what validation came to; nil means that nothing is wrong.
    mutating func setValidated(_ problem: String?, now: String) {
        var status: JSON = ["phase": problem == nil ? "Ready" : "Error", "lastValidationTime": .string(now)]
        if let problem { status["errorMessage"] = .string(problem) }
        if let generation = object.generation { status["observedGeneration"] = .int(Int64(generation)) }
        object["status"] = status
    }
}
