import Bytes
import Kubernetes

/// The place where the next page of a list begins, and the version that all its pages show.
struct ContinueToken: Equatable {
    /// The version of the first page.
    var resourceVersion: Int64
    /// The first key of the next page, without the resource's prefix.
    var start: String

    init(resourceVersion: Int64, start: String) {
        self.resourceVersion = resourceVersion
        self.start = start
    }

    /// Reads a token that a client sent back.
    init(parsing text: String) throws(StatusError) {
        guard let bytes = Base64.decode(text), let document = try? JSONDocument(bytes),
            document.root["v"].string == "meta.k8s.io/v1", let version = document.root["rv"].int, version > 0,
            let start = document.root["start"].string
        else { throw .badRequest("continue key is not valid: \(text.prefix(200))") }
        resourceVersion = Int64(version)
        self.start = start
    }

    /// The text that a client gets: base64 of `{"v":…,"rv":…,"start":…}`, as kube-apiserver makes it.
    var text: String {
        let json: JSON = ["v": "meta.k8s.io/v1", "rv": .int(resourceVersion), "start": .string(start)]
        return Base64.encode(json.bytes, alphabet: .url)
    }
}
