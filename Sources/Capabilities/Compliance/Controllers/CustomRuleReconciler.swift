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
        after.setValidated(rule.rule.problem(at: "spec"), now: room.now())
        try await room.cluster.storeStatus(after, before: rule)
        return .done
    }
}
