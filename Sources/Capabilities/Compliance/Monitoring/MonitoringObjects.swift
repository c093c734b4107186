import Bytes
import Capability
import Cluster
import Kubernetes
import Logging
import YAML

/// The alert and the scrape configuration, where the cluster has a Prometheus Operator.
///
/// They are created once and stay as people change them.
struct MonitoringObjects {
    let room: CapabilityRoom

    /// Creates what the cluster serves the kinds of.
    ///
    /// That nobody is told of alerts is no reason to scan nothing, so a refusal is only logged.
    func create() async throws {
        for definition in [PackageResources.PrometheusRule_yaml, PackageResources.ServiceMonitor_yaml] {
            for document in try YAML.parse(bytes: definition) { await create(Object(document)) }
        }
    }

    private func create(_ object: Object) async {
        do {
            guard let type = try await ServedKinds(cluster: room.cluster).resource(of: object.kind) else {
                return
            }
            _ = try await room.cluster.createIfAbsent(type, object)
        } catch {
            room.logger.warning("\(object.kind.kind) \"\(object.name)\" cannot be created: \(error)")
        }
    }
}
