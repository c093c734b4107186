import Bytes
import EmbeddedCluster
import Hummingbird
import Kubernetes
import NIOCore

extension ResourceHandler {
    /// GET of one object.
    func get(_ target: ResourceTarget, _ request: ResourceRequest) async throws(StatusError) -> Response {
        let renderer = try Renderer(target.resource, request)
        let object = try await cluster.read(target.type, namespace: target.namespace, name: target.name)
        return Response(json: renderer.object(object) + [0x0A])
    }

    /// GET of a collection.
    func list(_ target: ResourceTarget, _ request: ResourceRequest) async throws(StatusError) -> Response {
        let renderer = try Renderer(target.resource, request)
        let options = try request.query.listOptions()
        let page = try await cluster.rawList(target.type, namespace: target.namespace, options: options)
        switch renderer.form {
        case .objects: return Self.stream(page, type: target.type)
        case .table, .metadata: return Response(json: renderer.list(page) + [0x0A])
        }
    }

    /// Sends a list's head and then the stored texts as they are, joined by commas; nothing is parsed and
    /// the whole is never in memory twice.
    private static func stream(_ page: RawList, type: ResourceType) -> Response {
        let head = ListHead(page, apiVersion: type.kind.apiVersion, kind: type.listKind).bytes
        let tail = Array("]}\n".utf8)
        let commas = max(0, page.objects.count - 1)
        let length = page.objects.reduce(head.count + tail.count + commas) { $0 + $1.bytes.count }
        let body = ResponseBody(contentLength: length) { writer in
            var buffer = ByteBuffer()
            buffer.reserveCapacity(min(length, chunk + 4096))
            buffer.writeBytes(head)
            for (index, object) in page.objects.enumerated() {
                if index > 0 { buffer.writeInteger(UInt8(ascii: ",")) }
                buffer.writeBytes(object.bytes)
                guard buffer.readableBytes >= chunk else { continue }
                try await writer.write(buffer)
                buffer.clear()
            }
            buffer.writeBytes(tail)
            try await writer.write(buffer)
            try await writer.finish(nil)
        }
        return Response(
            status: .ok, headers: [.contentType: "application/json", .contentLength: String(length)],
            body: body)
    }

    private static let chunk = 128 * 1024
}

/// The beginning of every list, up to `"items":[`.
struct ListHead {
    let bytes: [UInt8]

    init(_ page: RawList, apiVersion: String, kind: String) {
        var out = Array("{\"kind\":".utf8)
        JSON.write(string: kind, into: &out)
        out += Array(",\"apiVersion\":".utf8)
        JSON.write(string: apiVersion, into: &out)
        out += Array(",\"metadata\":".utf8)
        Self.metadata(page).write(into: &out)
        out += Array(",\"items\":[".utf8)
        bytes = out
    }

    /// `ListMeta`.
    static func metadata(_ page: RawList) -> JSON {
        var metadata: JSON = ["resourceVersion": .string(page.resourceVersion)]
        if let token = page.continue { metadata["continue"] = .string(token) }
        if let count = page.remainingItemCount, count > 0 {
            metadata["remainingItemCount"] = .int(Int64(count))
        }
        return metadata
    }
}
