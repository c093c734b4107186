import Bytes
import EmbeddedCluster
import HTTPTypes
import Hummingbird
import Kubernetes

/// Writes stored objects in the form that a client asked for.
struct Renderer: Sendable {
    /// The form.
    let form: ResponseForm
    private let type: ResourceType
    private let table: TableWriter
    private var hasSentColumns = false

    /// Reads the form off a request; 406 when we cannot write any that it accepts.
    ///
    /// Watches are written as JSON: their frames have no protobuf form here.
    init(
        _ resource: ServedResource, _ request: ResourceRequest, isWatch: Bool = false
    ) throws(StatusError) {
        form = try request.form(hasProtobuf: !resource.isCustom && !isWatch)
        type = resource.type
        let wanted = request.query["includeObject"] ?? TableWriter.Inclusion.metadata.rawValue
        guard let inclusion = TableWriter.Inclusion(rawValue: wanted) else {
            throw .badRequest("unrecognized includeObject value: \"\(wanted)\"")
        }
        var version = "v1"
        if case .table(let asked) = form { version = asked }
        table = TableWriter(resource, version: version, inclusion: inclusion)
    }

    /// The answer to a request about one object.
    func response(_ object: StoredObject, status: HTTPResponse.Status = .ok) throws(StatusError) -> Response {
        guard form == .protobuf else { return Response(status: status, json: self.object(object) + [0x0A]) }
        return try Self.protobuf(object.json, type.kind, status)
    }

    /// The answer to a request about a page.
    func response(_ page: RawList) throws(StatusError) -> Response {
        guard form == .protobuf else { return Response(json: list(page) + [0x0A]) }
        let kind = GroupVersionKind(group: type.group, version: type.version, kind: type.listKind)
        let list: JSON = [
            "metadata": ListHead.metadata(page), "items": .array(page.objects.map(\.json)),
        ]
        return try Self.protobuf(list, kind, .ok)
    }

    private static func protobuf(
        _ json: JSON, _ kind: GroupVersionKind, _ status: HTTPResponse.Status
    ) throws(StatusError) -> Response {
        do {
            let bytes = try KubernetesProtobuf.encode(json, kind: kind)
            return Response(status: status, json: bytes, contentType: KubernetesProtobuf.mediaType)
        } catch {
            throw .internalError("the stored object cannot be written as protobuf: \(error)")
        }
    }

    /// One object.
    func object(_ object: StoredObject) -> [UInt8] {
        switch form {
        case .objects, .protobuf: return object.bytes
        case .metadata(let version):
            var out: [UInt8] = []
            PartialMetadata.write(object.document, version: version, into: &out)
            return out
        case .table: return table.table([object], metadata: Self.metadata(object))
        }
    }

    /// A whole page.
    func list(_ page: RawList) -> [UInt8] {
        switch form {
        case .objects, .protobuf:
            return Self.list(page, apiVersion: type.kind.apiVersion, kind: type.listKind) { $1 += $0.bytes }
        case .table: return table.table(page.objects, metadata: ListHead.metadata(page))
        case .metadata(let version):
            return Self.list(page, apiVersion: "meta.k8s.io/\(version)", kind: "PartialObjectMetadataList") {
                PartialMetadata.write($0.document, version: version, into: &$1)
            }
        }
    }

    /// The object of a watch event; only the first table says what its columns mean.
    mutating func event(_ event: RawWatchEvent) -> [UInt8] {
        guard case .table = form else { return object(event.object) }
        defer { hasSentColumns = true }
        return table.table(
            [event.object], metadata: Self.metadata(event.object), withDefinitions: !hasSentColumns)
    }

    private static func metadata(_ object: StoredObject) -> JSON {
        ["resourceVersion": .string(String(object.resourceVersion))]
    }

    private static func list(
        _ page: RawList, apiVersion: String, kind: String, each: (StoredObject, inout [UInt8]) -> Void
    ) -> [UInt8] {
        var out = ListHead(page, apiVersion: apiVersion, kind: kind).bytes
        for (index, object) in page.objects.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            each(object, &out)
        }
        return out + Array("]}".utf8)
    }
}

extension ResourceType {
    /// The kind of a list of these objects.
    var listKind: String { "\(kind.kind)List" }
}
