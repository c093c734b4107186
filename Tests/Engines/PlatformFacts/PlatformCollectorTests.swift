import Bytes
import PlatformFacts
import Testing
import XCCDF
import XML

@Suite("Collecting the facts of a cluster")
struct PlatformCollectorTests {
    /// A benchmark with one rule for each way of asking.
    static func benchmark(_ warnings: [String], values: String = "") throws -> Benchmark {
        let rules = warnings.enumerated().map { place, warning in
            """
            <Rule id="r\(place)" selected="true"><title>r</title><warning>\(warning)</warning>
            <check system="s"><check-content-ref href="f"/></check></Rule>
            """
        }.joined()
        let text = """
            <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" xmlns:h="http://www.w3.org/1999/xhtml" id="b">
            <Value id="x_value_ocp_data_root"><value>/kubernetes-api-resources</value></Value>
            <Value id="x_value_cluster"><value>None</value></Value>\(values)\(rules)</Benchmark>
            """
        return try Benchmark(reader: XMLReader(bytes: Array(text.utf8), name: "b.xml"))
    }

    static func plan(_ warnings: [String]) throws -> PlatformPlan {
        let benchmark = try benchmark(warnings)
        return PlatformPlan(benchmark, under: try benchmark.resolve(.default))
    }

    static func asking(_ path: String, filter: String? = nil) -> String {
        guard let filter else { return "<h:code class=\"ocp-api-endpoint\">\(path)</h:code>" }
        return """
            <h:ul><h:li><h:code class="ocp-api-endpoint" id="1">\(path)</h:code> filter
            <h:code class="ocp-api-filter" id="filter-1">\(filter)</h:code>
            <h:code class="ocp-dump-location" id="dump-1"><sub idref="x_value_ocp_data_root" use="legacy"/>\(path)#1</h:code>
            </h:li></h:ul>
            """
    }

