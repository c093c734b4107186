import Bytes
import Kubernetes

/// What a pod asks for and may use at most.
struct PodResources: Sendable {
    /// One container's part.
    struct Container: Sendable {
        let name: String
        let requests: ResourceAmounts
        let limits: ResourceAmounts
        /// An init container that keeps running: a sidecar.
        let isRestartable: Bool

        init(_ json: JSON) {
            name = json["name"]?.string ?? ""
            limits = ResourceAmounts(json["resources"]?["limits"])
            // A limit without a request is a request of the same amount.
            requests = ResourceAmounts(
                limits.amounts.merging(ResourceAmounts(json["resources"]?["requests"]).amounts) { $1 })
            isRestartable = json["restartPolicy"]?.string == "Always"
        }
    }

    let containers: [Container]
    let initContainers: [Container]
    private let overhead: ResourceAmounts

    init(_ pod: JSON) {
        let spec = pod["spec"]
        containers = (spec?["containers"]?.array ?? []).map(Container.init)
        initContainers = (spec?["initContainers"]?.array ?? []).map(Container.init)
        overhead = ResourceAmounts(spec?["overhead"])
    }

    /// What the whole pod asks for.
    var requests: ResourceAmounts { total(\.requests) + overhead }

    /// What the whole pod may use; overhead counts only where there is a limit.
    var limits: ResourceAmounts {
        let limits = total(\.limits)
        return limits + overhead.masked(by: limits.names)
    }

    /// Containers run together; init containers before them one by one, with the sidecars so far.
    private func total(_ part: (Container) -> ResourceAmounts) -> ResourceAmounts {
        var together = containers.reduce(ResourceAmounts()) { $0 + part($1) }
        var sidecars = ResourceAmounts()
        var peak = ResourceAmounts()
        for container in initContainers {
            if container.isRestartable {
                together += part(container)
                sidecars += part(container)
                peak = peak.maximum(sidecars)
            } else {
                peak = peak.maximum(part(container) + sidecars)
            }
        }
        return together.maximum(peak)
    }
}
