import HTTPTypes
import Hummingbird
import Kubernetes
import NIOCore

/// Answers with an OpenAPI document and what clients need to keep it.
enum OpenAPIResponse {
    /// The document; 304 when the client has it already.
    ///
    /// A URL that names the document's hash never changes
    /// its meaning, so it may be kept for ever.
    static func make(_ document: [UInt8], hash: String, _ request: Request) -> Response {
        let tag = "\"\(hash)\""
        var headers: HTTPFields = [.eTag: tag, .vary: "Accept, Accept-Encoding"]
        if request.uri.queryParameters["hash"].map(String.init) == hash {
            headers[.cacheControl] = "public, immutable"
        }
        if request.headers[.ifNoneMatch] == tag { return Response(status: .notModified, headers: headers) }
        headers[.contentType] = "application/json"
        return Response(
            status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: document)))
    }

    /// Whether the client takes JSON: kubectl asks for the older document in protobuf only, and does without
    /// it when it is refused.
    static func acceptsJSON(_ request: Request) -> Bool {
        MediaRange.accept(request.headers[.accept]).contains { $0.includes("application/json") }
    }
}
