import Access
import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes
import Logging

/// Fills Secrets of the type `kubernetes.io/service-account-token` and removes those whose account has gone.
struct TokenSecrets: Sendable {
    /// The type of such Secrets.
    static let type = "kubernetes.io/service-account-token"
    /// The annotation that names the account.
    static let accountName = "kubernetes.io/service-account.name"
    private static let accountUID = "kubernetes.io/service-account.uid"

    let cluster: EmbeddedCluster
    let tokens: ServiceAccountTokens
    let logger: Logger

    /// Follows Secrets and accounts until the task is cancelled.
    func run() async {
        await withTaskGroup { group in
            group.addTask {
                await cluster.follow(AccessTypes.secrets) { event in
                    guard event.kind != .deleted, Self.isToken(event.object) else { return }
                    await settle(Object(event.object.json))
                }
            }
            group.addTask {
                await cluster.follow(AccessTypes.serviceAccounts) { event in
                    guard event.kind == .deleted else { return }
                    let account = Object(event.object.json)
                    await settleAll { $0.namespace == account.namespace }
                }
            }
        }
    }

    /// Looks at all of them again: after a change of keys the tokens have to be made anew.
    func settleAll(where concerns: (Object) -> Bool = { _ in true }) async {
        for stored in cluster.present(AccessTypes.secrets) where Self.isToken(stored) {
            let secret = Object(stored.json)
            if concerns(secret) { await settle(secret) }
        }
    }

    private static func isToken(_ secret: StoredObject) -> Bool {
        secret.document?.root["type"].string == type
    }

    private func settle(_ secret: Object) async {
        guard secret.deletionTimestamp == nil, let namespace = secret.namespace else { return }
        let name = secret.annotations[Self.accountName] ?? ""
        let stored = try? cluster.rawGet(AccessTypes.serviceAccounts, namespace: namespace, name: name)
        let account = stored.map { Object($0.json) }
        let claimed = secret.annotations[Self.accountUID] ?? ""
        do throws(StatusError) {
            guard let account, claimed.isEmpty || claimed == account.uid else {
                _ = try await cluster.delete(
                    AccessTypes.secrets, namespace: namespace, name: secret.name,
                    options: DeleteOptions(uid: secret.uid))
                return
            }
            let next = try await filled(secret, for: account)
            guard next != secret else { return }
            _ = try await cluster.update(
                AccessTypes.secrets, namespace: namespace, next, subresource: nil,
                options: WriteOptions(fieldManager: "tokens-controller"))
        } catch  where error.code == 404 || error.code == 409 {
            // It has gone, or its next state is on its way to us.
        } catch {
            logger.warning(
                "a service account's token is not delivered",
                metadata: ["secret": "\(namespace)/\(secret.name)", "error": "\(error)"])
        }
    }

    private func filled(_ secret: Object, for account: Object) async throws(StatusError) -> Object {
        var next = secret
        next.annotations[Self.accountUID] = account.uid
        var data = secret["data"] ?? [:]
        let namespace = secret.namespace ?? ""
        data["ca.crt"] = .string(Base64.encode(Array(tokens.authorityPEM.utf8)))
        data["namespace"] = .string(Base64.encode(Array(namespace.utf8)))
        let present = data["token"]?.string.flatMap { Base64.decode($0) } ?? []
        if await !tokens.isFresh(String(decoding: present, as: UTF8.self), uid: account.uid) {
            var claims = ServiceAccountClaims(
                issuer: ServiceAccountTokens.issuer,
                account: ServiceAccountName(namespace: namespace, name: account.name), audiences: [])
            claims.legacyNamespace = namespace
            claims.legacyAccountName = account.name
            claims.legacyAccountUID = account.uid
            claims.legacySecretName = secret.name
            let token = try await tokens.sign(claims)
            data["token"] = .string(Base64.encode(Array(token.utf8)))
        }
        next["data"] = data
        return next
    }
}
