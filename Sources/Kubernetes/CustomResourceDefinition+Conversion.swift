import Bytes

extension CustomResourceDefinition {
    /// The annotation that says who has approved a type in a group of the Kubernetes community.
    public static let approvalAnnotation = "api-approved.kubernetes.io"

    /// Whether the group belongs to the Kubernetes community.
    public var isInProtectedGroup: Bool {
        ["k8s.io", "kubernetes.io"].contains { group == $0 || group.hasSuffix(".\($0)") }
    }

    /// What is wrong with the approval of a type in a protected group.
    func checkApproval() -> [StatusError.Cause] {
        guard isInProtectedGroup else { return [] }
        let path = "metadata.annotations[\(Self.approvalAnnotation)]"
        let place = "see https://github.com/kubernetes/enhancements/pull/1111"
        guard let approval = object.annotations[Self.approvalAnnotation], !approval.isEmpty else {
            return [
                .required(
                    path,
                    "protected groups must have approval annotation \"\(Self.approvalAnnotation)\", \(place)")
            ]
        }
        if approval.hasPrefix("unapproved") || approval.contains("://") { return [] }
        return [
            .invalid(
                path, .string(approval),
                "protected groups must have approval annotation \"\(Self.approvalAnnotation)\" with either a URL "
                    + "or a reason starting with \"unapproved\", \(place)")
        ]
    }

    /// What is wrong with how objects are translated between versions.
    func checkConversion() -> [StatusError.Cause] {
        let conversion = object["spec"]?["conversion"]
        let strategy = conversion?["strategy"]?.string ?? "None"
        let webhook = conversion?["webhook"].flatMap { $0.isNull ? nil : $0 }
        switch strategy {
        case "None":
            guard webhook != nil else { return [] }
            return [
                .forbidden(
                    "spec.conversion.webhookClientConfig",
                    "should not be set when strategy is not set to Webhook")
            ]
        case "Webhook": return checkWebhook(webhook)
        default: return [.notSupported("spec.conversion.strategy", .string(strategy), ["None", "Webhook"])]
        }
    }

    private func checkWebhook(_ webhook: JSON?) -> [StatusError.Cause] {
        var causes: [StatusError.Cause] = []
        let path = "spec.conversion.webhookClientConfig"
        let client = webhook?["clientConfig"]
        let service = client?["service"].flatMap { $0.isNull ? nil : $0 }
        let url = client?["url"]?.string
        if client?.object == nil {
            causes.append(.required(path, "required when strategy is set to Webhook"))
        } else if (service == nil) == (url == nil) {
            causes.append(.required(path, "exactly one of url or service is required"))
        } else if let url, !url.hasPrefix("https://") {
            causes.append(
                .invalid(
                    "\(path).url", .string(url),
                    "'https' is the only allowed URL scheme; desired format: https://host[/path]"))
        } else if let service {
            for member in ["name", "namespace"] where service[member]?.string ?? "" == "" {
                causes.append(.required("\(path).service.\(member)", "service \(member) is required"))
            }
        }
        let versions = webhook?["conversionReviewVersions"]?.array?.compactMap(\.string) ?? []
        let versionsPath = "spec.conversion.conversionReviewVersions"
        if versions.isEmpty {
            causes.append(.required(versionsPath, "must specify one of v1, v1beta1"))
        } else if !versions.contains("v1"), !versions.contains("v1beta1") {
            causes.append(
                .invalid(
                    versionsPath, .array(versions.map(JSON.string)),
                    "must include at least one of v1, v1beta1"))
        }
        return causes
    }
}
