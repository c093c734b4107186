import Bytes
import Fuzzing
import Testing

@testable import Kubernetes

@Suite("Reading JSON into Kubernetes' own types")
struct TypedReaderTests {
    private static let deployment = GroupVersionKind(apiVersion: "apps/v1", kind: "Deployment")
    private static let pod = GroupVersionKind(version: "v1", kind: "Pod")

    private static func read(_ text: String, _ kind: GroupVersionKind) throws -> (JSON, TypedReader) {
        var json = try JSON(parsing: text)
        let reader = TypedReader(&json, kind: kind)
        return (json, reader)
    }

    @Test(
        "a wrong type is told in the words of Go's decoder",
        arguments: [
            (
                #"{"spec":{"replicas":"3"}}"#,
                "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32"
            ),
            (
                #"{"spec":{"replicas":1.5}}"#,
                "json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32"
            ),
            (
                #"{"spec":{"template":{"spec":{"containers":{}}}}}"#,
                "json: cannot unmarshal object into Go struct field PodSpec.spec.template.spec.containers of type []v1.Container"
            ),
            (
                #"{"spec":{"template":{"spec":{"containers":[{"image":7}]}}}}"#,
                "json: cannot unmarshal number into Go struct field Container.spec.template.spec.containers.image of type string"
            ),
            (
                #"{"spec":{"template":{"spec":{"restartPolicy":[]}}}}"#,
                "json: cannot unmarshal array into Go struct field PodSpec.spec.template.spec.restartPolicy of type v1.RestartPolicy"
            ),
            (
                #"{"metadata":{"labels":{"a":1}}}"#,
                "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string"
            ),
            (
                #"{"spec":{"template":{"spec":{"containers":[{"resources":{"limits":{"cpu":"1x"}}}]}}}}"#,
                "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
            ),
        ])
    func wrongTypes(text: String, problem: String) throws {
        #expect(try Self.read(text, Self.deployment).1.problem == problem)
    }

    @Test("unknown members are told with their place and dropped")
    func unknown() throws {
        let text =
            #"{"spec":{"containers":[{"name":"a","bogus":1}],"bogus":{}},"metadata":{"labells":{}},"x":1}"#
        let (json, reader) = try Self.read(text, Self.pod)
        #expect(reader.unknown == ["metadata.labells", "spec.bogus", "spec.containers[0].bogus", "x"])
        #expect(json["spec"]?["bogus"] == nil && json["x"] == nil)
    }

