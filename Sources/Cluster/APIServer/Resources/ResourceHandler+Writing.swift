import Bytes
import Cluster
import EmbeddedCluster
import HTTPTypes
import Hummingbird
import Kubernetes

extension ResourceHandler {
    /// POST to a collection.
    func create(_ target: ResourceTarget, _ request: ResourceRequest) async throws(StatusError) -> Response {
        let renderer = try Renderer(target.resource, request)
        let options = try request.writeOptions()
        let (object, repeated) = try await object(target, request, options)
        var result = try await cluster.rawCreate(
            target.type, namespace: target.namespace, object, options: options)
        result.warnings = repeated + result.warnings
        return Self.response(result, renderer, status: .created)
    }

    /// PUT of one object or subresource.
    func update(_ target: ResourceTarget, _ request: ResourceRequest) async throws(StatusError) -> Response {
        guard target.place.name != nil else { throw .badRequest("name must be provided") }
        let renderer = try Renderer(target.resource, request)
        let options = try request.writeOptions("UpdateOptions")
        var (object, repeated) = try await object(target, request, options)
        if object.name.isEmpty { object.name = target.name }
        guard object.name == target.name else {
            throw .badRequest(
                "the name of the object (\(object.name)) does not match the name on the URL (\(target.name))")
        }
        var result = try await cluster.rawUpdate(
            target.type, namespace: target.namespace, object, subresource: target.place.subresource,
            options: options)
        result.warnings = repeated + result.warnings
        return Self.response(result, renderer, status: .ok)
    }

    /// PATCH of one object or subresource.
    func patch(_ target: ResourceTarget, _ request: ResourceRequest) async throws(StatusError) -> Response {
        guard target.place.name != nil else { throw .badRequest("name must be provided") }
        let renderer = try Renderer(target.resource, request)
        let options = try request.writeOptions("PatchOptions")
        let type = request.mediaType
        guard PatchBody.mediaTypes(isCustom: target.resource.isCustom).contains(type) else {
            throw PatchBody.unsupported(isCustom: target.resource.isCustom)
        }
        let patch = try PatchBody.patch(try await BodyReader.read(request.request), mediaType: type)
        let result = try await cluster.rawPatch(
            target.type, namespace: target.namespace, name: target.name, patch,
            subresource: target.place.subresource, options: options)
        return Self.response(result, renderer, status: result.isCreated ? .created : .ok)
    }

    /// The body's object, with a warning for every member that stands in it twice.
    private func object(
        _ target: ResourceTarget, _ request: ResourceRequest, _ options: WriteOptions
    ) async throws(StatusError) -> (Object, warnings: [String]) {
        guard let (json, duplicates) = try await request.checkedBody() else {
            throw .badRequest("the request has no body")
        }
        var warnings = duplicates.map { "duplicate field \"\($0)\"" }
        switch options.fieldValidation {
        case .strict where !warnings.isEmpty:
            throw .badRequest("strict decoding error: \(warnings.joined(separator: ", "))")
        case .ignore: warnings = []
        default: break
        }
        guard json.object != nil else {
            throw .badRequest("the object provided is unrecognized: it is no JSON object")
        }
        var object = Object(json)
        let expected = target.type.kind
        let kind = json["kind"]?.string ?? ""
        let version = json["apiVersion"]?.string ?? ""
        let isCustom = target.resource.isCustom
        // kube-apiserver takes the path's kind for granted where the body is silent, but not for custom
        // resources.
        if kind.isEmpty {
            if isCustom { throw .missingKind(json, expected.kind) }
            object["kind"] = .string(expected.kind)
        }
        if version.isEmpty, !isCustom { object["apiVersion"] = .string(expected.apiVersion) }
        guard version == expected.apiVersion || version.isEmpty && !isCustom else {
            throw .badRequest(
                "the API version in the data (\(version)) does not match the expected API version "
                    + "(\(expected.apiVersion))")
        }
        guard kind.isEmpty || kind == expected.kind || isCustom else {
            throw .badRequest(
                "\(kind) in version \"\(expected.version)\" cannot be handled as a \(expected.kind): "
                    + "the kind in the data does not match the resource")
        }
        if let namespace = object.namespace, !namespace.isEmpty, namespace != target.namespace ?? "" {
            throw .badRequest(
                "the namespace of the provided object does not match the namespace sent on the request")
        }
        return (object, warnings)
    }

    private static func response(
        _ result: WriteResult, _ renderer: Renderer, status: HTTPResponse.Status
    ) -> Response {
        var response = Response(status: status, json: renderer.object(result.object) + [0x0A])
        for warning in result.warnings { WarningHeader.add(warning, to: &response) }
        return response
    }
}

extension StatusError {
    /// 400: an object that does not say what it is.
    fileprivate static func missingKind(_ json: JSON, _ expected: String) -> StatusError {
        let text = json.text
        let start = text.count > 30 ? "\(text.prefix(30)) ..." : text
        return .badRequest(
            "the object provided is unrecognized (must be of type \(expected)): "
                + "Object 'Kind' is missing in '\(text)' (\(start))")
    }
}

/// `Warning` headers (RFC 7234, 5.5) as kube-apiserver writes them.
enum WarningHeader {
    /// Lets a response carry a sentence.
    static func add(_ text: String, to response: inout Response) {
        response.headers.append(HTTPField(name: .warning, value: value(text)))
    }

    /// `299 - "text"`; what a header cannot carry is left out.
    static func value(_ text: String) -> String {
        var quoted = ""
        for scalar in text.unicodeScalars where scalar.value >= 0x20 && scalar.value != 0x7F {
            if scalar == "\"" || scalar == "\\" { quoted += "\\" }
            quoted.unicodeScalars.append(scalar)
        }
        return "299 - \"\(quoted)\""
    }
}
