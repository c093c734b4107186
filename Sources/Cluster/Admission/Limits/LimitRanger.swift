import Bytes
import EmbeddedCluster
import Kubernetes

/// Fills in the requests and limits that the LimitRanges of a namespace name, and refuses what is out of them
/// (kube-apiserver's LimitRanger).
struct LimitRanger: Sendable {
    private static let annotation = "kubernetes.io/limit-ranger"

    let ranges: Compiled<[String: [LimitRangeItem]]>

    init(_ cluster: EmbeddedCluster) throws(StatusError) {
        ranges = Compiled(try cluster.reader(of: "", "limitranges"), LimitRangeItem.byNamespace)
    }

    /// Gives a new pod's containers what they do not say themselves.
    func mutate(_ request: inout AdmissionRequest) {
        guard request.createsPod, !ranges.isEmpty, var pod = request.object,
            let items = ranges.value[request.namespace]?.filter({ $0.type == "Container" }), !items.isEmpty
        else { return }
        let limits = items.reduce(ResourceAmounts()) { sum, item in
            ResourceAmounts(sum.amounts.merging(item.defaultLimits.amounts) { $1 })
        }
        let requests = items.reduce(ResourceAmounts()) { sum, item in
            ResourceAmounts(sum.amounts.merging(item.defaultRequests.amounts) { $1 })
        }
        var notes: [String] = []
        for (member, word) in [("containers", "container"), ("initContainers", "init container")] {
            guard let containers = pod["spec"]?[member]?.array else { continue }
            pod["spec"]?[member] = .array(
                containers.map { container in
                    Self.complete(container, requests, limits, called: word, &notes)
                })
        }
        if !notes.isEmpty {
            pod.annotations[Self.annotation] = "LimitRanger plugin set: \(notes.joined(separator: "; "))"
        }
        request.object = pod
    }

    /// Refuses a pod or a claim that is out of bounds.
    func validate(_ request: AdmissionRequest) throws(StatusError) {
        guard request.createsPod || request.writesClaim, !ranges.isEmpty, let object = request.object,
            let items = ranges.value[request.namespace]
        else { return }
        let problems =
            request.createsPod ? Self.podProblems(object, items) : Self.claimProblems(object, items)
        guard !problems.isEmpty else { return }
        throw request.forbidden(
            problems.count == 1 ? problems[0] : "[\(problems.joined(separator: ", "))]")
    }

    private static func complete(
        _ container: JSON, _ requests: ResourceAmounts, _ limits: ResourceAmounts, called word: String,
        _ notes: inout [String]
    ) -> JSON {
        var container = container
        let name = container["name"]?.string ?? ""
        // What has a limit of its own asks for that much, and not for the default.
        let own = container["resources"]?["limits"]?.object?.keys ?? []
        for (member, defaults, word2) in [("requests", requests, "request"), ("limits", limits, "limit")] {
            var values = container["resources"]?[member] ?? [:]
            if values.isNull { values = [:] }
            var added: [String] = []
            for resource in defaults.names where values[resource] == nil {
                if member == "requests", own.contains(resource) { continue }
                values[resource] = defaults[resource].map { .string($0.text) }
                added.append(resource)
            }
            guard !added.isEmpty else { continue }
            var resources = container["resources"] ?? [:]
            if resources.isNull { resources = [:] }
            resources[member] = values
            container["resources"] = resources
            notes.append("\(added.joined(separator: ", ")) \(word2) for \(word) \(name)")
        }
        return container
    }

    private static func podProblems(_ pod: Object, _ items: [LimitRangeItem]) -> [String] {
        let resources = PodResources(pod.json)
        return items.flatMap { item in
            switch item.type {
            case "Container":
                (resources.containers + resources.initContainers).flatMap { container in
                    LimitConstraint(item: item, requests: container.requests, limits: container.limits)
                        .problems
                }
            case "Pod":
                LimitConstraint(item: item, requests: resources.requests, limits: resources.limits).problems
            default: [String]()
            }
        }
    }

    private static func claimProblems(_ claim: Object, _ items: [LimitRangeItem]) -> [String] {
        let requests = ResourceAmounts(claim["spec"]?["resources"]?["requests"])
        return items.filter { $0.type == "PersistentVolumeClaim" }.flatMap { item in
            LimitConstraint(item: item, requests: requests, limits: ResourceAmounts()).requestProblems
        }
    }
}

extension AdmissionRequest {
    /// Whether a pod is being created; what it asks for never changes later.
    var createsPod: Bool {
        operation == .create && resource.plural == "pods" && resource.group.isEmpty && subresource.isEmpty
    }

    /// Whether a PersistentVolumeClaim is being created or changed.
    var writesClaim: Bool {
        (operation == .create || operation == .update) && resource.plural == "persistentvolumeclaims"
            && resource.group.isEmpty && subresource.isEmpty
    }
}
