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
    static func make(
        _ document: [UInt8], hash: String, _ request: Request, contentType: String = "application/json"
    ) -> Response {
        let tag = "\"\(hash)\""
        var headers: HTTPFields = [.eTag: tag, .vary: "Accept, Accept-Encoding"]
        if request.uri.queryParameters["hash"].map(String.init) == hash {
            headers[.cacheControl] = "public, immutable"
        }
        if request.headers[.ifNoneMatch] == tag { return Response(status: .notModified, headers: headers) }
        headers[.contentType] = contentType
        return Response(
            status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: document)))
    }
}
