import Bytes

/// The paths of one type and what may be done there.
struct OpenAPIPaths {
    let items: [(path: String, item: JSON)]

    init(_ definition: ResourceDefinition, root: String) {
        let type = definition.type
        let isNamespaced = type.scope == .namespaced
        let collection =
            isNamespaced ? "\(root)/namespaces/{namespace}/\(type.plural)" : "\(root)/\(type.plural)"
        let builder = OperationBuilder(definition)
        let names: JSON = .array(isNamespaced ? [OperationBuilder.inPath("namespace")] : [])
        var collectionItem: JSON = [
            "get": builder.operation("list", answers: .list),
            "post": builder.operation("post", takes: .object),
            "delete": builder.operation("deletecollection", answers: .status), "parameters": names,
        ]
        if !isNamespaced { collectionItem["parameters"] = [] }
        var items: [(String, JSON)] = [(collection, collectionItem)]
        if isNamespaced {
            items.append(
                (
                    "\(root)/\(type.plural)",
                    ["get": builder.operation("list", answers: .list), "parameters": []]
                ))
        }
        let path = "\(collection)/{name}"
        let parameters: JSON = .array([OperationBuilder.inPath("name")] + (names.array ?? []))
        items.append(
            (
                path,
                [
                    "get": builder.operation("get"), "put": builder.operation("put", takes: .object),
                    "patch": builder.operation("patch", takes: .patch),
                    "delete": builder.operation("delete", answers: .status), "parameters": parameters,
                ]
            ))
        for subresource in type.subresources.sorted() where subresource == "status" {
            items.append(
                (
                    "\(path)/\(subresource)",
                    [
                        "get": builder.operation("get"), "put": builder.operation("put", takes: .object),
                        "patch": builder.operation("patch", takes: .patch), "parameters": parameters,
                    ]
                ))
        }
        self.items = items
    }
}

/// Makes the operations of one type.
private struct OperationBuilder {
    enum Body { case nothing, object, patch }
    enum Answer { case object, list, status }

    private let component: String
    private let kind: GroupVersionKind
    private let isBuiltin: Bool

    init(_ definition: ResourceDefinition) {
        component = OpenAPISchemas.componentName(of: definition)
        kind = definition.type.kind
        isBuiltin = definition.isBuiltin
    }

    func operation(_ action: String, takes body: Body = .nothing, answers answer: Answer = .object) -> JSON {
        var operation: JSON = [
            "x-kubernetes-action": .string(action),
            "x-kubernetes-group-version-kind": OpenAPISchemas.identity(kind),
            "responses": [
                "200": ["description": "OK", "content": ["application/json": ["schema": schema(answer)]]]
            ],
            "parameters": .array(Self.queries(action).map(Self.inQuery)),
        ]
        switch body {
        case .nothing: break
        case .object:
            operation["requestBody"] = [
                "required": true,
                "content": ["*/*": ["schema": OpenAPISchemas.reference(component)]],
            ]
        case .patch: operation["requestBody"] = patchBody
        }
        return operation
    }

    private func schema(_ answer: Answer) -> JSON {
        switch answer {
        case .object: OpenAPISchemas.reference(component)
        case .list: OpenAPISchemas.reference("\(component)List")
        case .status: OpenAPISchemas.reference(TypeComponents.name("meta/v1.Status"))
        }
    }

    /// kubectl looks for `fieldValidation` on the patch operation before it leaves validation to the server.
    private static func queries(_ action: String) -> [String] {
        switch action {
        case "list":
            [
                "labelSelector", "fieldSelector", "limit", "continue", "resourceVersion",
                "resourceVersionMatch",
                "watch", "allowWatchBookmarks", "sendInitialEvents", "timeoutSeconds",
            ]
        case "post", "put": ["dryRun", "fieldManager", "fieldValidation"]
        case "patch": ["dryRun", "fieldManager", "fieldValidation", "force"]
        case "delete", "deletecollection":
            ["dryRun", "gracePeriodSeconds", "orphanDependents", "propagationPolicy"]
        default: []
        }
    }

    private static func inQuery(_ name: String) -> JSON {
        let type: JSON =
            switch name {
            case "limit", "timeoutSeconds", "gracePeriodSeconds": "integer"
            case "watch", "allowWatchBookmarks", "sendInitialEvents", "force", "orphanDependents": "boolean"
            default: "string"
            }
        return ["name": .string(name), "in": "query", "schema": ["type": type, "uniqueItems": true]]
    }

    static func inPath(_ name: String) -> JSON {
        [
            "name": .string(name), "in": "path", "required": true,
            "schema": ["type": "string", "uniqueItems": true],
        ]
    }

    private var patchBody: JSON {
        let content: JSON = ["schema": ["type": "object"]]
        var types: JSON = [
            "application/json-patch+json": content, "application/merge-patch+json": content,
            "application/apply-patch+yaml": content,
        ]
        if isBuiltin { types["application/strategic-merge-patch+json"] = content }
        return ["required": true, "content": types]
    }
}
