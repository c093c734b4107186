public import Bytes

/// The OpenAPI 2.0 document in the binary form that clients before 1.25, Helm and GitOps appliers ask for.
///
/// The messages are those of gnostic's `openapi.v2`; only members that ``SwaggerDocument`` writes are told.
public enum SwaggerProtobuf {
    /// What an answer in this form is called.
    public static let mediaType = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf"

    /// The document's bytes.
    public static func encode(_ document: JSON) -> [UInt8] {
        var writer = ProtobufWriter()
        writer.text(1, document["swagger"]?.string ?? "2.0")
        writer.message(2, info(document["info"] ?? [:]))
        var paths = ProtobufWriter()
        for (path, item) in document["paths"]?.object ?? [:] {
            paths.message(2, named(path, pathItem(item)))
        }
        writer.message(8, paths)
        writer.message(9, schemas(document["definitions"], field: 1))
        return writer.bytes
    }

    private static func info(_ info: JSON) -> ProtobufWriter {
        var writer = ProtobufWriter()
        writer.text(1, info["title"]?.string ?? "")
        writer.text(2, info["version"]?.string ?? "")
        return writer
    }

    private static func pathItem(_ item: JSON) -> ProtobufWriter {
        var writer = ProtobufWriter()
        let fields = ["get": 2, "put": 3, "post": 4, "delete": 5, "options": 6, "head": 7, "patch": 8]
        for (name, value) in item.object ?? [:] {
            if let field = fields[name] { writer.message(field, operation(value)) }
        }
        for parameter in item["parameters"]?.array ?? [] { writer.message(9, Self.parameter(parameter)) }
        return writer
    }

    private static func operation(_ operation: JSON) -> ProtobufWriter {
        var writer = ProtobufWriter()
        for type in operation["produces"]?.array ?? [] { writer.text(6, type.string ?? "") }
        for type in operation["consumes"]?.array ?? [] { writer.text(7, type.string ?? "") }
        for parameter in operation["parameters"]?.array ?? [] {
            writer.message(8, Self.parameter(parameter))
        }
        var responses = ProtobufWriter()
        for (code, response) in operation["responses"]?.object ?? [:] {
            responses.message(1, named(code, self.response(response)))
        }
        writer.message(9, responses)
        extensions(of: operation, field: 13, into: &writer)
        return writer
    }

    /// A `ResponseValue` with its `Response`.
    private static func response(_ response: JSON) -> ProtobufWriter {
        var writer = ProtobufWriter()
        writer.text(1, response["description"]?.string ?? "")
        if let schema = response["schema"] {
            var item = ProtobufWriter()
            item.message(1, Self.schema(schema))
            writer.message(2, item)
        }
        return wrapped(1, writer)
    }

    /// A `ParametersItem`; where the parameter stands decides which of the sub-schemas it is.
    private static func parameter(_ parameter: JSON) -> ProtobufWriter {
        var writer = ProtobufWriter()
        let place = parameter["in"]?.string ?? ""
        let name = parameter["name"]?.string ?? ""
        let isRequired = parameter["required"]?.bool == true
        if place == "body" {
            writer.text(2, name)
            writer.text(3, place)
            if isRequired { writer.number(4, 1) }
            if let schema = parameter["schema"] { writer.message(5, Self.schema(schema)) }
            return wrapped(1, wrapped(1, writer))
        }
        if isRequired { writer.number(1, 1) }
        writer.text(2, place)
        if let description = parameter["description"]?.string { writer.text(3, description) }
        writer.text(4, name)
        // Only a query's parameter has `allow_empty_value` before its type.
        writer.text(place == "query" ? 6 : 5, parameter["type"]?.string ?? "string")
        let kinds = ["header": 1, "query": 3, "path": 4]
        return wrapped(1, wrapped(2, wrapped(kinds[place] ?? 3, writer)))
    }

    private static func schema(_ schema: JSON) -> ProtobufWriter {
        var writer = ProtobufWriter()
        for (name, field) in [("$ref", 1), ("format", 2), ("title", 3), ("description", 4), ("pattern", 13)] {
            if let text = schema[name]?.string { writer.text(field, text) }
        }
        if let value = schema["default"] { writer.message(5, any(value)) }
        for (name, field) in [("multipleOf", 6), ("maximum", 7), ("minimum", 9)] {
            if let number = schema[name]?.double { writer.double(field, number) }
        }
        let limits = [
            ("maxLength", 11), ("minLength", 12), ("maxItems", 14), ("minItems", 15), ("maxProperties", 17),
            ("minProperties", 18),
        ]
        for (name, field) in limits {
            if let limit = schema[name]?.int { writer.number(field, Int64(limit)) }
        }
        for name in schema["required"]?.array ?? [] { writer.text(19, name.string ?? "") }
        for value in schema["enum"]?.array ?? [] { writer.message(20, any(value)) }
        if let more = schema["additionalProperties"], more.object != nil {
            writer.message(21, wrapped(1, Self.schema(more)))
        }
        if let type = schema["type"]?.string {
            var item = ProtobufWriter()
            item.text(1, type)
            writer.message(22, item)
        }
        if let items = schema["items"] { writer.message(23, wrapped(1, Self.schema(items))) }
        for part in schema["allOf"]?.array ?? [] { writer.message(24, Self.schema(part)) }
        if schema["properties"] != nil { writer.message(25, schemas(schema["properties"], field: 1)) }
        extensions(of: schema, field: 31, into: &writer)
        return writer
    }

    private static func schemas(_ members: JSON?, field: Int) -> ProtobufWriter {
        var writer = ProtobufWriter()
        for (name, value) in members?.object ?? [:] { writer.message(field, named(name, schema(value))) }
        return writer
    }

    private static func extensions(of value: JSON, field: Int, into writer: inout ProtobufWriter) {
        for (name, value) in value.object ?? [:] where name.hasPrefix("x-") {
            writer.message(field, named(name, any(value)))
        }
    }

    /// An `Any`, whose text is YAML; every JSON text is one.
    private static func any(_ value: JSON) -> ProtobufWriter {
        var writer = ProtobufWriter()
        writer.text(2, value.text)
        return writer
    }

    private static func named(_ name: String, _ value: ProtobufWriter) -> ProtobufWriter {
        var writer = ProtobufWriter()
        writer.text(1, name)
        writer.message(2, value)
        return writer
    }

    private static func wrapped(_ field: Int, _ value: ProtobufWriter) -> ProtobufWriter {
        var writer = ProtobufWriter()
        writer.message(field, value)
        return writer
    }
}
