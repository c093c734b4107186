import Kubernetes

/// The form in which a client wants resources.
enum ResponseForm: Sendable, Equatable {
    /// The objects themselves, as JSON.
    case objects
    /// The objects themselves, as protobuf.
    case protobuf
    /// A `Table` for people (meta.k8s.io/`version`).
    case table(version: String)
    /// Only the metadata of the objects (meta.k8s.io/`version`).
    case metadata(version: String)

    private static let json = "application/json"

    /// Picks the first form of an `Accept` header that we can write, as kube-apiserver does.
    ///
    /// - Parameter hasProtobuf: whether the objects have protobuf messages.
    init(accept header: String?, hasProtobuf: Bool = false) throws(StatusError) {
        for range in MediaRange.accept(header) {
            if hasProtobuf, range.type == KubernetesProtobuf.mediaType, range.parameters["as"] == nil,
                range.parameters["stream"] == nil
            {
                self = .protobuf
                return
            }
            guard range.includes(Self.json) else { continue }
            let version = range.parameters["v"] ?? ""
            guard let form = range.parameters["as"] else {
                self = .objects
                return
            }
            guard range.parameters["g"] == "meta.k8s.io", version == "v1" || version == "v1beta1" else {
                continue
            }
            switch form {
            case "Table": self = .table(version: version)
            case "PartialObjectMetadata", "PartialObjectMetadataList": self = .metadata(version: version)
            default: continue
            }
            return
        }
        throw Self.notAcceptable
    }

    /// 406: we speak JSON only.
    static let notAcceptable = StatusError(
        code: 406, reason: "NotAcceptable",
        message: "only the following media types are accepted: \(json)")
}
