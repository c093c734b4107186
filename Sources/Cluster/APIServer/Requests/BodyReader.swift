import HTTPTypes
import Hummingbird
import Kubernetes
import NIOCore

/// Reads request bodies, and no more of them than kube-apiserver reads.
enum BodyReader {
    /// The largest body, in bytes (kube-apiserver's `MaxRequestBodyBytes`).
    static let limit = 3 * 1024 * 1024
    /// What a client announces is believed up to here; beyond it only what comes takes memory.
    private static let reserve = 64 * 1024

    /// The whole body; 413 when it is too large, 408 when the client takes too long (see ``BodyDeadline``).
    static func read(_ request: Request) async throws(StatusError) -> [UInt8] {
        let length = request.headers[.contentLength].flatMap { Int($0) }
        if let length, length > limit { throw tooLarge }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(max(0, length ?? 0), reserve))
        do {
            for try await part in request.body {
                guard bytes.count + part.readableBytes <= limit else { throw tooLarge }
                bytes.append(contentsOf: part.readableBytesView)
            }
        } catch let refusal as StatusError {
            throw refusal
        } catch is BodyDeadline.Passed {
            throw tooSlow
        } catch {
            throw .badRequest("the request's body could not be read: \(error)")
        }
        return bytes
    }

    private static let tooLarge = StatusError(
        code: 413, reason: "RequestEntityTooLarge", message: "Request entity too large: limit is \(limit)")

    private static let tooSlow = StatusError(
        code: 408, reason: "Timeout", message: "the request's body did not arrive in time")
}
