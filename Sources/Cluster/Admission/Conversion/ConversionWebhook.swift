import EmbeddedCluster
import Kubernetes

/// Translates objects between the versions of custom resources by asking their definitions' webhooks.
struct ConversionWebhook: ObjectConverter {
    /// How long kube-apiserver waits for a conversion.
    private static let timeoutSeconds = 30

    let client: WebhookClient

    func convert(
        _ objects: [Object], to kind: GroupVersionKind, by conversion: WebhookConversion
    ) async throws(StatusError) -> [Object] {
        let review = ConversionReview(
            objects, to: kind, versions: conversion.reviewVersions, uid: UniqueID.uuid())
        do throws(WebhookFailure) {
            let answer = try await client.post(
                review.bytes, to: try WebhookEndpoint(conversion.clientConfig),
                timeoutSeconds: Self.timeoutSeconds)
            return try review.objects(in: answer)
        } catch {
            let why =
                switch error {
                case .call(let why), .answer(let why), .configuration(let why), .patch(let why): why
                case .unsupportedPatch, .cancelled: "\(error)"
                }
            let source = objects.first?.kind ?? kind
            throw StatusError(
                code: 500, reason: "", message: "conversion webhook for \(source) failed: \(why)")
        }
    }
}
