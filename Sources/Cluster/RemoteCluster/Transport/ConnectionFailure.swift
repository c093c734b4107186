import AsyncHTTPClient
import Glibc
import Kubernetes
import NIOCore
import NIOPosix
import NIOSSL

/// Why no answer came.
enum ConnectionFailure: Error, Equatable {
    /// Nobody listens there.
    case refused
    /// The name leads nowhere, or no way leads there.
    case unreachable(String)
    /// The two sides could not agree on whom they trust.
    case untrusted(String)
    /// The answer did not come in time.
    case timeout
    /// The answer is larger than what is read.
    case tooLarge
    /// The caller went away.
    case cancelled
    /// The connection ended before the answer did.
    case broken(String)

    /// Reads an error of the HTTP client.
    init(_ error: any Error) {
        switch error {
        case let failure as ConnectionFailure: self = failure
        case is CancellationError: self = .cancelled
        case let error as NIOConnectionError:
            let reasons = error.connectionErrors.map { Self($0.error) }
            self =
                reasons.first
                ?? .unreachable("the name \(error.host) cannot be resolved")
        case let error as IOError:
            switch error.errnoCode {
            case ECONNREFUSED: self = .refused
            case EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL:
                self = .unreachable(String(cString: strerror(error.errnoCode)))
            default: self = .broken(String(cString: strerror(error.errnoCode)))
            }
        case is NIOTooManyBytesError: self = .tooLarge
        case let error as HTTPClientError:
            switch error {
            case .cancelled: self = .cancelled
            case .deadlineExceeded, .readTimeout, .writeTimeout, .connectTimeout, .tlsHandshakeTimeout,
                .getConnectionFromPoolTimeout, .httpProxyHandshakeTimeout, .socksHandshakeTimeout:
                self = .timeout
            case .proxyAuthenticationRequired: self = .unreachable("the proxy wants a name and a password")
            case .invalidProxyResponse: self = .unreachable("the proxy does not lead there")
            default: self = .broken(error.shortDescription)
            }
        case NIOSSLError.handshakeFailed(let reason): self = .untrusted(Self.plain("\(reason)"))
        case is NIOSSLExtraError: self = .untrusted("its certificate is for another name")
        default: self = .broken("\(error)")
        }
    }

    /// BoringSSL's words are numbers and file names; these are the ones that people meet.
    private static func plain(_ text: String) -> String {
        let meanings = [
            (
                "CERTIFICATE_VERIFY_FAILED",
                "its certificate is not signed by a trusted authority, or is expired"
            ),
            ("WRONG_VERSION_NUMBER", "it does not speak TLS"),
            ("HTTP_REQUEST", "it does not speak TLS"),
            ("CERTIFICATE_REQUIRED", "it wants a client certificate"),
            ("UNKNOWN_CA", "it does not trust the client certificate"),
            ("BAD_CERTIFICATE", "it does not take the client certificate"),
        ]
        return meanings.first { text.contains($0.0) }?.1 ?? text
    }

    /// True when the next try may well go through, and the last one may have been begun.
    var mayBeTriedAgain: Bool {
        if case .broken = self { true } else { false }
    }

    /// The refusal that a caller sees.
    func status(of action: String, at server: String, isSafe: Bool) -> StatusError {
        // After a write that was cut off, only a look can tell.
        let doubt = isSafe ? "" : "; whether it took effect is not known"
        return switch self {
        case .refused:
            Self.unavailable("\(action): the connection to the server \(server) was refused")
        case .unreachable(let why):
            Self.unavailable("\(action): the server \(server) is out of reach: \(why)")
        case .untrusted(let why): Self.unavailable("\(action): TLS with the server \(server) failed: \(why)")
        case .broken(let why):
            Self.unavailable("\(action): the connection to the server \(server) broke: \(why)\(doubt)")
        case .timeout:
            StatusError(
                code: 504, reason: "Timeout",
                message: "\(action): the server \(server) did not answer in time\(doubt)")
        case .tooLarge: .unusable("\(action): the answer of the server \(server) is too large")
        case .cancelled:
            StatusError(
                code: 504, reason: "Timeout", message: "\(action): the request was cancelled\(doubt)")
        }
    }

    private static func unavailable(_ message: String) -> StatusError {
        StatusError(code: 503, reason: "ServiceUnavailable", message: message)
    }
}
