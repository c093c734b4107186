import Bytes
import Kubernetes

extension StatusError {
    /// Reads a `Status` object; nil for anything else, and for one that tells of success.
    init?(status: JSONView, httpCode: Int? = nil) {
        guard status["kind"].string == "Status", status["status"].string != "Success" else { return nil }
        let code = httpCode ?? status["code"].int ?? 500
        let details = status["details"]
        self.init(
            code: code, reason: status["reason"].string ?? Self.reason(code),
            message: status["message"].string ?? "the server answered \(code)",
            name: details["name"].string, group: details["group"].string, kind: details["kind"].string,
            causes: details["causes"].elements.map {
                Cause(
                    reason: $0["reason"].string ?? "", message: $0["message"].string ?? "",
                    field: $0["field"].string ?? "")
            },
            retryAfterSeconds: details["retryAfterSeconds"].int)
    }

    /// What an answer means that is no `Status`: a proxy's page, an old server's text.
    ///
    /// - Parameters:
    ///   - action: such as `get configmaps "a"`.
    ///   - body: the beginning of the answer.
    static func answer(_ code: Int, to action: String, at server: String, body: [UInt8]) -> StatusError {
        let meaning =
            switch code {
            case 400: "the server rejected the request"
            case 401: "the server has asked for the client to provide credentials"
            case 403: "the server does not allow access to the requested resource"
            case 404: "the server could not find the requested resource"
            case 405: "the server does not allow this method on the requested resource"
            case 406: "the server cannot answer in a format that this client reads"
            case 409: "the server reported a conflict"
            case 413: "the request is too large for the server"
            case 415: "the server does not read the format of the request"
            case 422: "the server rejected the request as invalid"
            case 429: "the server has received too many requests and has asked us to try again later"
            case 503: "the server is currently unable to handle the request"
            case 504: "the server was unable to return a response in the time allotted"
            case 300...399: "the server answered with a redirection, which is not followed"
            default: "the server answered \(code)"
            }
        let text = String(decoding: body.prefix(200), as: UTF8.self)
            .split(whereSeparator: { $0.isWhitespace || $0.unicodeScalars.contains { $0.value < 0x20 } })
            .joined(separator: " ")
        let quote = text.isEmpty ? "" : ": \(text)"
        return StatusError(
            code: code, reason: reason(code), message: "\(meaning) (\(action) at \(server))\(quote)")
    }

    /// An answer that came and cannot be used.
    static func unusable(_ message: String) -> StatusError {
        StatusError(code: 502, reason: "BadGateway", message: message)
    }

    /// The reason that goes with a code (meta.k8s.io/v1 `StatusReason`).
    private static func reason(_ code: Int) -> String {
        switch code {
        case 400: "BadRequest"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "NotFound"
        case 405: "MethodNotAllowed"
        case 406: "NotAcceptable"
        case 409: "Conflict"
        case 410: "Expired"
        case 413: "RequestEntityTooLarge"
        case 415: "UnsupportedMediaType"
        case 422: "Invalid"
        case 429: "TooManyRequests"
        case 503: "ServiceUnavailable"
        case 504: "Timeout"
        default: code >= 500 ? "InternalError" : "Unknown"
        }
    }
}
