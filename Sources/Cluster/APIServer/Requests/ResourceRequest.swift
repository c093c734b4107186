import Bytes
import Cluster
import HTTPTypes
import Hummingbird
import Kubernetes
import YAML

/// A request for resources: its parameters at hand, its body still to be read.
struct ResourceRequest: Sendable {
    let request: Request
    let query: RequestQuery
    /// Who asks.
    let user: UserInfo

    init(_ request: Request, query: RequestQuery, user: UserInfo) {
        self.request = request
        self.query = query
        self.user = user
    }

    /// The client's name, for `managedFields`.
    var userAgent: String? { request.headers[.userAgent] }

    /// How to write, as the query says and in the user's name.
    ///
    /// - Parameter kind: the kind of options, for messages: `CreateOptions`, `UpdateOptions`, `PatchOptions`.
    /// - Parameter isApply: whether the write is a server-side apply.
    func writeOptions(
        _ kind: String = "CreateOptions", isApply: Bool = false
    ) throws(StatusError) -> WriteOptions {
        var options = try query.writeOptions(kind, userAgent: userAgent, isApply: isApply)
        options.user = user
        return options
    }

    /// The form that the client wants back.
    ///
    /// - Parameter hasProtobuf: whether the objects have protobuf messages.
    func form(hasProtobuf: Bool) throws(StatusError) -> ResponseForm {
        try ResponseForm(accept: request.headers[.accept], hasProtobuf: hasProtobuf)
    }

    /// The media type of the body; JSON when the client does not say.
    var mediaType: String {
        request.headers[.contentType].map { MediaRange($0[...]).type } ?? "application/json"
    }

    /// The body's object, whatever it is written in; nil when there is no body.
    func body() async throws(StatusError) -> JSON? {
        let bytes = try await BodyReader.read(request)
        return bytes.isEmpty ? nil : try Self.decode(bytes, mediaType: mediaType)
    }

    /// The same together with the paths of members that the body names twice; of them the last one counts.
    func checkedBody() async throws(StatusError) -> (JSON, duplicates: [String])? {
        let bytes = try await BodyReader.read(request)
        if bytes.isEmpty { return nil }
        let mediaType = mediaType
        guard mediaType == "application/json" else {
            return (try Self.decode(bytes, mediaType: mediaType), [])
        }
        let document = try Self.document(bytes)
        return (document.root.json, document.duplicateFields())
    }

    static func decode(_ bytes: [UInt8], mediaType: String) throws(StatusError) -> JSON {
        switch mediaType {
        case "application/json", "": return try document(bytes).root.json
        case "application/yaml":
            return try yaml(bytes)
        case KubernetesProtobuf.mediaType:
            do { return try KubernetesProtobuf.decode(bytes) } catch {
                throw .badRequest("the object provided is unrecognized: \(error)")
            }
        default:
            throw StatusError(
                code: 415, reason: "UnsupportedMediaType",
                message: "the body of the request was in an unknown format - accepted media types include: "
                    + "application/json, application/yaml, application/vnd.kubernetes.protobuf")
        }
    }

    private static func document(_ bytes: [UInt8]) throws(StatusError) -> JSONDocument {
        do { return try JSONDocument(bytes) } catch {
            throw .badRequest("the object provided is unrecognized: \(error)")
        }
    }

    /// The one document of a YAML body.
    static func yaml(_ bytes: [UInt8]) throws(StatusError) -> JSON {
        do {
            let documents = try YAML.parse(bytes: bytes)
            if documents.count == 1 { return documents[0] }
        } catch {
            throw .badRequest("error converting YAML to JSON: \(error)")
        }
        throw .badRequest("error converting YAML to JSON: one document was expected")
    }
}
