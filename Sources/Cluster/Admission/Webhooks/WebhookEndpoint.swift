import Bytes
import Kubernetes

/// Where a webhook listens and whom it must prove to be: `clientConfig` of admission and conversion webhooks.
struct WebhookEndpoint: Sendable, Hashable {
    /// The two ways to name a server.
    enum Place: Sendable, Hashable {
        /// `https://host:port/path`.
        case url(String)
        /// A Service of the cluster.
        case service(namespace: String, name: String, port: Int, path: String)
    }

    var place: Place
    /// The PEM text of the authorities that may vouch for the server; nil trusts the system's.
    let authorities: [UInt8]?

    /// - Throws: what is wrong with the configuration.
    init(_ json: JSON) throws(WebhookFailure) {
        switch json["caBundle"]?.string {
        case nil, "": authorities = nil
        case let text?:
            guard let bytes = Base64.decode(text) else {
                throw .configuration("unable to load root certificates: caBundle is not base64")
            }
            authorities = bytes
        }
        if let service = json["service"], !service.isNull {
            place = .service(
                namespace: service["namespace"]?.string ?? "", name: service["name"]?.string ?? "",
                port: service["port"]?.int ?? 443, path: service["path"]?.string ?? "")
        } else if let url = json["url"]?.string {
            place = .url(url)
        } else {
            throw .configuration("webhook configuration must have either service or URL")
        }
    }

    /// The address as messages and the request line have it.
    func url(timeoutSeconds: Int?) -> String {
        let query = timeoutSeconds.map { "?timeout=\($0)s" } ?? ""
        switch place {
        case .url(let url): return url + query
        case .service(let namespace, let name, let port, let path):
            let slash = path.hasPrefix("/") ? "" : "/"
            return "https://\(name).\(namespace).svc:\(port)\(slash)\(path)\(query)"
        }
    }
}

/// Why a webhook gave no usable answer.
enum WebhookFailure: Error, Sendable, CustomStringConvertible {
    /// The configuration names no server that could be asked.
    case configuration(String)
    /// The server was not reached or did not answer in time, or answered an error.
    case call(String)
    /// The server answered something else than what it was asked for.
    case answer(String)
    /// The answer's patch is no patch.
    case patch(String)
    /// The patch is of a type that is not known.
    case unsupportedPatch(String)
    /// The task that waited was cancelled.
    case cancelled

    /// What went wrong, as kube-apiserver says it after the webhook's name.
    var description: String {
        switch self {
        case .configuration(let why): "could not get REST client: \(why)"
        case .call(let why): "failed to call webhook: \(why)"
        case .answer(let why): "received invalid webhook response: \(why)"
        case .patch(let why): "received undecodable patch in webhook response: \(why)"
        case .unsupportedPatch(let type): "unsupported patch type \(GoText.quoted(type))"
        case .cancelled: "failed to call webhook: context canceled"
        }
    }
}
