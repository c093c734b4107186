import Access
import Bytes
import Cluster
import Fuzzing
import Testing

@Suite("Service account tokens")
struct TokenTests {
    private let issuer = "https://kubernetes.default.svc"
    private let now: Int64 = 1_800_000_000

    private func claims(audiences: [String]? = nil, end: Int64? = nil) -> ServiceAccountClaims {
        var claims = ServiceAccountClaims(
            issuer: issuer, account: ServiceAccountName(namespace: "a", name: "builder"),
            audiences: audiences ?? [issuer])
        claims.binding = .init(namespace: "a", serviceaccount: .init(name: "builder", uid: "u1"))
        claims.issuedAt = now
        claims.notBefore = now
        claims.expiresAt = end ?? now + 3600
        claims.identifier = "j"
        return claims
    }

    private func reviewer(_ keys: SigningKeys, objects: [String: String]) -> TokenReviewer {
        TokenReviewer(issuer: issuer, keys: SigningKeyRing(keys)) { resource, namespace, name in
            objects["\(resource)/\(namespace ?? "")/\(name)"].map { ($0, false) }
        }
    }

    private let present = ["serviceaccounts/a/builder": "u1", "pods/a/p": "u2", "secrets/a/s": "u3"]

    @Test("a token makes its bearer the account, with the groups and extras of one")
    func users() async throws {
        let keys = try await SigningKeys(at: now)
        var claims = claims()
        claims.binding?.pod = .init(name: "p", uid: "u2")
        claims.binding?.node = .init(name: "n", uid: "")
        let token = try await keys.sign(claims)
        let verdict = try await reviewer(keys, objects: present).review(
            token, audiences: [issuer, "other"], at: now)
        let user = try #require(verdict?.user)
        #expect(verdict?.audiences == [issuer])
        #expect(user.name == "system:serviceaccount:a:builder")
        #expect(user.uid == "u1")
        #expect(
            user.groups == ["system:serviceaccounts", "system:serviceaccounts:a", "system:authenticated"])
        let prefix = "authentication.kubernetes.io/"
        #expect(
            user.extra == [
                "\(prefix)credential-id": ["JTI=j"], "\(prefix)pod-name": ["p"], "\(prefix)pod-uid": ["u2"],
                "\(prefix)node-name": ["n"],
            ])
    }

    @Test("a token ends with its time, its account, its pod and its secret")
    func ends() async throws {
        let keys = try await SigningKeys(at: now)
        let token = try await keys.sign(claims())
        func why(_ token: String, _ objects: [String: String], at time: Int64) async -> String? {
            do {
                _ = try await reviewer(keys, objects: objects).review(token, audiences: [issuer], at: time)
                return nil
            } catch { return error.reason }
        }
        #expect(await why(token, present, at: now) == nil)
        #expect(await why(token, present, at: now + 3600) == "service account token has expired")
        #expect(await why(token, present, at: now - 61) == "service account token is not valid yet")
        #expect(await why(token, [:], at: now) == #"serviceaccounts "builder" not found"#)
        let anew = ["serviceaccounts/a/builder": "u9"]
        #expect(
            await why(token, anew, at: now) == "service account UID (u9) does not match claim (u1)")
        for bind in [
            { (claims: inout ServiceAccountClaims) in claims.binding?.pod = .init(name: "p", uid: "u0") },
            { claims in claims.binding?.secret = .init(name: "gone", uid: "u3") },
            { claims in claims.binding?.node = .init(name: "n", uid: "u4") },
        ] {
            var bound = claims()
            bind(&bound)
            let token = try await keys.sign(bound)
            #expect(await why(token, present, at: now) == "service account token has been invalidated")
        }
        let other = try await keys.sign(claims(audiences: ["vault"]))
        #expect(await why(other, present, at: now)?.contains("is invalid for the target audiences") == true)
    }

    @Test("a new key signs, the old one verifies for as long as its tokens can live")
    func rotation() async throws {
        let first = try await SigningKeys(at: now)
        #expect(try await first.rotated(at: now + SigningKeys.period - 1) == nil)
        let later = now + SigningKeys.period
        let second = try #require(try await first.rotated(at: later))
        #expect(second.identifier != first.identifier)
        let token = try await first.sign(claims())
        #expect(await second.claims(of: token, at: later) == claims())
        #expect(await second.claims(of: token, at: later + SigningKeys.longestToken) == nil)
        #expect(await first.claims(of: try await second.sign(claims()), at: later) == nil)
        let kept = try await SigningKeys(second.stored)
        #expect(kept.identifier == second.identifier && kept.former == second.former)
        #expect(await kept.claims(of: token, at: later) == claims())
        #expect(second.keySet["keys"]?.array?.count == 2)
        #expect(!second.keySet.text.contains("PRIVATE"))
        #expect(second.keySet["keys"]?.array?.allSatisfy { $0["d"] == nil } == true)
    }

    @Test("a stranger's token, another algorithm and no signature are nobody's")
    func forgeries() async throws {
        let keys = try await SigningKeys(at: now)
        let token = try await keys.sign(claims())
        let stranger = try await SigningKeys(at: now).sign(claims())
        #expect(await keys.claims(of: stranger, at: now) == nil)
        let parts = token.split(separator: ".").map(String.init)
        for algorithm in ["none", "HS256", "es256", "ES384"] {
            let header: JSON = ["alg": .string(algorithm), "kid": .string(keys.identifier)]
            let forged = "\(Base64.encode(header.bytes, alphabet: .url)).\(parts[1])"
            #expect(await keys.claims(of: "\(forged).\(parts[2])", at: now) == nil, "\(algorithm)")
            #expect(await keys.claims(of: "\(forged).", at: now) == nil, "\(algorithm)")
        }
        #expect(await keys.claims(of: token + String(repeating: "A", count: 20_000), at: now) == nil)
    }

    @Test("no mutant of a token counts, and none ends the process")
    func mutants() async throws {
        let keys = try await SigningKeys(at: now)
        let token = try await keys.sign(claims())
        let reviewer = reviewer(keys, objects: present)
        for mutant in Mutants(of: [token], tokens: ["..", ".", "eyJ", "=", "e30"], count: 2_000)
        where mutant.text != token {
            let verdict = try? await reviewer.review(mutant.text, audiences: [issuer], at: now)
            // A base64 text can be spelt in several ways; then it is the same token.
            let isSame =
                mutant.text.split(separator: ".").map { Base64.decode(String($0)) }
                == token.split(separator: ".").map { Base64.decode(String($0)) }
            #expect(verdict == nil || isSame, "\(mutant)")
        }
    }
}
