import Bytes
import Kubernetes
import Testing

@Suite("Printer columns")
struct PrinterColumnTests {
    static let now = Timestamp("2026-01-02T00:00:00Z") ?? Timestamp(seconds: 0)

    @Test(
        "ages are shown as kubectl shows them",
        arguments: [
            (-5, "<invalid>"), (-1, "0s"), (0, "0s"), (119, "119s"), (120, "2m"), (200, "3m20s"),
            (600, "10m"),
            (10_799, "179m"), (10_800, "3h"), (11_520, "3h12m"), (28_800, "8h"), (172_799, "47h"),
            (172_800, "2d"),
            (180_000, "2d2h"), (691_200, "8d"), (63_072_000, "2y"), (66_000_000, "2y33d"),
            (252_288_000, "8y"),
        ])
    func ages(seconds: Int64, text: String) {
        #expect(Timestamp(seconds: 1000).age(at: Timestamp(seconds: 1000 + seconds)) == text)
    }

    @Test(
        "times read and write RFC 3339",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2026-01-02T03:04:05Z", 1_767_323_045),
            ("2000-02-29T23:59:59Z", 951_868_799),
            ("2026-01-02T03:04:05+01:00", 1_767_319_445), ("1969-12-31T23:59:59Z", -1),
        ])
    func times(text: String, seconds: Int64) {
        #expect(Timestamp(text)?.seconds == seconds)
        if text.hasSuffix("Z") { #expect(Timestamp(seconds: seconds).text == text) }
    }

    @Test(
        "what is no time is nil",
        arguments: ["", "2026-02-30T00:00:00Z", "2026-01-02", "2026-01-02T25:00:00Z", "x"])
    func noTime(text: String) { #expect(Timestamp(text) == nil) }

    @Test("a custom resource's cells follow its columns and missing paths are null")
    func customCells() throws {
        let custom = CustomResourceDefinitionTests.definition { json in
            var versions = json["spec"]?["versions"]?.array ?? []
            versions[0]["additionalPrinterColumns"] = [
                ["name": "Num", "type": "integer", "jsonPath": ".spec.num"],
                [
                    "name": "Ready", "type": "string",
                    "jsonPath": #".status.conditions[?(@.type=="Ready")].status"#,
                ],
                ["name": "Gone", "type": "string", "jsonPath": ".spec.gone", "priority": 1],
                ["name": "Key", "type": "string", "jsonPath": #".metadata.annotations.a\.b/c"#],
                ["name": "Age", "type": "date", "jsonPath": ".metadata.creationTimestamp"],
                ["name": "Obj", "type": "string", "jsonPath": ".spec"],
            ]
            json["spec"]?["versions"] = .array(versions)
        }
        let definition = try #require(custom.definitions().first)
        let object = Object([
            "metadata": [
                "name": "w", "creationTimestamp": "2026-01-01T00:00:00Z", "annotations": ["a.b/c": "v"],
            ],
            "spec": ["num": 7],
            "status": [
                "conditions": [["type": "Other", "status": "x"], ["type": "Ready", "status": "True"]]
            ],
        ])
        let cells = definition.columns.map { $0.cell(of: object, now: Self.now) }
        #expect(cells == ["w", 7, "True", .null, "v", "24h", #"{"num":7}"#])
        #expect(definition.columns.map(\.name) == ["Name", "Num", "Ready", "Gone", "Key", "Age", "Obj"])
    }

    @Test("pods, nodes and secrets have kubectl's computed cells")
    func builtinCells() throws {
        func cells(_ plural: String, _ json: JSON) throws -> [JSON] {
            let definition = try #require(BuiltinKinds.all.first { $0.type.plural == plural })
            return definition.columns.map { $0.cell(of: Object(json), now: Self.now) }
        }
        let pod: JSON = [
            "metadata": ["name": "p"], "spec": ["containers": [["name": "a"], ["name": "b"]]],
            "status": [
                "phase": "Running",
                "containerStatuses": [
                    ["name": "a", "ready": true, "restartCount": 2, "state": ["running": [:]]],
                    [
                        "name": "b", "ready": false, "restartCount": 0,
                        "state": ["waiting": ["reason": "CrashLoopBackOff"]],
                    ],
                ],
            ],
        ]
        #expect(try cells("pods", pod).prefix(4) == ["p", "1/2", "CrashLoopBackOff", "2"])
        let node: JSON = [
            "metadata": ["name": "n", "labels": ["node-role.kubernetes.io/worker": ""]],
            "status": ["conditions": [["type": "Ready", "status": "True"]]],
        ]
        #expect(try cells("nodes", node).prefix(3) == ["n", "Ready", "worker"])
        let secret: JSON = ["metadata": ["name": "s"], "type": "Opaque", "data": ["a": "", "b": ""]]
        #expect(try cells("secrets", secret) == ["s", "Opaque", 2, "<unknown>"])
    }
}
