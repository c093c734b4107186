public import Access
public import EmbeddedCluster
public import Kubernetes
public import Logging

/// What every write to the cluster passes, in kube-apiserver's order: what is filled in, the webhooks that may
/// change it, the policies and webhooks that may refuse it, and last the quotas that count it.
///
/// It reads its configuration from the cluster it guards and costs next to nothing while there is none.
public final class AdmissionChain: AdmissionControl {
    private let cluster: EmbeddedCluster
    private let client: WebhookClient
    private let caller: WebhookCaller
    private let mutating: Compiled<[Webhook]>
    private let validating: Compiled<[Webhook]>
    private let accounts: ServiceAccountAdmission
    private let limits: LimitRanger
    private let priorities: PriorityAdmission
    private let storageClasses: DefaultStorageClass
    private let policies: ValidatingPolicies
    private let ledger: QuotaLedger
    private let quotas: QuotaAdmission
    private let logger: Logger

    /// Reads what guards a cluster; ``install()`` lets it work.
    ///
    /// - Parameter authorizer: Judges for expressions that ask `authorizer`; without one such an expression
    ///   fails.
    /// - Throws: 404 when the cluster does not serve a kind that configures admission.
    public init(
        _ cluster: EmbeddedCluster, authorizer: (any Authorizer)? = nil,
        logger: Logger = Logger(label: "martlet.admission")
    ) throws(StatusError) {
        self.cluster = cluster
        self.logger = logger
        client = WebhookClient(cluster)
        caller = WebhookCaller(
            surroundings: AdmissionSurroundings(cluster), client: client, authorizer: authorizer,
            logger: logger)
        mutating = Compiled(try cluster.admissionReader("mutatingwebhookconfigurations"), Webhook.all)
        validating = Compiled(try cluster.admissionReader("validatingwebhookconfigurations"), Webhook.all)
        accounts = try ServiceAccountAdmission(cluster)
        limits = try LimitRanger(cluster)
        priorities = try PriorityAdmission(cluster)
        storageClasses = try DefaultStorageClass(cluster)
        policies = try ValidatingPolicies(caller.surroundings, authorizer: authorizer)
        ledger = try QuotaLedger(cluster, logger: logger)
        quotas = QuotaAdmission(ledger: ledger)
    }

    /// Lets every write of the cluster pass here, and its custom resources be translated by their webhooks.
    public func install() {
        cluster.use(self)
        cluster.use(ConversionWebhook(client: client))
    }

    /// Fills in what is missing and lets webhooks change the object.
    public func mutate(
        _ request: AdmissionRequest
    ) async throws(StatusError) -> (object: Object, warnings: [String]) {
        guard let object = request.object else { throw .internalError("there is no object to change") }
        var request = request
        try await fillIn(&request)
        if mutating.isEmpty { return (request.object ?? object, []) }
        var rounds = MutatingWebhooks.Rounds()
        let webhooks = mutating.value
        var warnings = try await MutatingWebhooks(caller: caller).run(webhooks, &request, &rounds)
        let before = request.object
        try await fillIn(&request)
        if request.object != before { rounds.changed() }
        if !rounds.again.isEmpty {
            rounds.isSecond = true
            warnings += try await MutatingWebhooks(caller: caller).run(webhooks, &request, &rounds)
        }
        return (request.object ?? object, WebhookCaller.bounded(warnings))
    }

    /// Lets policies, webhooks and quotas refuse the object.
    public func validate(_ request: AdmissionRequest) async throws(StatusError) -> [String] {
        try ConfigurationRules.validate(request)
        var warnings: [String] = []
        // A deletion has nothing to change, but webhooks that may change objects may still refuse it.
        if request.operation == .delete, !mutating.isEmpty {
            var (deletion, rounds) = (request, MutatingWebhooks.Rounds())
            warnings += try await MutatingWebhooks(caller: caller).run(mutating.value, &deletion, &rounds)
        }
        try limits.validate(request)
        try priorities.validate(request)
        warnings += try await policies.validate(request)
        if !validating.isEmpty {
            warnings += try await ValidatingWebhooks(caller: caller).run(validating.value, request)
        }
        // Last, so that nothing is taken for what another would have refused.
        try await quotas.validate(request)
        return WebhookCaller.bounded(warnings)
    }

    /// Gives back what a failed write had taken from quotas.
    public func finish(_ request: AdmissionRequest) async { await quotas.finish(request) }

    /// Keeps the quotas' counts and the policies' status true until the task is cancelled; exactly one task runs
    /// it.
    public func run() async {
        let quotas = QuotaController(
            cluster: cluster, ledger: ledger, quotas: ledger.quotas, logger: logger)
        let status = PolicyStatusController(cluster: cluster, policies: policies.type, logger: logger)
        async let states: Void = status.run()
        await quotas.run()
        await states
    }

    /// What kube-apiserver's own plugins put into new pods and claims.
    private func fillIn(_ request: inout AdmissionRequest) async throws(StatusError) {
        try await accounts.mutate(&request)
        limits.mutate(&request)
        try priorities.mutate(&request)
        DefaultTolerations.mutate(&request)
        storageClasses.mutate(&request)
    }

    /// Closes the connections to webhooks; writes that need one fail from now on.
    public func shutdown() async { await client.shutdown() }
}

extension EmbeddedCluster {
    /// Reads one of the kinds that configure admission.
    func admissionReader(_ plural: String) throws(StatusError) -> ResourceReader {
        try reader(of: "admissionregistration.k8s.io", plural)
    }

    /// Reads a built-in kind that admission depends on.
    func reader(of group: String, _ plural: String) throws(StatusError) -> ResourceReader {
        guard let reader = reader(group: group, version: "v1", plural: plural) else {
            throw StatusError(
                code: 404, reason: "NotFound", message: "the cluster does not serve \(plural)", group: group,
                kind: plural)
        }
        return reader
    }
}
