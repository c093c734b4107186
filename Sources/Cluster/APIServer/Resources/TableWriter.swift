import Bytes
import EmbeddedCluster
import Kubernetes

/// Writes `Table`s (meta.k8s.io): objects as rows of cells, as `kubectl get` shows them.
struct TableWriter: Sendable {
    /// What a row carries besides its cells, the query's `includeObject`.
    enum Inclusion: String, Sendable {
        /// Nothing.
        case none = "None"
        /// The object's metadata; what is sent when the query does not say.
        case metadata = "Metadata"
        /// The whole object.
        case object = "Object"
    }

    private let columns: [PrinterColumn]
    private let version: String
    private let inclusion: Inclusion

    init(_ resource: ServedResource, version: String, inclusion: Inclusion) {
        columns = resource.definition.columns
        self.version = version
        self.inclusion = inclusion
    }

    /// A table of objects; without definitions where a watch has sent them already.
    func table(_ objects: [StoredObject], metadata: JSON, withDefinitions: Bool = true) -> [UInt8] {
        let now = Timestamp.now()
        var out = Array("{\"kind\":\"Table\",\"apiVersion\":\"meta.k8s.io/\(version)\",\"metadata\":".utf8)
        metadata.write(into: &out)
        out += Array(",\"columnDefinitions\":".utf8)
        (withDefinitions ? definitions : .null).write(into: &out)
        out += Array(",\"rows\":[".utf8)
        for (index, object) in objects.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            row(object, now: now, into: &out)
        }
        out += Array("]}".utf8)
        return out
    }

    private var definitions: JSON {
        .array(
            columns.map { column in
                [
                    "name": .string(column.name), "type": .string(column.type),
                    "format": .string(column.format),
                    "description": .string(column.description), "priority": .int(Int64(column.priority)),
                ]
            })
    }

    private func row(_ stored: StoredObject, now: Timestamp, into out: inout [UInt8]) {
        let document = stored.document
        let object = Object(document?.root.json ?? [:])
        out += Array("{\"cells\":[".utf8)
        for (index, column) in columns.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            column.cell(of: object, now: now).write(into: &out)
        }
        out += Array("],\"object\":".utf8)
        switch inclusion {
        case .none: out += Array("null".utf8)
        case .metadata: PartialMetadata.write(document, version: version, into: &out)
        case .object: out += stored.bytes
        }
        out.append(UInt8(ascii: "}"))
    }
}

/// `PartialObjectMetadata`: an object's metadata in a frame of its own.
enum PartialMetadata {
    /// Appends the frame around the metadata's own bytes.
    static func write(_ document: JSONDocument?, version: String, into out: inout [UInt8]) {
        out += Array(
            "{\"kind\":\"PartialObjectMetadata\",\"apiVersion\":\"meta.k8s.io/\(version)\",\"metadata\":".utf8
        )
        let raw = document?.root["metadata"].rawBytes ?? []
        out += raw.isEmpty ? Array("{}".utf8)[...] : raw
        out.append(UInt8(ascii: "}"))
    }
}
