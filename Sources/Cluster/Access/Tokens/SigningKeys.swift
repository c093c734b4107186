public import Bytes
import Crypto
import JWTKit

/// The keys that sign service accounts' tokens: one that signs, and former ones that still verify.
public struct SigningKeys: Sendable {
    /// A key that no longer signs.
    public struct Former: Sendable, Equatable {
        /// The public key in PEM.
        public var publicPEM: String
        /// It verifies until then, in seconds since 1970.
        public var verifiesUntil: Int64
    }

    /// The key that signs, in PEM: a secret.
    private let privatePEM: String
    /// When the signing key was made, in seconds since 1970.
    public let madeAt: Int64
    /// The keys before it.
    public let former: [Former]
    /// The name of the signing key in a token's header.
    public let identifier: String
    private let ring: JWTKeyCollection
    /// The public keys as a JWK set (RFC 7517), for `/openid/v1/jwks`.
    public let keySet: JSON

    /// A key signs for this long, in seconds: a quarter of a year.
    public static let period: Int64 = 90 * 86_400
    /// The longest life of a token, in seconds: a year.
    ///
    /// A former key verifies for as long.
    public static let longestToken: Int64 = 365 * 86_400

    /// Makes the first key.
    public init(at now: Int64) async throws(TokenError) {
        try await self.init(privatePEM: P256.Signing.PrivateKey().pemRepresentation, madeAt: now, former: [])
    }

    /// Reads keys as ``stored`` wrote them.
    public init(_ stored: JSON) async throws(TokenError) {
        guard let pem = stored["privateKey"]?.string, let madeAt = stored["madeAt"]?.int else {
            throw TokenError(reason: "the file of signing keys has no privateKey or madeAt")
        }
        let former = (stored["former"]?.array ?? []).compactMap { key -> Former? in
            guard let pem = key["publicKey"]?.string, let until = key["verifiesUntil"]?.int else {
                return nil
            }
            return Former(publicPEM: pem, verifiesUntil: Int64(until))
        }
        try await self.init(privatePEM: pem, madeAt: Int64(madeAt), former: former)
    }

    private init(privatePEM: String, madeAt: Int64, former: [Former]) async throws(TokenError) {
        self.privatePEM = privatePEM
        self.madeAt = madeAt
        self.former = former
        do {
            let ring = JWTKeyCollection()
            let key = try P256.Signing.PrivateKey(pemRepresentation: privatePEM)
            identifier = Self.identifier(of: key.publicKey)
            await ring.add(
                ecdsa: try ES256PrivateKey(pem: privatePEM), kid: JWKIdentifier(string: identifier))
            var set = [Self.webKey(key.publicKey)]
            for old in former {
                let key = try P256.Signing.PublicKey(pemRepresentation: old.publicPEM)
                await ring.add(
                    ecdsa: try ES256PublicKey(pem: old.publicPEM),
                    kid: JWKIdentifier(string: Self.identifier(of: key)))
                set.append(Self.webKey(key))
            }
            self.ring = ring
            keySet = ["keys": .array(set)]
        } catch {
            throw TokenError(reason: "a signing key is no ECDSA P-256 key in PEM")
        }
    }

    /// What has to be kept, secrets included.
    public var stored: JSON {
        [
            "privateKey": .string(privatePEM), "madeAt": .int(madeAt),
            "former": .array(
                former.map { key in
                    ["publicKey": .string(key.publicPEM), "verifiesUntil": .int(key.verifiesUntil)]
                }),
        ]
    }

    /// The keys with a new one in front, or nil while the present one has time left.
    ///
    /// The old private key is forgotten: nothing is signed with it any more.
    public func rotated(at now: Int64) async throws(TokenError) -> SigningKeys? {
        guard now >= madeAt &+ Self.period else { return nil }
        do {
            let key = try P256.Signing.PrivateKey(pemRepresentation: privatePEM)
            let retired = Former(
                publicPEM: key.publicKey.pemRepresentation, verifiesUntil: now &+ Self.longestToken)
            return try await SigningKeys(
                privatePEM: P256.Signing.PrivateKey().pemRepresentation, madeAt: now,
                former: [retired] + former.filter { $0.verifiesUntil > now })
        } catch let error as TokenError {
            throw error
        } catch {
            throw TokenError(reason: "the signing key is no ECDSA P-256 key in PEM")
        }
    }

    /// The claims as a signed token (RFC 7515, compact form).
    public func sign(_ claims: ServiceAccountClaims) async throws(TokenError) -> String {
        do { return try await ring.sign(claims, kid: JWKIdentifier(string: identifier)) } catch {
            throw TokenError(reason: "the token cannot be signed")
        }
    }

    /// The claims of a token that one of the keys has signed; nil for any other.
    ///
    /// A former key counts only until its end.
    public func claims(of token: String, at now: Int64) async -> ServiceAccountClaims? {
        guard token.utf8.count <= Self.longestText, let kid = Self.keyName(of: token) else { return nil }
        let ended = former.contains { old in
            guard old.verifiesUntil <= now,
                let key = try? P256.Signing.PublicKey(pemRepresentation: old.publicPEM)
            else { return false }
            return Self.identifier(of: key) == kid
        }
        if ended { return nil }
        return try? await ring.verify(token, as: ServiceAccountClaims.self)
    }

    /// A token of more bytes than this is none of ours.
    private static let longestText = 16 * 1024

    /// `kid` of the header of a token that is signed as ours are; nil for any other.
    public static func keyName(of token: String) -> String? {
        let parts = token.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Base64.decode(String(decoding: parts[0], as: UTF8.self)),
            let json = try? JSON(parsing: header), json["alg"]?.string == "ES256"
        else { return nil }
        return json["kid"]?.string
    }

    /// The name of a key: the digest of its public part, as kube-apiserver names its keys.
    private static func identifier(of key: P256.Signing.PublicKey) -> String {
        Base64.encode(Array(SHA256.hash(data: key.derRepresentation)), alphabet: .url)
    }

    /// The key as a JWK (RFC 7518, 6.2).
    private static func webKey(_ key: P256.Signing.PublicKey) -> JSON {
        let point = Array(key.rawRepresentation)
        return [
            "use": "sig", "kty": "EC", "kid": .string(identifier(of: key)), "crv": "P-256", "alg": "ES256",
            "x": .string(Base64.encode(Array(point.prefix(32)), alphabet: .url)),
            "y": .string(Base64.encode(Array(point.suffix(32)), alphabet: .url)),
        ]
    }
}

/// Why tokens cannot be made; the message never contains a key.
public struct TokenError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong, as a clause.
    public var reason: String

    /// The reason.
    public var description: String { reason }
}
