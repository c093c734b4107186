import Bytes
import HTTPTypes
import Hummingbird
import Kubernetes
import NIOCore

extension Response {
    /// An answer whose body is JSON text.
    init(status: HTTPResponse.Status = .ok, json bytes: [UInt8], contentType: String = "application/json") {
        self.init(
            status: status, headers: [.contentType: contentType],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// An answer whose body is a small JSON document.
    init(status: HTTPResponse.Status = .ok, json: JSON) {
        self.init(status: status, json: json.bytes + [0x0A])
    }

    /// An answer of plain text.
    init(status: HTTPResponse.Status = .ok, text: String, contentType: String = "text/plain; charset=utf-8") {
        self.init(
            status: status, headers: [.contentType: contentType, HTTPField.Name.noSniff: "nosniff"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// A refusal, as the `Status` object that every client reads.
    init(_ error: StatusError) {
        self.init(status: HTTPResponse.Status(code: error.code), json: error.json)
        if let seconds = error.retryAfterSeconds { headers[.retryAfter] = String(seconds) }
    }

    /// What kube-apiserver's router says of a path that leads nowhere.
    static var pathNotFound: Response { Response(status: .notFound, text: "404 page not found\n") }
}

extension HTTPField.Name {
    static let auditID = known("Audit-Id")
    static let warning = known("Warning")
    static let xForwardedFor = known("X-Forwarded-For")
    static let noSniff = known("X-Content-Type-Options")

    /// The names above are tokens, so the fallback is never taken.
    private static func known(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .server }
}
