import Access
import EmbeddedCluster
import Kubernetes
import Logging

/// Access control of one server: who may do what, and the loops that keep that true.
struct AccessControl: Sendable {
    let authorizer: RBACAuthorizer
    let tokens: ServiceAccountTokens
    private let cluster: EmbeddedCluster
    private let authority: CertificateAuthority
    private let logger: Logger

    /// The signing key is looked at this often.
    private static let keyInterval = Duration.seconds(3600)

    /// Reads or makes the signing keys, seeds the default roles and lets writes be judged.
    init(
        cluster: EmbeddedCluster, identity: ClusterIdentity, authorizer: RBACAuthorizer, logger: Logger
    ) async throws {
        self.cluster = cluster
        self.logger = logger
        authority = identity.authority
        self.authorizer = authorizer
        tokens = try await ServiceAccountTokens(cluster: cluster, identity: identity)
        cluster.use(AccessAdmission(authorizer: authorizer))
        try await RoleKeeper(cluster: cluster, logger: logger).seed()
    }

    /// Works until the task is cancelled.
    ///
    /// - Parameter sharing: lets the loops run that one of several servers over one store runs for all.
    func run(sharing: @escaping APIServer.Sharing) async {
        await withTaskGroup { group in
            group.addTask { await sharing(runForAll) }
            // Every server must know the present key.
            group.addTask {
                let secrets = TokenSecrets(cluster: cluster, tokens: tokens, logger: logger)
                while (try? await Task.sleep(for: Self.keyInterval)) != nil {
                    do {
                        if try await tokens.rotate() { await secrets.settleAll() }
                    } catch {
                        logger.warning("the signing key is not replaced", metadata: ["error": "\(error)"])
                    }
                }
            }
        }
    }

    private func runForAll() async {
        await withTaskGroup { group in
            group.addTask { await RoleKeeper(cluster: cluster, logger: logger).run() }
            group.addTask {
                let authorityPEM = tokens.authorityPEM
                await RootCertificates(cluster: cluster, authorityPEM: authorityPEM, logger: logger).run()
            }
            group.addTask {
                await CertificateSigner(cluster: cluster, authority: authority, logger: logger).run()
            }
            group.addTask { await TokenSecrets(cluster: cluster, tokens: tokens, logger: logger).run() }
        }
    }
}
