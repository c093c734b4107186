import Bytes
import EmbeddedCluster
import Kubernetes

/// Gives claims that name no StorageClass the default one (kube-apiserver's DefaultStorageClass).
struct DefaultStorageClass: Sendable {
    private static let annotation = "storageclass.kubernetes.io/is-default-class"

    private let classes: ResourceReader

    init(_ cluster: EmbeddedCluster) throws(StatusError) {
        classes = try cluster.reader(of: "storage.k8s.io", "storageclasses")
    }

    func mutate(_ request: inout AdmissionRequest) {
        guard request.operation == .create, request.writesClaim, !classes.isEmpty, var claim = request.object,
            claim["spec"]?.object != nil, claim["spec"]?["storageClassName"]?.string == nil,
            claim.annotations["volume.beta.kubernetes.io/storage-class"] == nil
        else { return }
        // Of several the newest, then the first by name.
        let marked = classes.objects().map { Object($0.json) }
            .filter { $0.annotations[Self.annotation] == "true" }
        let newest = marked.max { left, right in
            let (old, new) = (left.creationTimestamp ?? "", right.creationTimestamp ?? "")
            return old == new ? left.name > right.name : old < new
        }
        guard let newest else { return }
        claim["spec"]?["storageClassName"] = .string(newest.name)
        request.object = claim
    }
}
