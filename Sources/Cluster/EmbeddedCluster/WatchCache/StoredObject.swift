public import Bytes
import Synchronization

/// An object as it is stored: its key, its version and its JSON text, shared by everybody who reads it.
///
/// The text is what GET, LIST and WATCH send; it is never encoded again.
public final class StoredObject: Sendable {
    /// The storage key, `/registry/<group>/<plural>/<namespace>/<name>`.
    public let key: String
    /// The version that the text carries.
    public let resourceVersion: Int64
    /// The object's compact canonical JSON.
    public let bytes: [UInt8]

    private let facts = Mutex<ObjectFacts?>(nil)

    /// Wraps a stored text.
    public init(key: String, resourceVersion: Int64, bytes: [UInt8]) {
        self.key = key
        self.resourceVersion = resourceVersion
        self.bytes = bytes
    }

    /// The metadata that selectors and lifecycles ask for; read from the text once.
    var metadata: ObjectFacts {
        facts.withLock { facts in
            if let facts { return facts }
            let read = ObjectFacts(document: document)
            facts = read
            return read
        }
    }

    /// The parsed text.
    ///
    /// Nothing but what the store itself wrote stands here, so a text that does not parse
    /// (a damaged disk) reads as an empty object.
    public var document: JSONDocument? { try? JSONDocument(bytes) }

    /// The object as a tree that can be changed.
    public var json: JSON { document?.root.json ?? [:] }

    /// The same object with another `metadata.resourceVersion`.
    package func stamped(_ version: Int64) -> StoredObject {
        guard let range = document?.root["metadata"]["resourceVersion"].rawBytes.indices, !range.isEmpty
        else {
            return self
        }
        var copy = bytes
        copy.replaceSubrange(range, with: String(version).utf8)
        return StoredObject(key: key, resourceVersion: version, bytes: copy)
    }

    /// The same object under another `apiVersion`: the conversion `None` between versions of one resource.
    func served(as apiVersion: String) -> StoredObject {
        // Members stand in byte order, and nothing in an object sorts before its apiVersion.
        let start = Array("{\"apiVersion\":\"\(apiVersion)\"".utf8)
        if bytes.starts(with: start) { return self }
        guard let range = document?.root["apiVersion"].rawBytes.indices, !range.isEmpty else { return self }
        var copy = bytes
        copy.replaceSubrange(range, with: apiVersion.utf8)
        return StoredObject(key: key, resourceVersion: resourceVersion, bytes: copy)
    }
}

/// What selectors and lifecycles need to know of an object.
struct ObjectFacts: Sendable {
    var name: String
    var namespace: String?
    var uid: String
    var labels: [String: String]
    var isTerminating: Bool
    var ownerUIDs: [String]

    init(document: JSONDocument?) {
        let metadata = document?.root["metadata"]
        name = metadata?["name"].string ?? ""
        namespace = metadata?["namespace"].string
        uid = metadata?["uid"].string ?? ""
        labels = Dictionary(
            metadata?["labels"].members.map { ($0.key, $0.value.string ?? "") } ?? [],
            uniquingKeysWith: { $1 })
        isTerminating = metadata?["deletionTimestamp"].string != nil
        ownerUIDs = metadata?["ownerReferences"].elements.compactMap { $0["uid"].string } ?? []
    }
}
