import Access
import Bytes
import EmbeddedCluster
import Kubernetes
import Logging

/// Asks single webhooks and turns what they say, or that they say nothing, into what kube-apiserver answers.
struct WebhookCaller: Sendable {
    /// The longest text of all warnings of one answer, in characters (kube-apiserver's limit).
    private static let warningsLimit = 4096
    /// The longest warning.
    private static let warningLimit = 256

    let surroundings: AdmissionSurroundings
    let client: WebhookClient
    let authorizer: (any Authorizer)?
    let logger: Logger

    /// As which resource a webhook wants to see a request; nil when it does not.
    func interest(
        of webhook: Webhook, in request: AdmissionRequest
    ) throws(StatusError) -> ResourceType? {
        if request.concernsAdmission { return nil }
        guard let settings = webhook.settings else {
            if webhook.ignoresFailures { return nil }
            throw .internalError("webhook \"\(webhook.name)\": \(webhook.problem?.message ?? "")")
        }
        guard let type = try settings.criteria.match(request, in: surroundings) else { return nil }
        switch settings.conditions.hold(for: request, as: type, authorizer: authorizer) {
        case .success(let holds): return holds ? type : nil
        case .failure(let error):
            if webhook.ignoresFailures {
                logger.warning(
                    "a match condition failed", metadata: ["webhook": "\(webhook.name)", "error": "\(error)"])
                return nil
            }
            throw request.forbidden("\(error)")
        }
    }

    /// What a webhook says of a request; nil when it says nothing and that is to be ignored.
    func verdict(
        of webhook: Webhook, on request: AdmissionRequest, as type: ResourceType, mayPatch: Bool
    ) async throws(StatusError) -> AdmissionVerdict? {
        guard let settings = webhook.settings else { return nil }
        if request.isDryRun, !webhook.hasNoSideEffects {
            throw .badRequest("admission webhook \"\(webhook.name)\" does not support dry run")
        }
        let review = AdmissionReview(
            request, as: type, version: settings.reviewVersion, uid: UniqueID.uuid())
        let verdict: AdmissionVerdict
        do throws(WebhookFailure) {
            let answer = try await client.post(
                review.bytes, to: try settings.endpoint.get(), timeoutSeconds: webhook.timeoutSeconds)
            verdict = try AdmissionVerdict(answer, to: review, mayPatch: mayPatch)
        } catch {
            if case .cancelled = error {
                throw StatusError(
                    code: 504, reason: "Timeout",
                    message: "Timeout: request did not complete within requested timeout")
            }
            logger.warning(
                "a webhook failed", metadata: ["webhook": "\(webhook.name)", "error": "\(error)"])
            if webhook.ignoresFailures { return nil }
            throw .internalError("failed calling webhook \"\(webhook.name)\": \(error)")
        }
        for (key, value) in verdict.auditAnnotations {
            AuditAnnotations.add("\(webhook.name)/\(key)", value)
        }
        if !verdict.isAllowed { throw Self.refusal(verdict.status, of: webhook, request) }
        return verdict
    }

    /// Warnings cut to what headers should carry.
    static func bounded(_ warnings: [String]) -> [String] {
        let total = warnings.reduce(0) { $0 + $1.unicodeScalars.count }
        guard total > warningsLimit else { return warnings }
        var left = warningsLimit
        return warnings.compactMap { warning in
            guard left > 0 else { return nil }
            let kept = String(warning.unicodeScalars.prefix(min(warningLimit, left)))
            left -= kept.unicodeScalars.count
            return kept
        }
    }

    /// The refusal in the webhook's own code and reason where it gives them.
    private static func refusal(
        _ status: JSON, of webhook: Webhook, _ request: AdmissionRequest
    ) -> StatusError {
        let code = status["code"]?.int ?? 0
        let message = status["message"]?.string ?? ""
        let reason = status["reason"]?.string ?? ""
        var sentence = "admission webhook \"\(webhook.name)\" denied the request"
        if !message.isEmpty || !reason.isEmpty {
            sentence += ": \(message.isEmpty ? reason : message)"
        } else {
            sentence += " without explanation"
        }
        // A code that is no refusal would let the client believe that the object is stored.
        var error = StatusError(
            code: (400..<600).contains(code) ? code : 400, reason: reason, message: sentence)
        let details = status["details"] ?? [:]
        error.name = details["name"]?.string
        error.group = details["group"]?.string
        error.kind = details["kind"]?.string
        error.causes = (details["causes"]?.array ?? []).map {
            StatusError.Cause(
                reason: $0["reason"]?.string ?? "", message: $0["message"]?.string ?? "",
                field: $0["field"]?.string ?? "")
        }
        error.retryAfterSeconds = details["retryAfterSeconds"]?.int
        return error
    }
}
