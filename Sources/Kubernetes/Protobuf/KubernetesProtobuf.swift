public import Bytes

/// Kubernetes' protobuf bodies (`application/vnd.kubernetes.protobuf`): four magic bytes, then a
/// `runtime.Unknown` that names the kind and carries the object's own message.
///
/// The messages follow ``GoTypes``; fields that they do not know are skipped, as Go skips them.
public enum KubernetesProtobuf {
    /// The media type.
    public static let mediaType = "application/vnd.kubernetes.protobuf"
    private static let magic: [UInt8] = [0x6B, 0x38, 0x73, 0x00]

    /// Whether objects of a kind, or lists of such objects, have messages.
    public static func knows(_ kind: GroupVersionKind) -> Bool {
        GoTypes.structure(of: kind) != nil || itemKind(ofList: kind) != nil
    }

    /// Whether bytes begin as a protobuf body does.
    public static func isProtobuf(_ bytes: [UInt8]) -> Bool { bytes.starts(with: magic) }

    /// The object of a body as JSON, with what Go writes for members that are not set.
    public static func decode(_ body: [UInt8]) throws(ProtobufError) -> JSON {
        guard isProtobuf(body) else {
            throw ProtobufError(description: "the body does not begin with the magic bytes \"k8s\\0\"")
        }
        return try ProtobufDecoder.object(body[4...], depth: 0)
    }

    /// The body of an object, byte for byte as kube-apiserver writes it.
    ///
    /// - Throws: ``ProtobufError`` for a kind without messages and for a member of a wrong type.
    public static func encode(_ object: JSON, kind: GroupVersionKind) throws(ProtobufError) -> [UInt8] {
        var raw = ProtobufWriter()
        var encoder = ProtobufEncoder()
        if let structure = GoTypes.structure(of: kind) {
            encoder.write(object.object ?? [:], structure, into: &raw)
        } else if let item = itemKind(ofList: kind), let structure = GoTypes.structure(of: item) {
            encoder.write(list: object, of: structure, into: &raw)
        } else {
            throw ProtobufError(description: "no protobuf message for the kind \"\(kind.kind)\"")
        }
        if let problem = encoder.problem { throw problem }
        var type = ProtobufWriter()
        type.text(1, kind.apiVersion)
        type.text(2, kind.kind)
        var unknown = ProtobufWriter()
        unknown.message(1, type)
        unknown.message(2, raw)
        unknown.text(3, "")
        unknown.text(4, "")
        return magic + unknown.bytes
    }

    /// `Pod` of `PodList`; nil when the kind is no list of Kubernetes' own objects.
    static func itemKind(ofList kind: GroupVersionKind) -> GroupVersionKind? {
        guard kind.kind.hasSuffix("List"), kind.kind != "List" else { return nil }
        let item = GroupVersionKind(
            group: kind.group, version: kind.version, kind: String(kind.kind.dropLast(4)))
        return GoTypes.structure(of: item) == nil ? nil : item
    }
}
