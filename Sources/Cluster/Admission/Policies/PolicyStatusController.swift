import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes
import Logging

/// Says in the status of policies which generation of them is in force.
struct PolicyStatusController: Sendable {
    let cluster: EmbeddedCluster
    let policies: ResourceType
    let logger: Logger

    /// Works until the task is cancelled.
    func run() async {
        while !Task.isCancelled {
            do throws(StatusError) {
                let watch = try await cluster.rawWatch(policies, namespace: nil, options: WatchOptions())
                while let events = try await watch.next() {
                    for event in events where event.kind != .deleted { await observe(event.object) }
                }
                return
            } catch {
                logger.debug("a policy watch begins again", metadata: ["reason": "\(error)"])
            }
        }
    }

    private func observe(_ stored: StoredObject) async {
        var policy = Object(stored.json)
        guard let generation = policy.generation,
            policy["status"]?["observedGeneration"]?.int != generation
        else { return }
        var status = policy["status"] ?? [:]
        status["observedGeneration"] = .int(Int64(generation))
        policy["status"] = status
        do throws(StatusError) {
            _ = try await cluster.rawUpdate(policies, namespace: nil, policy, subresource: "status")
        } catch {
            // Somebody has changed or deleted it meanwhile; the watch tells that too.
            logger.debug("a policy's status is not written", metadata: ["reason": "\(error)"])
        }
    }
}