    @Test("null, empty texts, false and zero are left out where Go leaves them out, and structures are not")
    func normalForm() throws {
        let text = #"""
            {"metadata":null,"spec":{"hostNetwork":false,"nodeName":"","priority":0,"volumes":[],
            "containers":[{"name":"a","image":null,"env":[{"name":"X","value":""}]}],"nodeSelector":{},
            "activeDeadlineSeconds":null}}
            """#
        let (json, reader) = try Self.read(text, Self.pod)
        #expect(reader.problem == nil)
        #expect(
            json.text
                == #"{"metadata":{},"spec":{"containers":[{"env":[{"name":"X"}],"name":"a","resources":{}}],"priority":0},"status":{}}"#
        )
    }

    @Test("amounts take their canonical form, numbers or not")
    func amounts() throws {
        let text =
            #"{"spec":{"containers":[{"name":"a","resources":{"limits":{"cpu":0.5,"memory":"1024Mi"}}}]}}"#
        let limits = try Self.read(text, Self.pod).0[["spec"]]?["containers"]?.array?.first?["resources"]?[
            "limits"]
        #expect(limits == ["cpu": "500m", "memory": "1Gi"])
    }

    @Test("inlined structures stand in their owner")
    func inline() throws {
        let text = #"{"spec":{"volumes":[{"name":"a","configMap":{"name":"c"}}],"containers":[]}}"#
        let (json, reader) = try Self.read(text, Self.pod)
        #expect(reader.unknown.isEmpty)
        #expect(json["spec"]?["volumes"]?.array?.first == ["name": "a", "configMap": ["name": "c"]])
    }

    @Test("bytes that are no base64 are refused where they go wrong")
    func base64() throws {
        let secret = GroupVersionKind(version: "v1", kind: "Secret")
        let reader = try Self.read(#"{"data":{"a":"ab!d"}}"#, secret).1
        #expect(reader.problem == "illegal base64 data at input byte 2")
    }

    @Test("mutants are read or refused, and reading again changes nothing", .timeLimit(.minutes(15)))
    func mutants() throws {
        let corpus = [
            #"{"metadata":{"name":"a","labels":{"x":"y"}},"spec":{"containers":[{"name":"c","image":"i","ports":[{"containerPort":80}],"livenessProbe":{"httpGet":{"port":"web"}}}],"volumes":[{"name":"v","emptyDir":{"sizeLimit":"1Gi"}}],"tolerations":[{"tolerationSeconds":5}]}}"#
        ]
        let tokens = [
            "null", "[]", "{}", "0", "\"\"", "-1", "1e400", "true", "\"1Gi\"", "containers", "spec",
        ]
        for mutant in Mutants(of: corpus, tokens: tokens, count: 1500) {
            guard var json = try? JSON(parsing: mutant.bytes) else { continue }
            guard TypedReader(&json, kind: Self.pod).problem == nil else { continue }
            BuiltinTypes.setDefaults(&json, kind: Self.pod)
            _ = BuiltinTypes.problems(of: json, kind: Self.pod)
            var again = json
            let reader = TypedReader(&again, kind: Self.pod)
            #expect(again == json && reader.problem == nil && reader.unknown.isEmpty, "\(mutant)")
        }
    }
}

@Suite("The table of Kubernetes' own types")
struct GoTypesTests {
    @Test("every row can be read and leads to rows that are there")
    func complete() {
        for name in GoTypes.names {
            guard let structure = GoTypes.structure(name) else {
                Issue.record("no structure \(name)")
                continue
            }
            for field in structure.fields {
                var type = field.type
                while case .list(let inner) = type.shape { type = inner }
                while case .map(let inner) = type.shape { type = inner }
                if case .structure(let inner) = type.shape {
                    #expect(GoTypes.structure(inner) != nil, "\(name).\(field.name)")
                }
            }
            let numbers = structure.fieldsByNumber.map(\.number)
            #expect(Set(numbers).count == numbers.count, "\(name)")
        }
        #expect(GoTypes.names.count > 400)
    }

    @Test("every built-in kind stands in it", arguments: BuiltinKinds.all.map(\.type.kind))
    func kinds(kind: GroupVersionKind) {
        #expect(GoTypes.structure(of: kind)?.isKind == true)
        #expect(StructuralSchema.builtin(kind)?.properties["metadata"] != nil)
    }

    @Test("kinds of other groups are none of them, whatever they are called")
    func strangers() {
        for apiVersion in ["apps.example.com/v1", "example.com/v1", "policy.networking.k8s.io/v1"] {
            #expect(!KubernetesProtobuf.knows(GroupVersionKind(apiVersion: apiVersion, kind: "Deployment")))
            #expect(!KubernetesProtobuf.knows(GroupVersionKind(apiVersion: apiVersion, kind: "Status")))
        }
        let options = GroupVersionKind(apiVersion: "example.com/v1", kind: "DeleteOptions")
        #expect(KubernetesProtobuf.knows(options))
    }

    @Test("schemas carry what merging needs")
    func merging() throws {
        let schema = try #require(StructuralSchema.builtin(GroupVersionKind(version: "v1", kind: "Pod")))
        let containers = try #require(schema.properties["spec"]?.properties["containers"])
        #expect(containers.listType == "map" && containers.listMapKeys == ["name"])
        let ports = try #require(containers.items?.properties["ports"])
        #expect(ports.listMapKeys == ["containerPort", "protocol"])
        #expect(ports.items?.properties["protocol"]?.defaultValue == "TCP")
    }
}
