import Bytes
import EmbeddedCluster
import Kubernetes

/// Lets new pods stay five minutes on a node that is not ready or out of reach (kube-apiserver's
/// DefaultTolerationSeconds).
enum DefaultTolerations {
    private static let taints = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"]

    static func mutate(_ request: inout AdmissionRequest) {
        guard request.createsPod, var pod = request.object, pod["spec"]?.object != nil else { return }
        var tolerations = pod["spec"]?["tolerations"]?.array ?? []
        let present = tolerations
        for taint in taints where !present.contains(where: { tolerates($0, taint) }) {
            tolerations.append([
                "key": .string(taint), "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300,
            ])
        }
        guard tolerations.count > present.count else { return }
        pod["spec"]?["tolerations"] = .array(tolerations)
        request.object = pod
    }

    private static func tolerates(_ toleration: JSON, _ taint: String) -> Bool {
        let (key, effect) = (toleration["key"]?.string ?? "", toleration["effect"]?.string ?? "")
        return (key == taint || key.isEmpty) && (effect == "NoExecute" || effect.isEmpty)
    }
}
