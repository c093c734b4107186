import Bytes
import EmbeddedCluster
import HTTPTypes
import Hummingbird
import Kubernetes
import Synchronization

/// Answers requests for what describes the server: discovery, OpenAPI and the version.
///
/// The documents are written once for each generation of the served types.
final class DocumentHandler: Sendable {
    private struct Cache {
        var generation = -1
        var groups = GroupVersions([])
        var written: [String: [UInt8]] = [:]
        var openAPI: [OpenAPIDocument]?
    }

    private let cluster: EmbeddedCluster
    private let cache = Mutex(Cache())

    init(cluster: EmbeddedCluster) { self.cluster = cluster }

    /// The document behind a path.
    func respond(_ path: RequestPath, _ request: Request) throws(StatusError) -> Response {
        switch path {
        case .root: return Response(json: rootPaths())
        case .version: return Response(json: VersionInfo.document)
        case .coreVersions, .groups: return try discovery(path, request)
        case .group(let name):
            return document("apis/\(name)") { LegacyDiscovery.group($0, name) } ?? .pathNotFound
        case .groupVersion(let group, let version):
            return document("resources/\(group)/\(version)") {
                LegacyDiscovery.resourceList($0, group: group, version: version)
            } ?? .pathNotFound
        case .openAPIIndex: return Response(json: OpenAPIDocument.index(of: openAPI()))
        case .openAPI(let group, let version):
            let wanted = group.isEmpty ? "api/\(version)" : "apis/\(group)/\(version)"
            guard let found = openAPI().first(where: { $0.path == wanted }) else { return .pathNotFound }
            let bytes = written("openapi/\(wanted)") { _ in found.json() } ?? []
            return OpenAPIResponse.make(bytes, hash: found.hash, request)
        case .openAPIv2:
            return try swagger(request)
        default: return .pathNotFound
        }
    }

    /// The older document, in JSON or in the binary form that kubectl falls back to for kinds that appeared
    /// after it read the index of the newer documents.
    private func swagger(_ request: Request) throws(StatusError) -> Response {
        let types = cluster.resources.map(\.definition)
        let hash = openAPI().map(\.hash).joined(separator: "-")
        for range in MediaRange.accept(request.headers[.accept]) {
            if range.type == SwaggerProtobuf.mediaType {
                let bytes = SwaggerProtobuf.encode(SwaggerDocument.json(for: types))
                return OpenAPIResponse.make(bytes, hash: "\(hash)-pb", request, contentType: range.type)
            }
            if range.includes("application/json") {
                let bytes = written("openapi/v2") { _ in SwaggerDocument.json(for: types) } ?? []
                return OpenAPIResponse.make(bytes, hash: hash, request)
            }
        }
        throw ResponseForm.notAcceptable
    }

    private func discovery(_ path: RequestPath, _ request: Request) throws(StatusError) -> Response {
        let isCore = path == .coreVersions
        switch try DiscoveryForm(accept: request.headers[.accept]) {
        case .aggregated(let version):
            let contentType = AggregatedDiscovery.contentType(version: version)
            let bytes = written("aggregated/\(isCore)/\(version)") {
                AggregatedDiscovery.document($0, core: isCore, version: version)
            }
            return Response(json: bytes ?? [], contentType: contentType)
        case .legacy where isCore:
            let address = request.head.authority ?? "localhost"
            return Response(json: LegacyDiscovery.versions(current().groups, serverAddress: address))
        case .legacy:
            return document("apis", LegacyDiscovery.groupList) ?? .pathNotFound
        }
    }

    private func document(_ key: String, _ make: (GroupVersions) -> JSON?) -> Response? {
        written(key, make).map { Response(json: $0) }
    }

    /// The text of a document, from the cache where the served types have not changed since.
    private func written(_ key: String, _ make: (GroupVersions) -> JSON?) -> [UInt8]? {
        let (generation, groups) = current()
        if let bytes = cache.withLock({ $0.written[key] }) { return bytes }
        guard let json = make(groups) else { return nil }
        let bytes = json.bytes + [0x0A]
        // The types may have changed meanwhile: then this text answers its request and is not kept.
        cache.withLock { if $0.generation == generation { $0.written[key] = bytes } }
        return bytes
    }

    /// The OpenAPI documents, made when somebody asks for the first of them.
    private func openAPI() -> [OpenAPIDocument] {
        let generation = current().generation
        if let made = cache.withLock({ $0.openAPI }) { return made }
        let documents = OpenAPIDocument.documents(for: cluster.resources.map(\.definition))
        cache.withLock { if $0.generation == generation { $0.openAPI = documents } }
        return documents
    }

    /// The served types in order; forgets what was written when they have changed.
    private func current() -> (generation: Int, groups: GroupVersions) {
        let generation = cluster.resourcesGeneration
        return cache.withLock { cache in
            if cache.generation != generation {
                cache = Cache(generation: generation, groups: GroupVersions(cluster.resources.map(\.type)))
            }
            return (generation, cache.groups)
        }
    }

    private func rootPaths() -> JSON {
        var paths = [
            "/api", "/apis", "/healthz", "/livez", "/metrics", "/openapi/v2", "/openapi/v3", "/readyz",
            "/version",
        ]
        for group in current().groups.groups {
            let base = group.name.isEmpty ? "/api" : "/apis/\(group.name)"
            if !group.name.isEmpty { paths.append(base) }
            paths += group.versions.map { "\(base)/\($0.name)" }
        }
        return ["paths": .array(paths.sorted().map(JSON.string))]
    }
}

/// The two forms of `/api` and `/apis`.
enum DiscoveryForm: Equatable {
    /// `APIGroupDiscoveryList` in a version of apidiscovery.k8s.io.
    case aggregated(version: String)
    /// `APIVersions` and `APIGroupList`.
    case legacy

    /// Picks the first form that a client accepts.
    init(accept header: String?) throws(StatusError) {
        for range in MediaRange.accept(header) where range.includes("application/json") {
            guard let form = range.parameters["as"] else {
                self = .legacy
                return
            }
            let version = range.parameters["v"] ?? ""
            guard form == "APIGroupDiscoveryList", range.parameters["g"] == "apidiscovery.k8s.io",
                version == "v2" || version == "v2beta1"
            else { continue }
            self = .aggregated(version: version)
            return
        }
        throw ResponseForm.notAcceptable
    }
}
