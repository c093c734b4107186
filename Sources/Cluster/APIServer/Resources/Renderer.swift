import Bytes
import EmbeddedCluster
import Kubernetes

/// Writes stored objects in the form that a client asked for.
struct Renderer: Sendable {
    /// The form.
    let form: ResponseForm
    private let resource: ServedResource

    /// Reads the form off a request; 406 when we cannot write any that it accepts.
    init(_ cluster: EmbeddedCluster, _ resource: ServedResource, _ request: ResourceRequest) throws(StatusError) {
        form = try request.form()
        self.resource = resource
    }

    /// One object.
    func object(_ object: StoredObject) -> [UInt8] {
        switch form {
        case .objects: object.bytes
        case .metadata(let version): Self.metadata(object, version: version)
        case .table: object.bytes
        }
    }

    /// A whole page.
    func list(_ page: RawList) -> [UInt8] {
        let type = resource.type
        switch form {
        case .objects, .table:
            return Self.list(
                page, apiVersion: type.kind.apiVersion, kind: "\(type.kind.kind)List", each: { $0.bytes })
        case .metadata(let version):
            return Self.list(page, apiVersion: "meta.k8s.io/\(version)", kind: "PartialObjectMetadataList") {
                Self.metadata($0, version: version)
            }
        }
    }

    /// The object of a watch event.
    mutating func event(_ event: RawWatchEvent) -> [UInt8] { object(event.object) }

    private static func list(
        _ page: RawList, apiVersion: String, kind: String, each: (StoredObject) -> [UInt8]
    ) -> [UInt8] {
        var out = ListHead(page, apiVersion: apiVersion, kind: kind).bytes
        for (index, object) in page.objects.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            out += each(object)
        }
        return out + Array("]}".utf8)
    }

    /// `PartialObjectMetadata`: the metadata's own bytes in a new frame.
    private static func metadata(_ object: StoredObject, version: String) -> [UInt8] {
        var out = Array("{\"kind\":\"PartialObjectMetadata\",\"apiVersion\":\"meta.k8s.io/\(version)\",\"metadata\":".utf8)
        let raw = object.document?.root["metadata"].rawBytes ?? []
        out += raw.isEmpty ? Array("{}".utf8)[...] : raw
        out.append(UInt8(ascii: "}"))
        return out
    }
}
