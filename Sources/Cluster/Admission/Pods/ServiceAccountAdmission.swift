import Bytes
import EmbeddedCluster
import Kubernetes

/// Gives new pods a ServiceAccount that exists and a volume with its token (kube-apiserver's ServiceAccount).
struct ServiceAccountAdmission: Sendable {
    /// How long a new namespace's own account is waited for: it is created right after the namespace.
    private static let patience = 20

    private let accounts: ResourceReader
    private let clock: WallClock

    init(_ cluster: EmbeddedCluster, clock: WallClock = .system) throws(StatusError) {
        accounts = try cluster.reader(of: "", "serviceaccounts")
        self.clock = clock
    }

    func mutate(_ request: inout AdmissionRequest) async throws(StatusError) {
        guard request.createsPod, var pod = request.object, pod["spec"]?.object != nil else { return }
        // The mirror of a static pod has none.
        if pod.annotations["kubernetes.io/config.mirror"] != nil { return }
        var name = pod["spec"]?["serviceAccountName"]?.string ?? ""
        if name.isEmpty { name = pod["spec"]?["serviceAccount"]?.string ?? "" }
        if name.isEmpty { name = "default" }
        guard let account = await account(request.namespace, name) else {
            throw request.forbidden(
                "error looking up service account \(request.namespace)/\(name): "
                    + "serviceaccount \"\(name)\" not found")
        }
        pod["spec"]?["serviceAccountName"] = .string(name)
        pod["spec"]?["serviceAccount"] = .string(name)
        if pod["spec"]?["imagePullSecrets"]?.array?.isEmpty ?? true,
            let secrets = account.json["imagePullSecrets"], secrets.array?.isEmpty == false
        {
            pod["spec"]?["imagePullSecrets"] = secrets
        }
        let mounts =
            pod["spec"]?["automountServiceAccountToken"]?.bool
            ?? account.json["automountServiceAccountToken"]?.bool ?? true
        if mounts { TokenVolume.add(to: &pod) }
        request.object = pod
    }

    private func account(_ namespace: String, _ name: String) async -> StoredObject? {
        var patience = name == "default" ? Self.patience : 0
        while true {
            if let account = accounts.object(namespace: namespace, name: name) { return account }
            guard patience > 0, (try? await clock.sleep(.milliseconds(50))) != nil else { return nil }
            patience -= 1
        }
    }
}
