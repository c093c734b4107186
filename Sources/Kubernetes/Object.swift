public import Bytes

/// A Kubernetes object of any kind, with its metadata within reach.
///
/// It is a view of its JSON: nothing that the model does not know is ever lost.
public struct Object: Sendable, Hashable {
    /// The whole object.
    public var json: JSON

    /// Wraps an object's JSON.
    public init(_ json: JSON) { self.json = json }

    /// Makes an empty object of a kind.
    public init(kind: GroupVersionKind, name: String = "", namespace: String? = nil) {
        json = ["apiVersion": .string(kind.apiVersion), "kind": .string(kind.kind), "metadata": [:]]
        if !name.isEmpty { self.name = name }
        self.namespace = namespace
    }

    /// A member of the object, such as `spec`.
    public subscript(_ member: String) -> JSON? {
        get { json[member] }
        set { json[member] = newValue }
    }

    /// What `apiVersion` and `kind` say.
    public var kind: GroupVersionKind {
        GroupVersionKind(apiVersion: json["apiVersion"]?.string ?? "", kind: json["kind"]?.string ?? "")
    }

    /// `metadata.name`; empty when it is not set.
    public var name: String {
        get { metadata("name")?.string ?? "" }
        set { setMetadata("name", .string(newValue)) }
    }

    /// `metadata.generateName`, or nil.
    public var generateName: String? { metadata("generateName")?.string }

    /// `metadata.namespace`, or nil.
    public var namespace: String? {
        get { metadata("namespace")?.string }
        set { setMetadata("namespace", newValue.map(JSON.string)) }
    }

    /// `metadata.uid`; empty before the object is stored.
    public var uid: String {
        get { metadata("uid")?.string ?? "" }
        set { setMetadata("uid", .string(newValue)) }
    }

    /// `metadata.resourceVersion`; empty before the object is stored.
    public var resourceVersion: String {
        get { metadata("resourceVersion")?.string ?? "" }
        set { setMetadata("resourceVersion", newValue.isEmpty ? nil : .string(newValue)) }
    }

    /// `metadata.generation`, or nil.
    public var generation: Int? {
        get { metadata("generation")?.int }
        set { setMetadata("generation", newValue.map { .int(Int64($0)) }) }
    }

    /// `metadata.creationTimestamp` in RFC 3339, or nil.
    public var creationTimestamp: String? {
        get { metadata("creationTimestamp")?.string }
        set { setMetadata("creationTimestamp", newValue.map(JSON.string)) }
    }

    /// `metadata.deletionTimestamp` in RFC 3339; set while finalizers hold the object.
    public var deletionTimestamp: String? {
        get { metadata("deletionTimestamp")?.string }
        set { setMetadata("deletionTimestamp", newValue.map(JSON.string)) }
    }

    /// `metadata.labels`.
    public var labels: [String: String] {
        get { strings("labels") }
        set { setStrings("labels", newValue) }
    }

    /// `metadata.annotations`.
    public var annotations: [String: String] {
        get { strings("annotations") }
        set { setStrings("annotations", newValue) }
    }

    /// `metadata.finalizers`.
    public var finalizers: [String] {
        get { metadata("finalizers")?.array?.compactMap(\.string) ?? [] }
        set { setMetadata("finalizers", newValue.isEmpty ? nil : .array(newValue.map(JSON.string))) }
    }

    /// `metadata.ownerReferences`.
    public var ownerReferences: [OwnerReference] {
        get { metadata("ownerReferences")?.array?.map(OwnerReference.init) ?? [] }
        set { setMetadata("ownerReferences", newValue.isEmpty ? nil : .array(newValue.map(\.json))) }
    }

    private func metadata(_ member: String) -> JSON? { json["metadata"]?[member] }

    private mutating func setMetadata(_ member: String, _ value: JSON?) {
        var metadata = json["metadata"] ?? [:]
        metadata[member] = value
        json["metadata"] = metadata
    }

    private func strings(_ member: String) -> [String: String] {
        guard let members = metadata(member)?.object else { return [:] }
        return Dictionary(members.map { ($0.key, $0.value.string ?? "") }) { _, last in last }
    }

    private mutating func setStrings(_ member: String, _ value: [String: String]) {
        let members = JSONObject(value.map { ($0.key, JSON.string($0.value)) })
        setMetadata(member, value.isEmpty ? nil : .object(members))
    }
}

/// `metadata.ownerReferences[]`: who this object belongs to and is deleted with.
public struct OwnerReference: Sendable, Hashable {
    /// The owner's `apiVersion`.
    public var apiVersion: String
    /// The owner's kind.
    public var kind: String
    /// The owner's name.
    public var name: String
    /// The owner's uid: an owner of the same name with another uid is another object.
    public var uid: String
    /// True for the one owner that manages the object.
    public var controller: Bool
    /// True when foreground deletion of the owner waits for this object.
    public var blockOwnerDeletion: Bool

    /// Refers to an object that is stored.
    public init(to owner: Object, controller: Bool = true, blockOwnerDeletion: Bool = true) {
        apiVersion = owner.kind.apiVersion
        kind = owner.kind.kind
        name = owner.name
        uid = owner.uid
        self.controller = controller
        self.blockOwnerDeletion = blockOwnerDeletion
    }

    /// Reads a reference from its JSON.
    public init(_ json: JSON) {
        apiVersion = json["apiVersion"]?.string ?? ""
        kind = json["kind"]?.string ?? ""
        name = json["name"]?.string ?? ""
        uid = json["uid"]?.string ?? ""
        controller = json["controller"]?.bool ?? false
        blockOwnerDeletion = json["blockOwnerDeletion"]?.bool ?? false
    }

    /// The reference as JSON; the two flags are written only when set.
    public var json: JSON {
        var json: JSON = [
            "apiVersion": .string(apiVersion), "kind": .string(kind), "name": .string(name),
            "uid": .string(uid),
        ]
        if controller { json["controller"] = true }
        if blockOwnerDeletion { json["blockOwnerDeletion"] = true }
        return json
    }
}
