import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes
import Logging

/// Every namespace has a ConfigMap `kube-root-ca.crt` with the certificate of the cluster's authority.
struct RootCertificates: Sendable {
    private static let name = "kube-root-ca.crt"

    let cluster: EmbeddedCluster
    let authorityPEM: String
    let logger: Logger

    /// Follows namespaces and the ConfigMaps until the task is cancelled.
    func run() async {
        await withTaskGroup { group in
            group.addTask {
                await cluster.follow(AccessTypes.namespaces) { event in
                    guard event.kind != .deleted else { return }
                    await publish(in: Object(event.object.json))
                }
            }
            group.addTask {
                await cluster.follow(AccessTypes.configMaps) { event in
                    guard event.object.key.hasSuffix("/\(Self.name)") else { return }
                    let map = Object(event.object.json)
                    if event.kind != .deleted, map["data"]?["ca.crt"]?.string == authorityPEM { return }
                    let namespace = try? cluster.rawGet(
                        AccessTypes.namespaces, namespace: nil, name: map.namespace ?? "")
                    if let namespace { await publish(in: Object(namespace.json)) }
                }
            }
        }
    }

    private func publish(in namespace: Object) async {
        guard namespace.deletionTimestamp == nil else { return }
        let options = WriteOptions(fieldManager: "root-ca-certificate-publisher")
        let place = namespace.name
        do throws(StatusError) {
            let stored = try? cluster.rawGet(AccessTypes.configMaps, namespace: place, name: Self.name)
            var map =
                stored.map { Object($0.json) }
                ?? Object(kind: AccessTypes.configMaps.kind, name: Self.name, namespace: place)
            guard map["data"]?["ca.crt"]?.string != authorityPEM else { return }
            map["data"] = ["ca.crt": .string(authorityPEM)]
            if stored == nil {
                _ = try await cluster.create(
                    AccessTypes.configMaps, namespace: place, map, options: options)
            } else {
                _ = try await cluster.update(
                    AccessTypes.configMaps, namespace: place, map, subresource: nil, options: options)
            }
        } catch  where error.code == 404 || error.code == 409 || error.code == 403 {
            // Somebody else was faster, or the namespace has gone since.
        } catch {
            logger.warning(
                "no \(Self.name)", metadata: ["namespace": "\(place)", "error": "\(error)"])
        }
    }
}
