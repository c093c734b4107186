public import Bytes

/// The OpenAPI 3.0 document of one group and version, made from the schemas that also validate.
///
/// It is what `kubectl explain` reads and what `kubectl apply` asks before it lets the server validate. The
/// index only needs its hash, so the text is made when somebody asks for it.
public struct OpenAPIDocument: Sendable {
    /// `api/v1` or `apis/GROUP/VERSION`: the key in the index and the end of the URL.
    public let path: String
    /// A hash of what the text is made from, in hexadecimal: the `ETag`, and `?hash=` of the URL.
    public let hash: String
    private let definitions: [ResourceDefinition]

    /// Describes the document of one group and version by the types that it serves.
    public init(group: String, version: String, definitions: [ResourceDefinition]) {
        path = group.isEmpty ? "api/\(version)" : "apis/\(group)/\(version)"
        self.definitions = definitions
        var hash = Self.offset
        Self.add(path.utf8, to: &hash)
        for definition in definitions {
            Self.add(definition.type.plural.utf8, to: &hash)
            Self.add(definition.type.subresources.sorted().joined(separator: "/").utf8, to: &hash)
            // The schemas of Kubernetes' own kinds change with the program only.
            let schema = definition.isBuiltin ? Self.tableHash : definition.schema.source.bytes
            Self.add(schema, to: &hash)
        }
        let digits = String(hash, radix: 16, uppercase: true)
        self.hash = String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The document.
    public func json() -> JSON {
        var paths = JSONObject()
        for definition in definitions {
            for (path, item) in OpenAPIPaths(definition, root: "/\(path)").items { paths[path] = item }
        }
        return [
            "openapi": "3.0.0", "info": ["title": "Kubernetes", "version": "v1.32.0"],
            "paths": .object(paths),
            "components": ["schemas": .object(OpenAPISchemas.components(of: definitions))],
        ]
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

    // FNV-1a, 64 bits: it tells versions of a document apart and guards nothing.
    private static let offset: UInt64 = 0xcbf2_9ce4_8422_2325

    private static func add(_ bytes: some Sequence<UInt8>, to hash: inout UInt64) {
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }

    private static let tableHash: [UInt8] = TypeTable.text.withUTF8Buffer { text in
        var hash = offset
        add(text, to: &hash)
        return Array("\(hash)".utf8)
    }
}
