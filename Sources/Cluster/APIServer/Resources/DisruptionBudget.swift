import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes

/// The PodDisruptionBudget that guards a pod (policy/v1).
struct DisruptionBudget {
    private static let type = ResourceType(
        kind: GroupVersionKind(group: "policy", version: "v1", kind: "PodDisruptionBudget"),
        plural: "poddisruptionbudgets", subresources: ["status"])

    private let budget: Object
    private let pod: Object
    private let cluster: EmbeddedCluster

    /// The one budget whose selector matches the pod; nil when none does.
    ///
    /// - Throws: 500 when several do: nobody could say which of them counts.
    init?(of pod: JSON, _ target: ResourceTarget, in cluster: EmbeddedCluster) async throws(StatusError) {
        let pod = Object(pod)
        let budgets = try await cluster.list(Self.type, namespace: target.namespace, options: ListOptions())
        var matching: [Object] = []
        for budget in budgets.items {
            guard let selector = budget["spec"]?["selector"] else { continue }
            if try LabelSelector(selector).matches(labels: pod.labels) { matching.append(budget) }
        }
        guard matching.count < 2 else {
            throw .internalError(
                "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support."
            )
        }
        guard let budget = matching.first else { return nil }
        self.budget = budget
        self.pod = pod
        self.cluster = cluster
    }

    /// Takes one disruption off the budget; 429 when none is left or nobody has counted yet.
    func spend() async throws(StatusError) {
        let status = budget["status"] ?? [:]
        let observed = status["observedGeneration"]?.int ?? 0
        guard observed >= (budget.generation ?? 0) else {
            throw Self.tooMany(
                "Cannot evict pod as it would violate the pod's disruption budget.",
                "The disruption budget \(budget.name) is still being processed by the server.", retryAfter: 10
            )
        }
        let allowed = status["disruptionsAllowed"]?.int ?? 0
        guard allowed > 0 else {
            let desired = status["desiredHealthy"]?.int ?? 0
            let current = status["currentHealthy"]?.int ?? 0
            throw Self.tooMany(
                "Cannot evict pod as it would violate the pod's disruption budget.",
                "The disruption budget \(budget.name) needs \(desired) healthy pods and has \(current) currently",
                retryAfter: nil)
        }
        var next = budget
        var changed = status
        changed["disruptionsAllowed"] = .int(Int64(allowed - 1))
        var disrupted = status["disruptedPods"] ?? [:]
        disrupted[pod.name] = .string(Timestamp.now().text)
        changed["disruptedPods"] = disrupted
        next["status"] = changed
        _ = try await cluster.update(
            Self.type, namespace: budget.namespace, next, subresource: "status", options: WriteOptions())
    }

    private static func tooMany(_ message: String, _ cause: String, retryAfter: Int?) -> StatusError {
        var error = StatusError(code: 429, reason: "TooManyRequests", message: message)
        error.causes = [.init(reason: "DisruptionBudget", message: cause, field: "")]
        error.retryAfterSeconds = retryAfter
        return error
    }
}
