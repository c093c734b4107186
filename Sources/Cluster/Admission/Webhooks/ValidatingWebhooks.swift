import EmbeddedCluster
import Kubernetes

/// Asks all validating webhooks at once; one refusal is enough.
struct ValidatingWebhooks: Sendable {
    let caller: WebhookCaller

    /// - Returns: what the webhooks warn of.
    /// - Throws: the refusal of the first webhook, in their order, that does not let the request pass.
    func run(_ webhooks: [Webhook], _ request: AdmissionRequest) async throws(StatusError) -> [String] {
        var interested: [(webhook: Webhook, request: AdmissionRequest, type: ResourceType)] = []
        for webhook in webhooks {
            guard let type = try caller.interest(of: webhook, in: request) else { continue }
            interested.append((webhook, try await caller.surroundings.request(request, as: type), type))
        }
        if interested.isEmpty { return [] }
        let calls = interested
        let answers = await withTaskGroup(
            of: (Int, Result<[String], StatusError>).self,
            returning: [Int: Result<[String], StatusError>].self
        ) { group in
            for (index, call) in calls.enumerated() {
                group.addTask { (index, await answer(of: call.webhook, to: call.request, as: call.type)) }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        var warnings: [String] = []
        for index in calls.indices { warnings += try answers[index]?.get() ?? [] }
        return warnings
    }

    private func answer(
        of webhook: Webhook, to request: AdmissionRequest, as type: ResourceType
    ) async -> Result<[String], StatusError> {
        do throws(StatusError) {
            let verdict = try await caller.verdict(of: webhook, on: request, as: type, mayPatch: false)
            return .success(verdict?.warnings ?? [])
        } catch { return .failure(error) }
    }
}
