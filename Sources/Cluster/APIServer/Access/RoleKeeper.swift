import Access
import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes
import Logging

/// Keeps the default roles present and the aggregating ones up to date.
struct RoleKeeper: Sendable {
    let cluster: EmbeddedCluster
    let logger: Logger

    /// Creates the default roles and bindings that are missing and brings back what they have lost.
    ///
    /// All writes are asked for at once, so that they share a commit. Where nothing is missing nothing is written.
    func seed() async throws(StatusError) {
        let results = await withTaskGroup(of: StatusError?.self) { group in
            for object in DefaultRoles.objects {
                guard let type = AccessTypes.rbac.first(where: { $0.kind == object.kind }) else { continue }
                let stored = try? cluster.rawGet(type, namespace: object.namespace, name: object.name)
                if let stored {
                    let next = DefaultRoles.reconciled(Object(stored.json), with: object)
                    if let next { group.addTask { await write(next, type, isNew: false) } }
                } else {
                    group.addTask { await write(object, type, isNew: true) }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        if let error = results.compactMap({ $0 }).first { throw error }
    }

    /// Keeps aggregating roles up to date until the task is cancelled.
    func run() async {
        var seen: Int64 = 0
        await cluster.follow(AccessTypes.clusterRoles) { event in
            // One look at all roles serves every change that came before it.
            guard event.object.resourceVersion > seen else { return }
            seen = cluster.lastChange(of: AccessTypes.clusterRoles)
            await aggregate()
        }
    }

    private func aggregate() async {
        let roles = cluster.present(AccessTypes.clusterRoles).map { Object($0.json) }
        for role in roles {
            guard let rules = RoleAggregation.rules(of: role, among: roles),
                (role["rules"] ?? []) != rules
            else { continue }
            var next = role
            next["rules"] = rules
            // A conflict comes back to us as the event of the other write.
            if let error = await write(next, AccessTypes.clusterRoles, isNew: false), error.code != 409 {
                logger.warning(
                    "a role cannot be aggregated", metadata: ["role": "\(role.name)", "error": "\(error)"])
            }
        }
    }

    private func write(_ object: Object, _ type: ResourceType, isNew: Bool) async -> StatusError? {
        let options = WriteOptions(fieldManager: isNew ? "martlet" : "clusterrole-aggregation-controller")
        do throws(StatusError) {
            if isNew {
                _ = try await cluster.create(type, namespace: object.namespace, object, options: options)
            } else {
                _ = try await cluster.update(
                    type, namespace: object.namespace, object, subresource: nil, options: options)
            }
            return nil
        } catch {
            // Another replica may be seeding the same roles.
            return error.reason == "AlreadyExists" ? nil : error
        }
    }
}
