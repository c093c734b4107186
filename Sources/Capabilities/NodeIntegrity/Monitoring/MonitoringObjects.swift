import Bytes
import Capability
import Cluster
import Kubernetes
import Logging
import YAML

/// The alert, where the cluster has a Prometheus Operator; created once, and people's changes stay.
struct MonitoringObjects {
    let room: CapabilityRoom

    private static let rules = ResourceType(
        kind: GroupVersionKind(group: "monitoring.coreos.com", version: "v1", kind: "PrometheusRule"),
        plural: "prometheusrules")

    /// Creates what the cluster serves the kind of.
    ///
    /// That nobody is told of alerts is no reason to look at nothing, so a refusal is only logged.
    func create() async {
        do {
            for document in try YAML.parse(bytes: PackageResources.PrometheusRule_yaml) {
                _ = try await room.cluster.createIfAbsent(Self.rules, Object(document))
            }
        } catch {
            // Not found is the kind: a cluster without a Prometheus Operator does not know it.
            if (error as? StatusError)?.code == 404 { return }
            room.logger.warning("PrometheusRule \"file-integrity\" cannot be created: \(error)")
        }
    }
}
