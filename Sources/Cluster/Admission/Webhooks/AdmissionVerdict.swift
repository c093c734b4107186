import Bytes
import Kubernetes

/// What a webhook answered (`admission.k8s.io` AdmissionReview, `response`).
struct AdmissionVerdict: Sendable {
    /// Whether the request may go on.
    let isAllowed: Bool
    /// `status` of a refusal.
    let status: JSON
    /// The JSON patch, or nil.
    let patch: JSONPatch?
    /// Sentences for the client.
    let warnings: [String]
    /// What the audit log should keep.
    let auditAnnotations: [(key: String, value: String)]

    /// Reads an answer and checks that it answers the question.
    ///
    /// - Throws: what is wrong with it, in kube-apiserver's words.
    init(_ bytes: [UInt8], to review: AdmissionReview, mayPatch: Bool) throws(WebhookFailure) {
        let json: JSON
        do { json = try JSON(parsing: bytes) } catch { throw .call("\(error)") }
        guard let response = json["response"], response.object != nil else {
            throw .answer("webhook response was absent")
        }
        try Self.checkIdentity(json, response, review)
        isAllowed = response["allowed"]?.bool ?? false
        status = response["status"] ?? [:]
        warnings = response["warnings"]?.array?.compactMap(\.string) ?? []
        auditAnnotations = (response["auditAnnotations"]?.object ?? [:]).compactMap { key, value in
            value.string.map { (key, $0) }
        }
        patch = try Self.patch(response, version: review.version, mayPatch: mayPatch, isAllowed: isAllowed)
    }

    /// The answer must repeat the question's identifier and kind; early servers of v1beta1 left both out.
    private static func checkIdentity(
        _ json: JSON, _ response: JSON, _ review: AdmissionReview
    ) throws(WebhookFailure) {
        let found = GroupVersionKind(
            apiVersion: json["apiVersion"]?.string ?? "", kind: json["kind"]?.string ?? "")
        let expected = GroupVersionKind(
            group: "admission.k8s.io", version: review.version, kind: "AdmissionReview")
        if review.version == "v1" {
            let uid = response["uid"]?.string ?? ""
            guard uid == review.uid else {
                throw .answer(
                    "expected response.uid=\(GoText.quoted(review.uid)), got \(GoText.quoted(uid))")
            }
        } else if found.kind.isEmpty, found.version.isEmpty {
            return
        }
        guard found == expected else {
            throw .answer("expected webhook response of \(expected), got \(found)")
        }
    }

    private static func patch(
        _ response: JSON, version: String, mayPatch: Bool, isAllowed: Bool
    ) throws(WebhookFailure) -> JSONPatch? {
        let text = response["patch"]?.string ?? ""
        let type = response["patchType"]?.string
        switch (mayPatch, text.isEmpty, type) {
        case _ where version != "v1": break
        case (false, false, _): throw .answer("validating webhook may not return response.patch")
        case (false, true, _?): throw .answer("validating webhook may not return response.patchType")
        case (true, false, nil):
            throw .answer("webhook returned response.patch but not response.patchType")
        case (true, true, _?):
            throw .answer("webhook returned response.patchType but not response.patch")
        case (true, false, ""?): throw .answer("webhook returned invalid response.patchType of \"\"")
        default: break
        }
        if mayPatch, !text.isEmpty, let type, type != "JSONPatch" {
            throw .unsupportedPatch(type)
        }
        guard mayPatch, isAllowed, !text.isEmpty else { return nil }
        guard let bytes = Base64.decode(text) else { throw .answer("illegal base64 data in response.patch") }
        do {
            let document = try JSON(parsing: bytes)
            return document == [] ? nil : try JSONPatch(document)
        } catch { throw .patch("\(error)") }
    }
}
