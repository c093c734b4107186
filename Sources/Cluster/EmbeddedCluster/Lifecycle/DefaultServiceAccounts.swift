import Cluster
import Kubernetes
import Logging

/// Every namespace has a ServiceAccount named `default`.
struct DefaultServiceAccounts {
    let cluster: EmbeddedCluster

    func run() async {
        let kind = GroupVersionKind(version: "v1", kind: "ServiceAccount")
        guard let accounts = cluster.registry.resource(of: kind) else { return }
        await cluster.follow(cluster.namespaces) { event in
            let namespace = event.object.metadata
            guard event.kind != .deleted, !namespace.isTerminating else { return }
            let key = accounts.key(namespace: namespace.name, name: "default")
            guard cluster.cache(accounts)[key] == nil else { return }
            let account = Object(kind: kind, name: "default", namespace: namespace.name)
            do throws(StatusError) {
                _ = try await cluster.rawCreate(accounts.type, namespace: namespace.name, account)
            } catch  where error.reason == "AlreadyExists" || error.code == 404 || error.code == 403 {
                // Somebody else was faster, or the namespace has gone since.
            } catch {
                cluster.logger.warning(
                    "no default ServiceAccount",
                    metadata: ["namespace": "\(namespace.name)", "error": "\(error)"])
            }
        }
    }
}
