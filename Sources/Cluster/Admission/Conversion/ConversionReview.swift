import Bytes
import Kubernetes

/// The question that a conversion webhook is asked, and its answer (`apiextensions.k8s.io` ConversionReview).
struct ConversionReview: Sendable {
    private static let versions = ["v1", "v1beta1"]

    private let uid: String
    private let objects: [Object]
    private let kind: GroupVersionKind
    /// The review as it is posted.
    let bytes: [UInt8]

    init(_ objects: [Object], to kind: GroupVersionKind, versions: [String], uid: String) {
        self.uid = uid
        self.objects = objects
        self.kind = kind
        let version = versions.first(where: Self.versions.contains) ?? "v1"
        let review: JSON = [
            "kind": "ConversionReview", "apiVersion": .string("apiextensions.k8s.io/\(version)"),
            "request": [
                "uid": .string(uid), "desiredAPIVersion": .string(kind.apiVersion),
                "objects": .array(objects.map(\.json)),
            ],
        ]
        bytes = review.bytes
    }

    /// The converted objects out of an answer.
    ///
    /// Only labels and annotations of the metadata are taken over; what an object is and whose it is may not
    /// change.
    ///
    /// - Throws: what is wrong with the answer.
    func objects(in answer: [UInt8]) throws(WebhookFailure) -> [Object] {
        let json: JSON
        do { json = try JSON(parsing: answer) } catch { throw .call("\(error)") }
        guard let response = json["response"], response.object != nil else {
            throw .answer("no response provided")
        }
        let answered = response["uid"]?.string ?? ""
        guard answered == uid else {
            throw .answer("expected response.uid=\(GoText.quoted(uid)), got \(GoText.quoted(answered))")
        }
        let status = response["result"]?["status"]?.string ?? ""
        guard status == "Success" else {
            let message = response["result"]?["message"]?.string ?? ""
            throw .answer(
                message.isEmpty ? "response.result.status was '\(status)', expected 'Success'" : message)
        }
        let converted = response["convertedObjects"]?.array ?? []
        guard converted.count == objects.count else {
            throw .answer("returned \(converted.count) objects, expected \(objects.count)")
        }
        var result: [Object] = []
        for (index, pair) in zip(objects, converted).enumerated() {
            result.append(try restored(Object(pair.1), from: pair.0, index))
        }
        return result
    }

    private func restored(
        _ object: Object, from original: Object, _ index: Int
    ) throws(WebhookFailure) -> Object {
        guard object.kind == kind else {
            throw .answer(
                "returned an object at index \(index) with the wrong groupVersion or kind: \(object.kind)")
        }
        for (what, old, new) in [
            ("name", original.name, object.name),
            ("namespace", original.namespace ?? "", object.namespace ?? ""),
            ("UID", original.uid, object.uid),
        ] where old != new {
            throw .answer(
                "returned invalid metadata in object at index \(index): must have the same \(what): "
                    + "\(old) != \(new)")
        }
        var restored = object
        restored["metadata"] = original["metadata"]
        restored.labels = object.labels
        restored.annotations = object.annotations
        return restored
    }
}
