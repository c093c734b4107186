import AsyncHTTPClient
import Bytes
import NIOCore
import NIOHTTP1
import NIOSSL
import Synchronization

/// Proves to registries who asks: by a password, or by tokens that are fetched once and kept while they hold
/// (distribution, "Token Authentication Specification"; OAuth 2.0 for identity tokens).
final class RegistryAuthorization: Sendable {
    private struct Proof {
        var header: String
        var end: ContinuousClock.Instant?
    }

    private let transport: RegistryTransport
    private let logins: RegistryLogins
    private let proofs = Mutex<[String: Proof]>([:])

    private static let answerLimit = 1 << 20

    init(_ transport: RegistryTransport, logins: RegistryLogins) {
        self.transport = transport
        self.logins = logins
    }

    /// What is known to prove it for a repository; nil before a registry has said what it wants.
    func header(for reference: RegistryReference) -> String? {
        proofs.withLock { proofs in
            guard let proof = proofs[reference.name] else { return nil }
            if let end = proof.end, end < .now { return nil }
            return proof.header
        }
    }

    /// Gets what a challenge asks for.
    ///
    /// - Throws: ``RegistryError/Problem/unauthorized(_:)`` when there is no login, or it is refused.
    func answer(
        _ challenge: Challenge, for reference: RegistryReference, from url: String, tls: TLSConfiguration
    ) async throws -> String {
        let login = logins.login(registry: reference.registry, repository: reference.repository)
        switch challenge {
        case .basic:
            guard case .password(let user, let password) = login else {
                throw RegistryError(
                    reference.description,
                    .unauthorized("\(reference.registry) asks for a password, and nobody is logged in there"))
            }
            return keep("Basic \(Self.basic(user, password))", for: reference, seconds: nil)
        case .bearer(let realm, let service, let scope):
            // Passwords go to whom the registry names, but never unencrypted where the registry itself is encrypted.
            guard realm.hasPrefix("https://") || realm.hasPrefix("http://") && url.hasPrefix("http://") else {
                throw RegistryError(
                    reference.description,
                    .malformed("the tokens' address \(realm.prefix(100)) is not encrypted"))
            }
            let isOwn = RegistryTransport.origin(realm) == RegistryTransport.origin(url)
            var question = RegistryTransport.Question(url: realm, tls: tls)
            if !isOwn { question.tls = TLSConfiguration.makeClientConfiguration() }
            let asked = [
                ("service", service), ("scope", scope ?? "repository:\(reference.repository):pull"),
            ].compactMap { name, value in value.map { "\(name)=\(Self.encoded($0))" } }.joined(separator: "&")
            if case .identityToken(let token) = login {
                question.method = .POST
                question.headers = ["Content-Type": "application/x-www-form-urlencoded"]
                question.body =
                    "\(asked)&grant_type=refresh_token&client_id=martlet&refresh_token=\(Self.encoded(token))"
            } else {
                question.url += (realm.contains("?") ? "&" : "?") + asked
                if case .password(let user, let password) = login {
                    question.headers = ["Authorization": "Basic \(Self.basic(user, password))"]
                }
            }
            return try await token(question, for: reference, isLoggedIn: login != nil)
        }
    }

    private func token(
        _ question: RegistryTransport.Question, for reference: RegistryReference, isLoggedIn: Bool
    ) async throws -> String {
        let response = try await transport.ask(question, place: reference.description)
        guard response.status.code == 200 else {
            let detail = await RegistryTransport.refusal(response)
            throw RegistryError(
                reference.description,
                .unauthorized(
                    (isLoggedIn ? "the login at \(reference.registry) is refused" : "nobody is logged in")
                        + " (\(response.status.code))\(detail)"))
        }
        let body = try await response.body.collect(upTo: Self.answerLimit)
        let answer = try? JSONDocument(Array(body.readableBytesView)).root
        guard let token = answer?["token"].string ?? answer?["access_token"].string, !token.isEmpty,
            token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { throw RegistryError(reference.description, .malformed("the answer for a token has none")) }
        return keep("Bearer \(token)", for: reference, seconds: answer?["expires_in"].int ?? 60)
    }

    private func keep(_ header: String, for reference: RegistryReference, seconds: Int?) -> String {
        // A token that ends while it travels is of no use.
        let end = seconds.map { ContinuousClock.now + .seconds(max(0, min($0, 86_400) - 5)) }
        proofs.withLock { $0[reference.name] = Proof(header: header, end: end) }
        return header
    }

    private static func basic(_ user: String, _ password: String) -> String {
        Base64.encode(Array("\(user):\(password)".utf8))
    }

    static func encoded(_ text: String) -> String {
        var out = ""
        for byte in text.utf8 {
            let scalar = Unicode.Scalar(byte)
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                out.unicodeScalars.append(scalar)
            default:
                let hex = String(byte, radix: 16, uppercase: true)
                out += hex.count == 1 ? "%0\(hex)" : "%\(hex)"
            }
        }
        return out
    }
}
