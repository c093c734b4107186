import Kubernetes

/// The form in which a client wants resources.
enum ResponseForm: Sendable, Equatable {
    /// The objects themselves.
    case objects
    /// A `Table` for people (meta.k8s.io/`version`).
    case table(version: String)
    /// Only the metadata of the objects (meta.k8s.io/`version`).
    case metadata(version: String)

    private static let json = "application/json"

    /// Picks the first form of an `Accept` header that we can write, as kube-apiserver does.
    init(accept header: String?) throws(StatusError) {
        for range in MediaRange.accept(header) where range.includes(Self.json) {
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
