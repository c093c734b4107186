public import Bytes

/// The older OpenAPI 2.0 document of everything that is served: the same schemas in its grammar.
public enum SwaggerDocument {
    /// The document.
    public static func json(for definitions: [ResourceDefinition]) -> JSON {
        var schemas = JSONObject()
        var paths = JSONObject()
        for document in OpenAPIDocument.documents(for: definitions) {
            let json = document.json()
            for (name, schema) in json[["components", "schemas"]]?.object ?? [:] {
                schemas[name] = special[name] ?? translated(schema)
            }
            for (path, item) in json["paths"]?.object ?? [:] { paths[path] = operations(item) }
        }
        return [
            "swagger": "2.0", "info": ["title": "Kubernetes", "version": "v1.32.0"],
            "paths": .object(paths), "definitions": .object(schemas),
        ]
    }

    /// OpenAPI 2.0 has no alternatives.
    private static let special: [String: JSON] = [
        "io.k8s.apimachinery.pkg.api.resource.Quantity": ["type": "string"],
        "io.k8s.apimachinery.pkg.util.intstr.IntOrString": ["type": "string", "format": "int-or-string"],
    ]

    /// A schema with references of the older form, which stand alone.
    private static func translated(_ value: JSON) -> JSON {
        switch value {
        case .object(let members):
            var result = JSONObject()
            for (name, member) in members {
                if name == "allOf", let reference = member.array?.first?["$ref"] {
                    result["$ref"] = translated(reference)
                } else if name != "default" || member != [:] {
                    result[name] = translated(member)
                }
            }
            return .object(result)
        case .array(let elements): return .array(elements.map(translated))
        case .string(let text) where text.hasPrefix(newer):
            return .string("#/definitions/\(text.dropFirst(newer.count))")
        default: return value
        }
    }

    private static let newer = "#/components/schemas/"

    /// The operations of a path: their kind and parameters in the older form.
    private static func operations(_ item: JSON) -> JSON {
        var result = JSONObject()
        for (name, operation) in item.object ?? [:] {
            if name == "parameters" {
                result[name] = .array((operation.array ?? []).map(parameter))
                continue
            }
            var parameters = (operation["parameters"]?.array ?? []).map(parameter)
            let content = operation[["requestBody", "content"]]?.object
            if let schema = content?.first(where: { _ in true })?.value["schema"] {
                parameters.append([
                    "name": "body", "in": "body", "required": true, "schema": translated(schema),
                ])
            }
            var older: JSON = [
                "x-kubernetes-action": operation["x-kubernetes-action"] ?? "",
                "x-kubernetes-group-version-kind": operation["x-kubernetes-group-version-kind"] ?? [:],
                "parameters": .array(parameters), "produces": ["application/json"],
                "consumes": .array((content?.keys ?? []).map(JSON.string)),
            ]
            let answer = operation[["responses", "200", "content", "application/json", "schema"]] ?? [:]
            older["responses"] = ["200": ["description": "OK", "schema": translated(answer)]]
            result[name] = older
        }
        return .object(result)
    }

    private static func parameter(_ parameter: JSON) -> JSON {
        var result = parameter
        for (name, value) in parameter["schema"]?.object ?? [:] { result[name] = value }
        result["schema"] = nil
        return result
    }
}
