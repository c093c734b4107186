public import Bytes

/// The OpenAPI 3.0 document of one group and version, made from the schemas that also validate.
///
/// It is what `kubectl explain` reads and what `kubectl apply` asks before it lets the server validate.
public struct OpenAPIDocument: Sendable {
    /// `api/v1` or `apis/GROUP/VERSION`: the key in the index and the end of the URL.
    public let path: String
    /// The document as compact JSON.
    public let bytes: [UInt8]
    /// A hash of the bytes in hexadecimal: the `ETag`, and `?hash=` of the URL.
    public let hash: String

    /// Makes the document of one group and version from the types that it serves.
    public init(group: String, version: String, definitions: [ResourceDefinition]) {
        path = group.isEmpty ? "api/\(version)" : "apis/\(group)/\(version)"
        var paths = JSONObject()
        var schemas = JSONObject()
        schemas[OpenAPISchemas.objectMeta] = OpenAPISchemas.objectMetaSchema
        schemas[OpenAPISchemas.listMeta] = OpenAPISchemas.listMetaSchema
        for definition in definitions {
            for (name, schema) in OpenAPISchemas.components(of: definition) { schemas[name] = schema }
            for (path, item) in OpenAPIPaths(definition, root: "/\(path)").items { paths[path] = item }
        }
        let json: JSON = [
            "openapi": "3.0.0", "info": ["title": "Kubernetes", "version": "v1.32.0"],
            "paths": .object(paths),
            "components": ["schemas": .object(schemas)],
        ]
        bytes = json.bytes
        hash = Self.hash(bytes)
    }

    /// The documents of all groups and versions among some types.
    public static func documents(for definitions: [ResourceDefinition]) -> [OpenAPIDocument] {
        let groups = Dictionary(grouping: definitions) { "\($0.type.group)/\($0.type.version)" }
        return groups.values.compactMap { members in
            members.first.map {
                OpenAPIDocument(group: $0.type.group, version: $0.type.version, definitions: members)
            }
        }.sorted { $0.path < $1.path }
    }

    /// What `/openapi/v3` answers: where each document is.
    public static func index(of documents: [OpenAPIDocument]) -> JSON {
        var paths = JSONObject()
        for document in documents {
            paths[document.path] = [
                "serverRelativeURL": .string("/openapi/v3/\(document.path)?hash=\(document.hash)")
            ]
        }
        return ["paths": .object(paths)]
    }

    /// FNV-1a, 64 bits: it tells versions of a document apart and guards nothing.
    private static func hash(_ bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16, uppercase: true)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
