import Bytes
import EmbeddedCluster
import Kubernetes

/// Lets mutating webhooks change an object, one after another.
///
/// What one has changed, those before it may want to see: a webhook with `reinvocationPolicy: IfNeeded` is
/// asked once more when something after it has changed the object.
struct MutatingWebhooks: Sendable {
    /// What the rounds of one request remember.
    struct Rounds {
        /// Reinvocable webhooks that have been asked since the last change.
        var asked: Set<Webhook.Identity> = []
        /// Those of them after which something has changed.
        var again: Set<Webhook.Identity> = []
        var isSecond = false

        /// Something has changed the object: all that have been asked want to see it.
        mutating func changed() {
            again.formUnion(asked)
            asked = []
        }
    }

    let caller: WebhookCaller

    /// Runs one round; returns the object as the webhooks leave it.
    func run(
        _ webhooks: [Webhook], _ request: inout AdmissionRequest, _ rounds: inout Rounds
    ) async throws(StatusError) -> [String] {
        var warnings: [String] = []
        for webhook in webhooks {
            if rounds.isSecond, !rounds.again.contains(webhook.identity) { continue }
            guard let type = try caller.interest(of: webhook, in: request) else { continue }
            let shown = try await caller.surroundings.request(request, as: type)
            let verdict = try await caller.verdict(of: webhook, on: shown, as: type, mayPatch: true)
            warnings += verdict?.warnings ?? []
            if let patch = verdict?.patch {
                let before = request.object
                try await apply(patch, of: webhook, to: shown, as: type, &request)
                if request.object != before { rounds.changed() }
            }
            if webhook.isReinvocable { rounds.asked.insert(webhook.identity) }
        }
        return warnings
    }

    private func apply(
        _ patch: JSONPatch, of webhook: Webhook, to shown: AdmissionRequest, as type: ResourceType,
        _ request: inout AdmissionRequest
    ) async throws(StatusError) {
        guard let object = shown.object else {
            throw .internalError(
                "admission webhook \"\(webhook.name)\" attempted to modify the object, which is not supported for this operation"
            )
        }
        var patched: Object
        do throws(JSONPatchError) { patched = Object(try patch.apply(to: object.json)) } catch {
            throw .internalError("\(error)")
        }
        guard patched.json.object != nil, patched.json["metadata"]?.object != nil,
            patched.kind == object.kind
        else {
            throw .internalError("admission webhook \"\(webhook.name)\" changed what the object is")
        }
        guard patched.namespace ?? "" == object.namespace ?? "" else {
            throw .badRequest(
                "the namespace of the provided object does not match the namespace sent on the request")
        }
        guard patched.name == object.name, patched.uid == object.uid else {
            throw .badRequest(
                "admission webhook \"\(webhook.name)\" changed the object's name or uid")
        }
        request.object = try await caller.surroundings.restored(patched, from: type, request)
    }
}
