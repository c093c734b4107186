public import Bytes
public import Kubernetes

/// `spec.conversion` of a CustomResourceDefinition whose versions a webhook translates.
public struct WebhookConversion: Sendable, Hashable {
    /// The name of the definition.
    public var definition: String
    /// `webhook.clientConfig`.
    public var clientConfig: JSON
    /// `webhook.conversionReviewVersions`.
    public var reviewVersions: [String]

    /// Nil when the definition's versions differ in nothing but their name (strategy `None`).
    init?(_ definition: Object) {
        let conversion = definition["spec"]?["conversion"]
        guard conversion?["strategy"]?.string == "Webhook" else { return nil }
        self.definition = definition.name
        clientConfig = conversion?["webhook"]?["clientConfig"] ?? [:]
        reviewVersions =
            conversion?["webhook"]?["conversionReviewVersions"]?.array?.compactMap(\.string) ?? []
    }
}

/// Translates objects between the versions of a resource (`apiextensions.k8s.io` ConversionReview).
public protocol ObjectConverter: Sendable {
    /// The objects in another version, in the same order.
    ///
    /// - Throws: 500 when the webhook does not answer or answers something else.
    func convert(
        _ objects: [Object], to kind: GroupVersionKind, by conversion: WebhookConversion
    ) async throws(StatusError) -> [Object]
}