    @Test("the marks of a rule's warning become requests, templates carried out")
    func requests() throws {
        let hosted = "{{if ne .cluster \"None\"}}/api/v1/hosted{{else}}/api/v1/config{{end}}"
        let plan = try Self.plan([
            Self.asking("/apis/g.io/v1/things?limit=5"), Self.asking(hosted, filter: "[.items[].a]"),
            Self.asking("/x/{{.nothing}}"), Self.asking("/y/{{"), "no mark",
            "<h:code class=\"ocp-suppress-warning\">true</h:code>" + Self.asking("/apis/quiet.io/v1/q"),
        ])
        #expect(
            plan.filesByRule["r0"] == [
                PlatformRequest(
                    endpoint: "/apis/g.io/v1/things?limit=5",
                    dumpPath: "/kubernetes-api-resources/apis/g.io/v1/things?limit=5")
            ])
        #expect(plan.filesByRule["r1"]?.first?.endpoint == "/api/v1/config")
        #expect(plan.filesByRule["r1"]?.first?.filter == "[.items[].a]")
        #expect(plan.filesByRule["r1"]?.first?.dumpPath == "/kubernetes-api-resources/api/v1/config#1")
        #expect(
            plan.filesByRule["r2"] == nil && plan.filesByRule["r3"] == nil && plan.filesByRule["r4"] == nil)
        #expect(plan.notes.count == 2)
        #expect(plan.notes.first?.contains("map has no entry for key \"nothing\"") == true)
        #expect(plan.filesByRule["r5"]?.first?.suppressesWarning == true)
        let always = plan.requests.prefix(5).map(\.endpoint)
        #expect(always.contains("/version") && always.contains("/api/v1/nodes"))
    }

    @Test("answers become files: whole, filtered, or a word about why not")
    func files() async throws {
        var source = TableSource()
        source.answers["/api/v1/a"] = .bytes(Array(#"{"items":[{"a":1},{"a":2}]}"#.utf8))
        source.answers["/api/v1/s"] = .json(["data": ["config.yaml": "a: [1]\nb: x\n"]])
        source.answers["/api/v1/secret"] = .forbidden(message: "may not be seen")
        let plan = try Self.plan([
            Self.asking("/api/v1/a"), Self.asking("/api/v1/a", filter: "[.items[].a]"),
            Self.asking("/api/v1/s", filter: ".data.\"config.yaml\""), Self.asking("/api/v1/gone"),
            Self.asking("/api/v1/secret"),
        ])
        let files = try await PlatformCollector(source: source, readFilter: TableFilter.read).collect(plan)
        func text(_ path: String) -> String? {
            files.contents["/kubernetes-api-resources\(path)"].map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(text("/api/v1/a") == #"{"items":[{"a":1},{"a":2}]}"#)
        #expect(text("/api/v1/a#1") == "[1,2]")
        #expect(text("/api/v1/s#1") == #"{"a":[1],"b":"x"}"#)
        #expect(text("/api/v1/gone") == "# kube-api-error=NotFound")
        #expect(text("/api/v1/secret") == nil)
        #expect(files.warnings.contains("could not fetch /api/v1/gone: not found"))
        #expect(files.warnings.contains("could not fetch /api/v1/secret: may not be seen"))
    }

    @Test("of several values of a filter the first counts, and lists that are null are empty")
    func oddFilters() async throws {
        var source = TableSource()
        source.answers["/api/v1/a"] = .bytes(Array(#"{"items":[{"a":1},{"a":2}]}"#.utf8))
        source.answers["/api/v1/n"] = .bytes(Array(#"{"items":null}"#.utf8))
        let plan = try Self.plan([
            Self.asking("/api/v1/a", filter: ".items[]"), Self.asking("/api/v1/n", filter: "[.items[].a]"),
        ])
        let files = try await PlatformCollector(source: source, readFilter: TableFilter.read).collect(plan)
        #expect(files.contents["/kubernetes-api-resources/api/v1/a#1"] == Array(#"{"a":1}"#.utf8))
        #expect(files.contents["/kubernetes-api-resources/api/v1/n#1"] == Array("[]".utf8))
        #expect(files.warnings.contains { $0.contains("more than one value") })
    }

    @Test("an answer that is no JSON and a filter that cannot be read end the scan with a sentence")
    func failures() async throws {
        var source = TableSource()
        source.answers["/api/v1/a"] = .bytes(Array("{oops".utf8))
        let collector = PlatformCollector(source: source, readFilter: TableFilter.read)
        let broken = try Self.plan([Self.asking("/api/v1/a", filter: ".items[]")])
        await #expect(throws: APISourceError.self) { try await collector.collect(broken) }
        source.answers["/api/v1/a"] = .bytes(Array("{}".utf8))
        let unread = try Self.plan([Self.asking("/api/v1/a", filter: ".[")])
        let second = PlatformCollector(source: source, readFilter: TableFilter.read)
        await #expect(throws: APISourceError.self) { try await second.collect(unread) }
    }

    @Test(
        "what a dump holds filtered already is taken as it is, even where the filter does not fit the answer")
    func filteredBefore() async throws {
        let plan = try Self.plan([Self.asking("/api/v1/a", filter: "[.items[].a]")])
        var source = TableSource(answers: ["/api/v1/a": .json(["items": "no list"])])
        await #expect(throws: APISourceError.self) {
            try await PlatformCollector(source: source, readFilter: TableFilter.read).collect(plan)
        }
        source.ready = ["/kubernetes-api-resources/api/v1/a#1": Array("[1]".utf8)]
        let files = try await PlatformCollector(source: source, readFilter: TableFilter.read).collect(plan)
        #expect(files.contents["/kubernetes-api-resources/api/v1/a#1"] == Array("[1]".utf8))
    }

    @Test("the kubelets of a role agree on what all of them say")
    func kubelets() async throws {
        func node(_ name: String, _ role: String) -> JSON {
            var labels: JSON = [:]
            labels["node-role.kubernetes.io/\(role)"] = ""
            return ["metadata": ["name": .string(name), "labels": labels]]
        }
        var source = TableSource()
        source.answers["/api/v1/nodes"] = .json(
            [
                "items": [
                    node("m", "master"), node("w0", "worker"), node("w1", "worker"), node("w2", "worker"),
                ]
            ])
        for (name, rate) in [("m", 5), ("w0", 5), ("w1", 0)] {
            source.answers["/api/v1/nodes/\(name)/proxy/configz"] = .json([
                "kubeletconfig": ["rate": .int(Int64(rate)), "auth": ["on": true, "by": .int(Int64(rate))]]
            ])
        }
        let plan = try Self.plan([
            "<h:code class=\"ocp-api-endpoint-kubeletconfig\">\"/api/v1/nodes/NODE_NAME\"</h:code>"
        ])
        #expect(plan.needsKubelets)
        let files = try await PlatformCollector(source: source, readFilter: TableFilter.read).collect(plan)
        func value(_ path: String) throws -> JSON? {
            try files.contents["/kubernetes-api-resources/kubeletconfig/\(path)"].map {
                try JSON(parsing: $0)
            }
        }
        #expect(try value("role/master")?["rate"] == 5)
        #expect(try value("role/worker")?["rate"] == nil)
        #expect(try value("role/worker")?["auth"] == ["on": true])
        #expect(try value("role/worker")?["kind"] == "KubeletConfiguration")
        #expect(try value("worker/w1")?["rate"] == 0)
        #expect(files.warnings.contains { $0.contains("worker is not consistent: w1 differ from w0") })
        #expect(files.warnings.contains { $0.contains("/api/v1/nodes/w2/proxy/configz") })
    }

    @Test("no file is written outside of the directory")
    func writing() async throws {
        let plan = try Self.plan([Self.asking("/../../../../tmp/evil")])
        let files = try await PlatformCollector(source: TableSource(), readFilter: TableFilter.read).collect(
            plan)
        #expect(throws: APISourceError.self) { try files.write(below: "/nonexistent") }
    }
}
