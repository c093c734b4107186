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
    /// The path of rules that are expressions; empty for none.
    var expressionFile: String { object["spec"]?["celContentFile"]?.string ?? "" }

    /// An object that the bundle's content makes, still without content.
    ///
    /// - Parameter digest: Stands for the content.
    func part(_ type: ResourceType, name: String, digest: String) -> Object {
        var part = Object(
            kind: type.kind, name: "\(object.name)-\(ComplianceNames.dnsName(name))",
            namespace: object.namespace)
        part.ownerReferences = [OwnerReference(to: object)]
        part.labels = [ComplianceGroup.key("profile-bundle"): object.name]
        part.annotations = [ComplianceGroup.key("image-digest"): digest]
        return part
    }

    /// Whether the content was read: PENDING, VALID or INVALID.
    var dataStreamStatus: String { object["status"]?["dataStreamStatus"]?.string ?? "PENDING" }

    /// The content is about to be read; what stands there may be of other content.
    mutating func setPending(now: String) {
        var conditions = Conditions(object["status"]?["conditions"])
        conditions.set(
            "Ready", false, reason: "Pending", message: "Profile bundle is waiting to be parsed", now: now)
        object["status"] = ["dataStreamStatus": "PENDING", "conditions": conditions.json]
    }

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
