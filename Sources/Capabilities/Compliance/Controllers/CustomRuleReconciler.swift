import Bytes
import CEL
import Capability
import Cluster
import Controllers
import Kubernetes

/// Validates custom rules, so that a mistake shows before a scan.
struct CustomRuleReconciler: Reconciler {
    let name = "customrule"
    let room: CapabilityRoom

    var sources: [ReconcileSource] { [.primary(CustomRule.type)] }

    func reconcile(_ key: ObjectKey) async throws -> ReconcileResult {
        guard
            let rule = try await room.cluster.find(
                CustomRule.self, namespace: key.namespace, name: key.name),
            rule.object.deletionTimestamp == nil
        else { return .done }
        if let seen = rule.observedGeneration, seen == rule.object.generation,
            rule.isReady || rule.problem != nil
        {
            return .done
        }
        var after = rule
        after.setValidated(Self.problem(with: rule), now: room.now())
        try await room.cluster.storeStatus(after, before: rule)
        return .done
    }

    /// What is wrong with a rule, in one sentence; nil when nothing is.
    static func problem(with rule: CustomRule) -> String? {
        var names: Set<String> = []
        for (index, input) in rule.inputs.enumerated() {
            if !isIdentifier(input.name) {
                return "spec.inputs[\(index)].name: \"\(input.name)\" cannot be a variable of an expression"
            }
            if !names.insert(input.name).inserted {
                return "spec.inputs[\(index)].name: \"\(input.name)\" is given twice"
            }
            if input.version.isEmpty {
                return "spec.inputs[\(index)].kubernetesInputSpec.apiVersion is empty"
            }
            if input.resource.isEmpty { return "spec.inputs[\(index)].kubernetesInputSpec.resource is empty" }
        }
        if rule.inputs.isEmpty { return "spec.inputs: at least one input is needed" }
        do throws(CELError) {
            let program = try ExpressionCheck.compile(rule)
            guard program.resultType == .bool || program.resultType == .dyn else {
                return "spec.expression: its value is \(program.resultType), not bool"
            }
            return nil
        } catch { return "spec.expression: \(error)" }
    }

    private static func isIdentifier(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first,
            first == "_" || (first.isASCII && first.properties.isAlphabetic)
        else { return false }
        return name.unicodeScalars.allSatisfy {
            $0 == "_" || ($0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0)))
        }
    }
}
