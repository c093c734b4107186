import CEL

/// How requests and namespaces read in expressions of admission.
enum AdmissionShapes {
    private static let text = CELShape(.scalar(.string))

    private static func fields(_ shapes: [String: CELShape]) -> [String: CELShape.Field] {
        Dictionary(
            uniqueKeysWithValues: shapes.map { ($0.key, CELShape.Field(member: $0.key, shape: $0.value)) })
    }

    private static let kind = CELShape(
        .object(fields(["group": text, "version": text, "kind": text])), name: "kubernetes.GroupVersionKind")
    private static let resource = CELShape(
        .object(fields(["group": text, "version": text, "resource": text])),
        name: "kubernetes.GroupVersionResource")
    private static let user = CELShape(
        .object(
            fields([
                "username": text, "uid": text, "groups": CELShape(.list(text, .atomic)),
                "extra": CELShape(.map(CELShape(.list(text, .atomic)))),
            ])), name: "kubernetes.UserInfo")

    /// `request`.
    static let request = CELShape(
        .object(
            fields([
                "kind": kind, "resource": resource, "subResource": text, "requestKind": kind,
                "requestResource": resource, "requestSubResource": text, "name": text, "namespace": text,
                "operation": text, "userInfo": user, "dryRun": CELShape(.scalar(.bool)), "options": .dynamic,
            ])), name: "kubernetes.AdmissionRequest")

    private static let texts = CELShape(.map(text))
    private static let metadata = CELShape(
        .object(
            fields([
                "name": text, "generateName": text, "namespace": text, "labels": texts, "annotations": texts,
                "UID": text, "creationTimestamp": CELShape(.scalar(.timestamp)),
                "deletionGracePeriodSeconds": CELShape(.scalar(.int)),
                "deletionTimestamp": CELShape(.scalar(.timestamp)),
                "generation": CELShape(.scalar(.int)), "resourceVersion": text,
                "finalizers": CELShape(.list(text, .atomic)),
            ])), name: "kubernetes.NamespaceMetadata")

    /// `namespaceObject`.
    static let namespace = CELShape(
        .object(
            fields([
                "metadata": metadata,
                "spec": CELShape(
                    .object(fields(["finalizers": CELShape(.list(text, .atomic))])),
                    name: "kubernetes.NamespaceSpec"),
                "status": CELShape(.object(fields(["phase": text])), name: "kubernetes.NamespaceStatus"),
            ])), name: "kubernetes.Namespace")
}
