import Bytes
import Kubernetes
import Testing

@Suite("Built-in kinds")
struct BuiltinKindsTests {
    @Test("no two have the same place")
    func unique() {
        let places = BuiltinKinds.all.map { "\($0.type.kind.apiVersion)/\($0.type.plural)" }
        #expect(Set(places).count == places.count)
        #expect(places.count >= 45)
    }

    @Test(
        "each has a name column and takes its own top-level fields only",
        arguments: BuiltinKinds.all.map(\.type))
    func schema(type: ResourceType) throws {
        let definition = try #require(BuiltinKinds.all.first { $0.type == type })
        #expect(definition.columns.contains { $0.name == "Name" })
        var object: JSON = ["apiVersion": "v1", "kind": "X", "metadata": ["name": "a"], "bogus": 1]
        #expect(definition.schema.prune(&object) == ["bogus"])
        // Cells of an empty object must not fail, whatever they compute.
        let empty = Object(["metadata": ["name": "a"]])
        let cells = definition.columns.map { $0.cell(of: empty, now: Timestamp(seconds: 0)) }
        #expect(cells[definition.columns.firstIndex { $0.name == "Name" } ?? 0] == "a")
    }
}

@Suite("OpenAPI documents")
struct OpenAPIDocumentTests {
    @Test("the document of a group lets kubectl leave validation to the server")
    func patchOperation() throws {
        let documents = OpenAPIDocument.documents(for: BuiltinKinds.all)
        let core = try #require(documents.first { $0.path == "api/v1" })
        let json = core.json()
        let patch = json["paths"]?["/api/v1/namespaces/{namespace}/configmaps/{name}"]?["patch"]
        #expect(
            patch?["x-kubernetes-group-version-kind"] == ["group": "", "version": "v1", "kind": "ConfigMap"])
        #expect(patch?["x-kubernetes-action"] == "patch")
        let parameters = patch?["parameters"]?.array?.compactMap { $0["name"]?.string } ?? []
        #expect(Set(parameters).isSuperset(of: ["dryRun", "fieldManager", "fieldValidation"]))
        let component = json["components"]?["schemas"]?["io.k8s.api.core.v1.ConfigMap"]
        #expect(component?["x-kubernetes-group-version-kind"]?.array?.first?["kind"] == "ConfigMap")
    }

    @Test("the index names every document with its hash, and references lead somewhere")
    func index() throws {
        let definitions = BuiltinKinds.all + CustomResourceDefinitionTests.definition().definitions()
        let documents = OpenAPIDocument.documents(for: definitions)
        let paths = OpenAPIDocument.index(of: documents)["paths"]
        let widgets = try #require(documents.first { $0.path == "apis/test.martlet.dev/v1" })
        #expect(
            paths?[widgets.path]?["serverRelativeURL"]?.string
                == "/openapi/v3/\(widgets.path)?hash=\(widgets.hash)")
        for document in documents {
            let json = document.json()
            let known = Set(json["components"]?["schemas"]?.object?.keys ?? [])
            #expect(references(in: json).isSubset(of: known))
        }
    }

    private func references(in json: JSON) -> Set<String> {
        switch json {
        case .object(let members):
            let own =
                members["$ref"]?.string.map { [String($0.dropFirst("#/components/schemas/".count))] } ?? []
            return members.reduce(into: Set(own)) { $0.formUnion(references(in: $1.value)) }
        case .array(let elements): return elements.reduce(into: []) { $0.formUnion(references(in: $1)) }
        default: return []
        }
    }
}
