import Bytes
import EmbeddedCluster
import Kubernetes

/// The form of an object in etcd: what kube-apiserver reads and writes there.
///
/// The version is not part of it, because etcd counts it: an object's version is its key's `mod_revision`.
enum StoredEncoding {
    /// kube-apiserver's protobuf values begin so.
    private static let magic: [UInt8] = Array("k8s\0".utf8)

    /// The value of an object. Built-in resources are JSON too so far, which kube-apiserver tells by the first
    /// byte and reads.
    static func encode(_ json: JSON, key: String) throws(EtcdError) -> [UInt8] {
        var object = json
        var metadata = object["metadata"]?.object ?? [:]
        metadata["resourceVersion"] = nil
        metadata["selfLink"] = nil
        object["metadata"] = .object(metadata)
        return object.bytes
    }

    /// The object of a value, with its version in it.
    static func decode(_ value: [UInt8], key: String, revision: Int64) throws(EtcdError) -> StoredObject {
        guard !value.starts(with: magic) else {
            throw EtcdError(.refused, "the value of \(key) is protobuf, which cannot be read yet")
        }
        guard let document = try? JSONDocument(value), document.root.json.object != nil else {
            throw EtcdError(.refused, "the value of \(key) is no object")
        }
        let bytes = EncodedObject(document.root.json).stamped(revision)
        return StoredObject(key: key, resourceVersion: revision, bytes: bytes)
    }
}
