import Bytes

extension BuiltinKinds {
    static let authorization: [BuiltinKind] = [
        BuiltinKind(
            "rbac.authorization.k8s.io/v1", "Role", "roles",
            nameRule: .pathSegment),
        BuiltinKind(
            "rbac.authorization.k8s.io/v1", "RoleBinding", "rolebindings", columns: bindingColumns,
            nameRule: .pathSegment),
        BuiltinKind(
            "rbac.authorization.k8s.io/v1", "ClusterRole", "clusterroles", scope: .cluster,
            nameRule: .pathSegment),
        BuiltinKind(
            "rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "clusterrolebindings", scope: .cluster,
            columns: bindingColumns,
            nameRule: .pathSegment),
        BuiltinKind(
            "certificates.k8s.io/v1", "CertificateSigningRequest", "certificatesigningrequests",
            short: ["csr"],
            scope: .cluster, subresources: ["status", "approval"],
            columns: [
                .name, .age, .text("SignerName", ".spec.signerName", absent: "<none>"),
                .text("Requestor", ".spec.username"),
                .cell("RequestedDuration", AccessCells.requestedDuration),
                .cell("Condition", AccessCells.requestCondition),
            ],
            selectable: ResourceDefinition.SelectableField.paths(["spec.signerName"])),
        BuiltinKind(
            "coordination.k8s.io/v1", "Lease", "leases",
            columns: [.name, .text("Holder", ".spec.holderIdentity"), .age]),
    ]

    static let admission: [BuiltinKind] = [
        BuiltinKind(
            "admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration",
            "mutatingwebhookconfigurations",
            categories: ["api-extensions"], scope: .cluster,
            columns: [.name, .cell("Webhooks", type: "integer") { MapCells.count($0, ["webhooks"]) }, .age]),
        BuiltinKind(
            "admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration",
            "validatingwebhookconfigurations",
            categories: ["api-extensions"], scope: .cluster,
            columns: [.name, .cell("Webhooks", type: "integer") { MapCells.count($0, ["webhooks"]) }, .age]),
        BuiltinKind(
            "admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", "validatingadmissionpolicies",
            categories: ["api-extensions"], scope: .cluster, subresources: ["status"],
            columns: [
                .name, .cell("Validations", type: "integer") { MapCells.count($0["spec"], ["validations"]) },
                .cell("ParamKind", AccessCells.parameterKind), .age,
            ]),
        BuiltinKind(
            "admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding",
            "validatingadmissionpolicybindings",
            categories: ["api-extensions"], scope: .cluster,
            columns: [
                .name, .text("PolicyName", ".spec.policyName"),
                .cell("ParamRef", AccessCells.parameterReference), .age,
            ]),
    ]

    static let extensions: [BuiltinKind] = [
        BuiltinKind(
            "apiextensions.k8s.io/v1", "CustomResourceDefinition", "customresourcedefinitions",
            short: ["crd", "crds"],
            categories: ["api-extensions"], scope: .cluster, subresources: ["status"]),
        BuiltinKind(
            "apiregistration.k8s.io/v1", "APIService", "apiservices", categories: ["api-extensions"],
            scope: .cluster, subresources: ["status"],
            columns: [
                .name, .cell("Service", AccessCells.service), .cell("Available", AccessCells.available), .age,
            ]),
        BuiltinKind(
            "events.k8s.io/v1", "Event", "events", short: ["ev"],
            columns: EventCells.columns(object: "regarding", source: "deprecatedSource", message: "note"),
            selectable: ResourceDefinition.SelectableField.paths([
                "regarding.kind", "regarding.namespace", "regarding.name", "regarding.uid",
                "regarding.apiVersion",
                "reason", "reportingController", "type",
            ])),
    ]

    private static let bindingColumns: [PrinterColumn] = [
        .name, .cell("Role", AccessCells.role), .age,
        .cell("Users", priority: 1) { AccessCells.subjects($0, "User") },
        .cell("Groups", priority: 1) { AccessCells.subjects($0, "Group") },
        .cell("ServiceAccounts", priority: 1) { AccessCells.subjects($0, "ServiceAccount") },
    ]
}
