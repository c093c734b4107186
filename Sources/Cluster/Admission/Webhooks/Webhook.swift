import Bytes
import EmbeddedCluster
import Kubernetes

/// One webhook of a configuration, ready to be matched and called.
struct Webhook: Sendable {
    /// What may be called and how.
    struct Settings: Sendable {
        let endpoint: Result<WebhookEndpoint, WebhookFailure>
        let criteria: MatchCriteria
        let conditions: MatchConditions
        let reviewVersion: String
    }

    /// What identifies a webhook across calls for one request.
    struct Identity: Sendable, Hashable {
        var configuration: String
        var index: Int
    }

    let identity: Identity
    /// Such as `pods.policy.example.com`.
    let name: String
    /// Nil when the configuration cannot be used; why stands in ``problem``.
    let settings: Settings?
    let problem: StatusError?
    /// `failurePolicy: Ignore`.
    let ignoresFailures: Bool
    let timeoutSeconds: Int
    /// Whether a dry run may call it.
    let hasNoSideEffects: Bool
    /// `reinvocationPolicy: IfNeeded`.
    let isReinvocable: Bool

    init(_ json: JSON, _ identity: Identity) {
        self.identity = identity
        name = json["name"]?.string ?? ""
        ignoresFailures = json["failurePolicy"]?.string == "Ignore"
        timeoutSeconds = min(max(json["timeoutSeconds"]?.int ?? 10, 1), 30)
        let effects = json["sideEffects"]?.string ?? ""
        hasNoSideEffects = effects == "None" || effects == "NoneOnDryRun"
        isReinvocable = json["reinvocationPolicy"]?.string == "IfNeeded"
        do throws(StatusError) {
            let spoken = json["admissionReviewVersions"]?.array?.compactMap(\.string) ?? []
            settings = Settings(
                endpoint: Result { () throws(WebhookFailure) in
                    try WebhookEndpoint(json["clientConfig"] ?? [:])
                }, criteria: try MatchCriteria(webhook: json),
                conditions: MatchConditions(json["matchConditions"]?.array ?? []),
                reviewVersion: spoken.first(where: AdmissionReview.versions.contains) ?? "v1")
            problem = nil
        } catch {
            settings = nil
            problem = error
        }
    }

    /// The webhooks of some configurations: in the order of the configurations' names, then as they stand.
    static func all(_ configurations: [StoredObject]) -> [Webhook] {
        configurations.map { (name: $0.name, json: $0.json) }.sorted { $0.name < $1.name }.flatMap { entry in
            (entry.json["webhooks"]?.array ?? []).enumerated().map { index, json in
                Webhook(json, Identity(configuration: entry.name, index: index))
            }
        }
    }
}
