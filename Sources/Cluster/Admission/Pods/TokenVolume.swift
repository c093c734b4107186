import Bytes
import EmbeddedCluster
import Kubernetes

/// The volume through which a pod's containers speak to the API: a token, the authority and the namespace.
enum TokenVolume {
    private static let place = "/var/run/secrets/kubernetes.io/serviceaccount"
    private static let prefix = "kube-api-access-"
    /// An hour and some seconds: a recognisable lifetime that kubelets renew in time.
    private static let lifetime: JSON = 3607

    /// Adds the volume to a pod, mounted into every container that mounts nothing there itself.
    static func add(to pod: inout Object) {
        let present = (pod["spec"]?["volumes"]?.array ?? []).compactMap { $0["name"]?.string }
        let name = present.first { $0.hasPrefix(prefix) } ?? prefix + UniqueID.nameSuffix()
        var isUsed = false
        for member in ["initContainers", "containers"] {
            guard let containers = pod["spec"]?[member]?.array else { continue }
            pod["spec"]?[member] = .array(
                containers.map { container in
                    var mounts = container["volumeMounts"]?.array ?? []
                    if mounts.contains(where: { $0["mountPath"]?.string == place }) { return container }
                    mounts.append(["name": .string(name), "readOnly": true, "mountPath": .string(place)])
                    isUsed = true
                    var container = container
                    container["volumeMounts"] = .array(mounts)
                    return container
                })
        }
        guard isUsed, !present.contains(name) else { return }
        let volumes = pod["spec"]?["volumes"]?.array ?? []
        pod["spec"]?["volumes"] = .array(volumes + [volume(name)])
    }

    private static func volume(_ name: String) -> JSON {
        let token: JSON = ["serviceAccountToken": ["expirationSeconds": lifetime, "path": "token"]]
        let authority: JSON = [
            "configMap": ["name": "kube-root-ca.crt", "items": [["key": "ca.crt", "path": "ca.crt"]]]
        ]
        let field: JSON = ["apiVersion": "v1", "fieldPath": "metadata.namespace"]
        let namespace: JSON = ["downwardAPI": ["items": [["path": "namespace", "fieldRef": field]]]]
        return [
            "name": .string(name),
            "projected": ["defaultMode": 420, "sources": [token, authority, namespace]],
        ]
    }
}
