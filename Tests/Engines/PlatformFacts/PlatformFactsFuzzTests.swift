import Bytes
import Fuzzing
import PlatformFacts
import Testing
import XCCDF
import XML

@Suite("Mutants of paths, warnings and answers")
struct PlatformFactsFuzzTests {
    @Test("a mutant of a path is no path, or has parts without a slash")
    func paths() {
        let corpus = [
            "/api/v1/namespaces/a/pods?labelSelector=app%3Detcd&limit=5", "/apis/g.io/v1/things/name/status",
            "/api/v1/nodes/n/proxy/configz",
        ]
        for mutant in Mutants(
            of: corpus, tokens: ["/", "?", "..", "%", "%00", "&", "=", "namespaces"], count: 20_000)
        {
            guard let path = APIPath(mutant.text) else { continue }
            #expect(!path.plural.contains("/") && path.name != ".." && path.namespace != "..", "\(mutant)")
        }
    }

    @Test("a mutant of a warning gives requests or notes", .timeLimit(.minutes(5)))
    func warnings() throws {
        let corpus = [
            PlatformCollectorTests.asking("/api/v1/{{.cluster}}", filter: "[.items[].a]"),
            "<h:code class=\"ocp-suppress-warning\">true</h:code>" + PlatformCollectorTests.asking("/x"),
        ]
        let tokens = [
            "id=\"1\"", "class=\"ocp-api-endpoint\"", "<h:code>", "</h:code>", "{{end}}", "filter-1",
            "dump-1",
        ]
        var read = 0
        for mutant in Mutants(of: corpus, tokens: tokens, count: 2000) {
            guard let plan = try? PlatformCollectorTests.plan([mutant.text]) else { continue }
            read += 1
            #expect(plan.requests.count >= 5, "\(mutant)")
        }
        #expect(read > 200)
    }

    @Test("a mutant of an answer is a file or a sentence", .timeLimit(.minutes(5)))
    func answers() async throws {
        let plan = try PlatformCollectorTests.plan([
            PlatformCollectorTests.asking("/api/v1/a", filter: "[.items[].a]"),
            "<h:code class=\"ocp-api-endpoint-kubeletconfig\">x</h:code>",
        ])
        let corpus = [
            #"{"items":[{"a":1},{"a":2}]}"#, #"{"items":null}"#,
            #"{"items":[{"metadata":{"name":"n","labels":{"node-role.kubernetes.io/worker":""}}}],"kubeletconfig":{}}"#,
        ]
        for mutant in Mutants(of: corpus, tokens: ["null", "[", "{", "\"", "items"], count: 1000) {
            var source = TableSource()
            for path in ["/api/v1/a", "/api/v1/nodes", "/api/v1/nodes/n/proxy/configz"] {
                source.answers[path] = .bytes(mutant.bytes)
            }
            do throws(APISourceError) {
                let files = try await PlatformCollector(source: source, readFilter: TableFilter.read).collect(
                    plan)
                #expect(!files.contents.isEmpty, "\(mutant)")
            } catch {
                #expect(!error.description.contains("\n"), "\(mutant)")
            }
        }
    }
}
