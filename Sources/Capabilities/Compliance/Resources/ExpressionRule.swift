import Bytes
import Kubernetes

/// A rule that is checked by a CEL expression over the cluster's objects: a person's CustomRule, or a Rule that a
/// bundle brings.
struct ExpressionRule: Equatable, Sendable {
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

    /// The object's name.
    let name: String
    private let payload: JSON

    /// Reads the members that both kinds of rule have.
    init(name: String, payload: JSON) {
        self.name = name
        self.payload = payload
    }

    init(_ rule: CustomRule) { self.init(name: rule.object.name, payload: rule.object["spec"] ?? [:]) }

    init(_ rule: RuleResource) { self.init(name: rule.object.name, payload: rule.object.json) }

    var id: String { text("id") }
    var title: String { text("title") }
    var expression: String { text("expression") }
    /// What a failure means; manifests of older releases call it `errorMessage`.
    var failureReason: String { text("failureReason").isEmpty ? text("errorMessage") : text("failureReason") }

    /// unknown, info, low, medium or high.
    var severity: String {
        let said = text("severity").lowercased()
        return ["info", "low", "medium", "high"].contains(said) ? said : "unknown"
    }

    /// A text; empty when it is not there.
    func text(_ member: String) -> String { payload[member]?.string ?? "" }

    /// The inputs; an `apiVersion` may name the group as well, as manifests write it.
    var inputs: [Input] {
        (payload["inputs"]?.array ?? []).map { input in
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
}
