import Bytes
import Kubernetes

/// An object as quotas count it.
struct QuotaItem: Sendable {
    /// `pods`, `deployments.apps`.
    let resource: String
    let object: JSON

    init(_ resource: String, _ object: JSON) {
        self.resource = resource
        self.object = object
    }

    var isPod: Bool { resource == "pods" }

    /// The names under which the mere number of such objects is counted.
    private var counters: [String] {
        ["count/\(resource)"] + (Self.countedByPlural.contains(resource) ? [resource] : [])
    }

    /// Those of a quota's names that such an object can count against.
    func countedNames(of names: [String]) -> [String] {
        names.filter { name in
            if counters.contains(name) { return true }
            switch resource {
            case "pods": return Self.isComputed(name)
            case "services": return name == "services.nodeports" || name == "services.loadbalancers"
            case "persistentvolumeclaims":
                return name == "requests.storage" || name.contains(Self.storageClassInfix)
            default: return false
            }
        }
    }

    /// What the object uses up; a pod that has ended only counts as an object.
    var usage: ResourceAmounts {
        var usage = ResourceAmounts()
        let one = Quantity(1)
        usage["count/\(resource)"] = one
        let phase = object["status"]?["phase"]?.string
        if isPod, phase == "Failed" || phase == "Succeeded" { return usage }
        for name in counters { usage[name] = one }
        switch resource {
        case "pods": usage += podUsage
        case "services": usage += serviceUsage
        case "persistentvolumeclaims": usage += claimUsage
        default: break
        }
        return usage
    }

    /// What a quota of these names wants every container to say and some do not: `must specify …`.
    func problem(under names: [String]) -> String? {
        guard isPod else { return nil }
        let resources = PodResources(object)
        var missing: [String: Set<String>] = [:]
        for name in names where Self.isDemanded(name) {
            let isLimit = name.hasPrefix("limits.")
            let plain = Self.withoutPrefix(name)
            for container in resources.containers + resources.initContainers
            where (isLimit ? container.limits : container.requests)[plain] == nil {
                missing[name, default: []].insert(container.name)
            }
        }
        if missing.isEmpty { return nil }
        let parts = missing.keys.sorted().map { name in
            "\(name) for: \(missing[name, default: []].sorted().joined(separator: ","))"
        }
        return "must specify \(parts.joined(separator: "; "))"
    }

    // MARK: Kinds

    private var podUsage: ResourceAmounts {
        let resources = PodResources(object)
        var usage = ResourceAmounts()
        for (name, amount) in resources.requests.amounts {
            usage["requests.\(name)"] = amount
            if Self.shortNames.contains(name) || name.hasPrefix("hugepages-") { usage[name] = amount }
        }
        for (name, amount) in resources.limits.amounts where Self.shortNames.contains(name) {
            usage["limits.\(name)"] = amount
        }
        return usage
    }

    private var serviceUsage: ResourceAmounts {
        let spec = object["spec"]
        let ports = Int64(spec?["ports"]?.array?.count ?? 0)
        var usage = ResourceAmounts()
        switch spec?["type"]?.string {
        case "NodePort": usage["services.nodeports"] = Quantity(ports)
        case "LoadBalancer":
            usage["services.loadbalancers"] = Quantity(1)
            let allocates = spec?["allocateLoadBalancerNodePorts"]?.bool ?? true
            usage["services.nodeports"] = Quantity(allocates ? ports : 0)
        default: break
        }
        return usage
    }

    private var claimUsage: ResourceAmounts {
        let spec = object["spec"]
        let storage = ResourceAmounts(spec?["resources"]?["requests"])["storage"] ?? .zero
        var usage = ResourceAmounts(["requests.storage": storage])
        let annotations = Object(object).annotations
        let named =
            annotations["volume.beta.kubernetes.io/storage-class"] ?? spec?["storageClassName"]?.string
        if let named, !named.isEmpty {
            usage["\(named)\(Self.storageClassInfix)persistentvolumeclaims"] = Quantity(1)
            usage["\(named)\(Self.storageClassInfix)requests.storage"] = storage
        }
        return usage
    }

    // MARK: Names

    /// Resources whose number is also counted under their plain name.
    static let countedByPlural: Set<String> = [
        "pods", "services", "secrets", "configmaps", "persistentvolumeclaims", "replicationcontrollers",
        "resourcequotas",
    ]
    private static let storageClassInfix = ".storageclass.storage.k8s.io/"
    private static let shortNames: Set<String> = ["cpu", "memory", "ephemeral-storage"]

    private static func withoutPrefix(_ name: String) -> String {
        for prefix in ["requests.", "limits."] where name.hasPrefix(prefix) {
            return String(name.dropFirst(prefix.count))
        }
        return name
    }

    private static func isComputed(_ name: String) -> Bool {
        let plain = withoutPrefix(name)
        if shortNames.contains(plain) || plain.hasPrefix("hugepages-") { return true }
        // Extended resources are counted by their requests only.
        return name.hasPrefix("requests.") && plain.contains("/") && !plain.contains(storageClassInfix)
    }

    /// Every container must say how much it wants of what a quota bounds.
    private static func isDemanded(_ name: String) -> Bool { shortNames.contains(withoutPrefix(name)) }
}
