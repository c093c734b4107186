import Bytes
import EmbeddedCluster
import Kubernetes

/// A ResourceQuota as it is judged and kept.
struct ResourceQuota: Sendable {
    /// The object as it is stored.
    let object: Object
    let scopes: [QuotaScope]
    /// `spec.hard`.
    let wanted: ResourceAmounts
    /// `status.hard`: what is enforced.
    var hard: ResourceAmounts
    /// `status.used`.
    var used: ResourceAmounts

    init(_ object: Object) {
        self.object = object
        scopes = QuotaScope.all(of: object["spec"] ?? [:])
        wanted = ResourceAmounts(object["spec"]?["hard"])
        hard = ResourceAmounts(object["status"]?["hard"])
        used = ResourceAmounts(object["status"]?["used"])
    }

    var name: String { object.name }

    /// Whether the status speaks of what the spec wants.
    var isCounted: Bool { hard == wanted && hard.names.allSatisfy { used[$0] != nil } }

    /// Whether an object counts against the quota.
    func covers(_ item: QuotaItem) -> Bool {
        !item.countedNames(of: hard.names).isEmpty && scopes.allSatisfy { $0.matches(item) }
    }

    /// The object with the status that is held here.
    var updated: Object {
        var object = object
        object["status"] = ["hard": hard.json, "used": used.masked(by: hard.names).json]
        return object
    }
}
