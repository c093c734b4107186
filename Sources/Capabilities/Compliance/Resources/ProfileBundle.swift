import Bytes
import Capability
import Kubernetes

/// SCAP content from which profiles, rules and variables are made.
struct ProfileBundle: CustomResource {
    static let type = ComplianceGroup.type(
        "ProfileBundle", "profilebundles", shortNames: ["pb"], hasStatus: true)

    var object: Object

    init(_ object: Object) { self.object = object }

    /// A bundle of a content file in a directory of this host.
    init(name: String, directory: String, file: String) {
        object = Object(kind: Self.type.kind, name: name, namespace: ComplianceGroup.namespace)
        object["spec"] = ["contentImage": .string("file://\(directory)"), "contentFile": .string(file)]
    }

    /// The image, or `file://` directory, that carries the content.
    var contentImage: String { object["spec"]?["contentImage"]?.string ?? "" }
    /// The data stream's path in it.
    var contentFile: String { object["spec"]?["contentFile"]?.string ?? "" }
    /// Whether the content was read: PENDING, VALID or INVALID.
    var dataStreamStatus: String { object["status"]?["dataStreamStatus"]?.string ?? "PENDING" }

    /// The content was read and its objects are stored.
    mutating func setValid(now: String) {
        var conditions = Conditions(object["status"]?["conditions"])
        conditions.set(
            "Ready", true, reason: "Valid", message: "Profile bundle successfully parsed", now: now)
        object["status"] = ["dataStreamStatus": "VALID", "conditions": conditions.json]
    }

    /// The content cannot be read.
    mutating func setInvalid(_ why: String, now: String) {
        var conditions = Conditions(object["status"]?["conditions"])
        conditions.set("Ready", false, reason: "Invalid", message: why, now: now)
        object["status"] = [
            "dataStreamStatus": "INVALID", "errorMessage": .string(why), "conditions": conditions.json,
        ]
    }
}
