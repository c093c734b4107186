import Bytes
import EmbeddedCluster
import Kubernetes

/// The form of an object in etcd: what kube-apiserver reads and writes there.
///
/// Built-in kinds are protobuf, custom resources, their definitions and API services JSON. The version is not
/// part of the value, because etcd counts it: an object's version is its key's `mod_revision`.
enum StoredEncoding {
    /// The value of an object.
    ///
    /// A built-in object that has no protobuf form is kept as JSON; kube-apiserver tells the two apart by the
    /// first bytes and reads both.
    static func encode(_ json: JSON, key: String) -> [UInt8] {
        var object = json
        var metadata = object["metadata"]?.object ?? [:]
        metadata["resourceVersion"] = nil
        metadata["selfLink"] = nil
        object["metadata"] = .object(metadata)
        if KeyLayout.kubernetes.isBinary(key) {
            let kind = GroupVersionKind(
                apiVersion: json["apiVersion"]?.string ?? "", kind: json["kind"]?.string ?? "")
            if let value = try? KubernetesProtobuf.encode(object, kind: kind) { return value }
        }
        return object.bytes
    }

    /// The object of a value, with its version in it.
    static func decode(_ value: [UInt8], key: String, revision: Int64) throws(EtcdError) -> StoredObject {
        let bytes = EncodedObject(try json(value, key: key)).stamped(revision)
        return StoredObject(key: key, resourceVersion: revision, bytes: bytes)
    }

    private static func json(_ value: [UInt8], key: String) throws(EtcdError) -> JSON {
        if KubernetesProtobuf.isProtobuf(value) {
            do throws(ProtobufError) { return try KubernetesProtobuf.decode(value) } catch {
                throw EtcdError(.refused, "the value of \(key) cannot be read: \(error)")
            }
        }
        guard let document = try? JSONDocument(value), document.root.json.object != nil else {
            throw EtcdError(.refused, "the value of \(key) is no object")
        }
        return document.root.json
    }
}
