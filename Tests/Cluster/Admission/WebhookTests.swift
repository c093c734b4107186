import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes
import Synchronization
import Testing

/// Admission webhooks over real HTTPS.
@Suite("Admission webhooks", .timeLimit(.minutes(15)))
struct WebhookTests {
    private static func configuration(
        _ name: String, port: Int, path: String = "/", _ changes: JSON = [:]
    ) -> JSON {
        var webhook: JSON = [
            "name": "check.example.com", "sideEffects": "None", "admissionReviewVersions": ["v1"],
            "clientConfig": [
                "url": .string("https://127.0.0.1:\(port)\(path)"),
                "caBundle": .string(WebhookCertificates.bundle),
            ],
            "rules": [
                [
                    "operations": ["*"], "apiGroups": [""], "apiVersions": ["v1"],
                    "resources": ["configmaps"],
                ]
            ],
        ]
        for (key, value) in changes.object ?? [:] { webhook[key] = value }
        return ["metadata": ["name": .string(name)], "webhooks": [webhook]]
    }

    private static let map: JSON = ["metadata": ["name": "m", "labels": ["app": "x"]], "data": ["a": "1"]]

    @Test("see who asks for what, and refuse in their own words")
    func refusal() async throws {
        try await WebhookServer.run { path, review in
            #expect(path == "/check?timeout=10s")
            let request = review["request"]
            #expect(review["apiVersion"] == "admission.k8s.io/v1")
            #expect(request?["operation"] == "CREATE")
            #expect(request?["resource"]?["resource"] == "configmaps")
            #expect(request?["namespace"] == "default")
            #expect(request?["userInfo"]?["username"] == "system:martlet")
            #expect(request?["object"]?["data"]?["a"] == "1")
            #expect(request?["oldObject"] == .null)
            #expect(request?["dryRun"] == false)
            #expect(request?["options"]?["kind"] == "CreateOptions")
            return Reviews.answer(review, ["allowed": false, "status": ["message": "no", "code": 418]])
        } _: { port in
            try await Guarded.run { guarded in
                try await guarded.create(
                    Types.validating, Self.configuration("v", port: port, path: "/check"))
                let refusal = await guarded.refusal(Types.configMaps, Self.map)
                #expect(refusal?.message == "admission webhook \"check.example.com\" denied the request: no")
                #expect(refusal?.code == 418)
                #expect(throws: StatusError.self) {
                    try guarded.cluster.rawGet(Types.configMaps, namespace: "default", name: "m")
                }
            }
        }
    }

    @Test("change objects one after another, and again when something has changed after them")
    func mutation() async throws {
        let calls = Mutex<[String]>([])
        try await WebhookServer.run { path, review in
            let step = String(path.prefix { $0 != "?" }.dropFirst())
            calls.withLock { $0.append(step) }
            let data = review["request"]?["object"]?["data"]
            switch step {
            case "a" where data?["b"] == nil:
                return Reviews.patch(review, [["op": "add", "path": "/data/a", "value": "changed"]])
            case "b": return Reviews.patch(review, [["op": "add", "path": "/data/b", "value": "new"]])
            default: return Reviews.allow(review)
            }
        } _: { port in
            try await Guarded.run { guarded in
                let again: JSON = ["reinvocationPolicy": "IfNeeded"]
                try await guarded.create(
                    Types.mutating, Self.configuration("2", port: port, path: "/b"))
                try await guarded.create(
                    Types.mutating, Self.configuration("1", port: port, path: "/a", again))
                let object = try await guarded.create(Types.configMaps, Self.map)
                #expect(object["data"] == ["a": "changed", "b": "new"])
                #expect(calls.withLock { $0 } == ["a", "b", "a"])
            }
        }
    }

    @Test("may warn, and patch only what they may")
    func patches() async throws {
        let patch = Mutex<JSON>([])
        try await WebhookServer.run { _, review in
            var answer: JSON = ["allowed": true, "warnings": ["mind the gap"], "patchType": "JSONPatch"]
            answer["patch"] = .string(Base64.encode(patch.withLock { $0.bytes }))
            return Reviews.answer(review, answer)
        } _: { port in
            try await Guarded.run { guarded in
                try await guarded.create(Types.mutating, Self.configuration("m", port: port))
                let result = try await guarded.createWithWarnings(Types.configMaps, Self.map)
                #expect(result.warnings == ["mind the gap"])
                let refused: [JSON] = [
                    [["op": "replace", "path": "/metadata/namespace", "value": "kube-system"]],
                    [["op": "replace", "path": "/metadata/name", "value": "other"]],
                    [["op": "replace", "path": "/kind", "value": "Secret"]],
                    [["op": "remove", "path": "/metadata"]], [["op": "remove", "path": "/nowhere"]],
                    [["op": "replace", "path": "", "value": 5]], ["no": "patch"], [["op": "fly"]],
                ]
                for (index, wrong) in refused.enumerated() {
                    patch.withLock { $0 = wrong }
                    let refusal = await guarded.refusal(
                        Types.configMaps, ["metadata": ["name": .string("n\(index)")]])
                    #expect(refusal != nil, "\(wrong.text)")
                }
            }
        }
    }

    @Test("see another version of what is written when a rule names that one, unless they want exact matches")
    func equivalence() async throws {
        let seen = Mutex<[String]>([])
        try await WebhookServer.run { path, review in
            let request = review["request"]
            let name = "\(path.prefix { $0 != "?" }) \(request?["kind"]?["version"]?.string ?? "")"
            seen.withLock { $0.append(name) }
            #expect(request?["requestKind"]?["version"] == "v1")
            #expect(request?["requestResource"]?["version"] == "v1")
            #expect(request?["resource"]?["version"] == "v2")
            #expect(request?["object"]?["apiVersion"] == "autoscaling/v2")
            #expect(request?["object"]?["spec"]?["metrics"]?.array?.count == 1)
            return Reviews.patch(review, [["op": "replace", "path": "/spec/maxReplicas", "value": 9]])
        } _: { port in
            try await Guarded.run { guarded in
                let rules: JSON = [
                    [
                        "operations": ["*"], "apiGroups": ["autoscaling"], "apiVersions": ["v2"],
                        "resources": ["horizontalpodautoscalers"],
                    ]
                ]
                for policy in ["Equivalent", "Exact"] {
                    let changes: JSON = ["rules": rules, "matchPolicy": .string(policy)]
                    try await guarded.create(
                        Types.mutating,
                        Self.configuration(
                            policy.lowercased(), port: port, path: "/\(policy)", changes))
                }
                let old = Types.type(
                    "autoscaling", "v1", "HorizontalPodAutoscaler", "horizontalpodautoscalers")
                let made = try await guarded.create(
                    old,
                    [
                        "metadata": ["name": "web"],
                        "spec": ["scaleTargetRef": ["kind": "Deployment", "name": "web"], "maxReplicas": 3],
                    ])
                #expect(made.json["apiVersion"] == "autoscaling/v1")
                #expect(made["spec"]?["maxReplicas"] == 9)
                #expect(made["spec"]?["targetCPUUtilizationPercentage"] == 80)
                #expect(seen.withLock { $0 } == ["/Equivalent v2"])
            }
        }
    }

    @Test("that speak v1beta1 are asked in it, and may leave out what later versions insist on")
    func beta() async throws {
        try await WebhookServer.run { path, review in
            #expect(review["apiVersion"] == "admission.k8s.io/v1beta1")
            #expect(review["request"]?["object"]?["kind"] == "ConfigMap")
            if path.hasPrefix("/patch") {
                let patch: JSON = [["op": "add", "path": "/data/b", "value": "2"]]
                return Reviews.answer(
                    review,
                    ["allowed": true, "patchType": "JSONPatch", "patch": .string(Base64.encode(patch.bytes))])
            }
            return .json(["response": ["allowed": false, "status": ["message": "too early"]]])
        } _: { port in
            try await Guarded.run { guarded in
                let versions: JSON = ["admissionReviewVersions": ["v2", "v1beta1"]]
                try await guarded.create(
                    Types.mutating, Self.configuration("m", port: port, path: "/patch", versions))
                let changed = try await guarded.create(Types.configMaps, Self.map)
                #expect(changed["data"] == ["a": "1", "b": "2"])
                try await guarded.create(
                    Types.validating, Self.configuration("v", port: port, path: "/check", versions))
                let refusal = await guarded.refusal(
                    Types.configMaps, ["metadata": ["name": "n"], "data": ["a": "1"]])
                #expect(
                    refusal?.message
                        == "admission webhook \"check.example.com\" denied the request: too early")
            }
        }
    }

    @Test("that write what is no object of the type fail the request")
    func nonsense() async throws {
        try await WebhookServer.run { _, review in
            Reviews.patch(review, [["op": "add", "path": "/data", "value": ["a": "no base64!"]]])
        } _: { port in
            try await Guarded.run { guarded in
                let rules: JSON = [
                    [
                        "operations": ["*"], "apiGroups": [""], "apiVersions": ["v1"],
                        "resources": ["secrets"],
                    ]
                ]
                try await guarded.create(
                    Types.mutating, Self.configuration("m", port: port, ["rules": rules]))
                let secrets = Types.type("", "v1", "Secret", "secrets")
                let refusal = await guarded.refusal(secrets, ["metadata": ["name": "s"]])
                #expect(refusal?.code == 500)
                #expect(refusal?.message.contains("illegal base64 data at input byte 2") == true)
                #expect(throws: StatusError.self) {
                    try guarded.cluster.rawGet(secrets, namespace: "default", name: "s")
                }
            }
        }
    }

    @Test("that fail refuse the request, or are passed over with failurePolicy Ignore")
    func failures() async throws {
        try await WebhookServer.run { path, review in
            switch path.prefix(while: { $0 != "?" }) {
            case "/slow":
                try await Task.sleep(for: .seconds(20))
                return Reviews.allow(review)
            case "/garbage": return .text("<html>")
            case "/empty": return .text("{}")
            case "/uid":
                return .json([
                    "apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview",
                    "response": ["uid": "other", "allowed": true],
                ])
            case "/huge": return .text(String(repeating: " ", count: 4 << 20))
            case "/redirect":
                return WebhookServer.Answer(code: 307, body: [], location: "/ok")
            case "/broken": return .text("out of order", code: 500)
            case "/patch": return Reviews.patch(review, [])
            default: return Reviews.allow(review)
            }
        } _: { port in
            try await Guarded.run { guarded in
                let expected: [(path: String, text: String)] = [
                    ("/slow", "context deadline exceeded"), ("/garbage", "failed to call webhook"),
                    ("/empty", "webhook response was absent"), ("/uid", "expected response.uid="),
                    ("/huge", "larger than"), ("/redirect", "redirects are not followed"),
                    (
                        "/broken",
                        "an error on the server (\"out of order\") has prevented the request from succeeding"
                    ), ("/patch", "validating webhook may not return response.patch"),
                ]
                for (path, text) in expected {
                    var configuration = Self.configuration(
                        "v", port: port, path: path, ["timeoutSeconds": path == "/slow" ? 1 : 20])
                    let stored = try await guarded.create(Types.validating, configuration)
                    let refusal = await guarded.refusal(Types.configMaps, Self.map)
                    #expect(refusal?.code == 500, "\(path)")
                    let start = "Internal error occurred: failed calling webhook \"check.example.com\": "
                    #expect(refusal?.message.hasPrefix(start) == true, "\(path): \(refusal?.message ?? "")")
                    #expect(refusal?.message.contains(text) == true, "\(path): \(refusal?.message ?? "")")
                    configuration = stored.json
                    var webhook = configuration["webhooks"]?.array?.first ?? [:]
                    webhook["failurePolicy"] = "Ignore"
                    configuration["webhooks"] = [webhook]
                    _ = try await guarded.cluster.rawUpdate(
                        Types.validating, namespace: nil, Object(configuration))
                    #expect(await guarded.refusal(Types.configMaps, Self.map, dryRun: true) == nil, "\(path)")
                    _ = try await guarded.cluster.rawDelete(Types.validating, namespace: nil, name: "v")
                }
            }
        }
    }

    @Test("must prove who they are")
    func authorities() async throws {
        try await WebhookServer.run { _, review in
            Reviews.allow(review)
        } _: { port in
            try await Guarded.run { guarded in
                var configuration = Self.configuration("v", port: port)
                configuration["webhooks"] = [
                    Self.configuration(
                        "v", port: port,
                        [
                            "clientConfig": [
                                "url": .string("https://127.0.0.1:\(port)/"),
                                "caBundle": .string(WebhookCertificates.otherBundle),
                            ]
                        ])["webhooks"]?.array?.first ?? [:]
                ]
                try await guarded.create(Types.validating, configuration)
                let refusal = await guarded.refusal(Types.configMaps, Self.map)
                #expect(refusal?.code == 500)
                #expect(
                    refusal?.message.contains("failed to verify certificate") == true,
                    "\(refusal?.message ?? "")")
            }
        }
    }

    @Test("behind a Service are found through its endpoints, under the Service's name")
    func service() async throws {
        try await WebhookServer.run { path, review in
            #expect(path == "/in?timeout=10s")
            return Reviews.answer(review, ["allowed": false, "status": ["reason": "Because"]])
        } _: { port in
            try await Guarded.run { guarded in
                let client: JSON = [
                    "service": ["name": "hook", "namespace": "default", "path": "/in"],
                    "caBundle": .string(WebhookCertificates.bundle),
                ]
                try await guarded.create(
                    Types.validating, Self.configuration("v", port: port, ["clientConfig": client]))
                let missing = await guarded.refusal(Types.configMaps, Self.map)
                #expect(
                    missing?.message
                        == "Internal error occurred: failed calling webhook \"check.example.com\": failed to call webhook: "
                        + "Post \"https://hook.default.svc:443/in?timeout=10s\": service \"hook\" not found")
                try await guarded.create(
                    Types.services,
                    [
                        "metadata": ["name": "hook"],
                        "spec": ["clusterIP": "None", "ports": [["port": 443, "targetPort": 1]]],
                    ])
                let slices = Types.type("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices")
                try await guarded.create(
                    slices,
                    [
                        "metadata": ["name": "s", "labels": ["kubernetes.io/service-name": "hook"]],
                        "addressType": "IPv4", "ports": [["name": "", "port": .int(Int64(port))]],
                        "endpoints": [["addresses": ["127.0.0.1"]]],
                    ])
                let refusal = await guarded.refusal(Types.configMaps, Self.map)
                #expect(
                    refusal?.message == "admission webhook \"check.example.com\" denied the request: Because")
                #expect(refusal?.code == 400)
            }
        }
    }

    @Test("are asked only about what their rules and selectors name, and never about themselves")
    func scope() async throws {
        let asked = Mutex<[String]>([])
        try await WebhookServer.run { _, review in
            let request = review["request"]
            asked.withLock {
                $0.append(
                    "\(request?["operation"]?.string ?? "") \(request?["resource"]?["resource"]?.string ?? "") "
                        + (request?["name"]?.string ?? ""))
            }
            return Reviews.allow(review)
        } _: { port in
            try await Guarded.run { guarded in
                let everything: JSON = [
                    ["operations": ["*"], "apiGroups": ["*"], "apiVersions": ["*"], "resources": ["*/*"]]
                ]
                try await guarded.create(
                    Types.validating,
                    Self.configuration(
                        "v", port: port,
                        [
                            "rules": everything, "objectSelector": ["matchLabels": ["app": "x"]],
                            "namespaceSelector": ["matchLabels": ["kubernetes.io/metadata.name": "default"]],
                        ]))
                try await guarded.create(Types.configMaps, Self.map)
                try await guarded.create(Types.configMaps, Self.map, namespace: "kube-system")
                try await guarded.create(Types.configMaps, ["metadata": ["name": "plain"]])
                try await guarded.create(
                    Types.priorityClasses, ["metadata": ["name": "p", "labels": ["app": "x"]], "value": 1])
                try await guarded.create(
                    Types.mutating,
                    ["metadata": ["name": "w", "labels": ["app": "x"]], "webhooks": []])
                _ = try await guarded.cluster.rawDelete(Types.configMaps, namespace: "default", name: "m")
                #expect(
                    asked.withLock { $0 } == [
                        "CREATE configmaps m", "CREATE priorityclasses p", "DELETE configmaps m",
                    ])
            }
        }
    }

    @Test("with side effects are not asked in a dry run, which is refused")
    func dryRun() async throws {
        try await Guarded.run { guarded in
            let stored = Self.configuration("v", port: 1, ["sideEffects": "Some"])
            let refusal = await guarded.refusal(Types.validating, stored)
            #expect(refusal?.code == 422)
            #expect(refusal?.message.contains("webhooks[0].sideEffects: Unsupported value: \"Some\"") == true)
        }
    }

    @Test("that could never be called are refused with a cause for every mistake")
    func configurations() async throws {
        try await Guarded.run { guarded in
            let refusal = await guarded.refusal(
                Types.validating,
                [
                    "metadata": ["name": "v"],
                    "webhooks": [
                        [
                            "name": "short", "failurePolicy": "Perhaps", "timeoutSeconds": 31,
                            "clientConfig": ["url": "http://user@host/path?query#fragment"],
                            "admissionReviewVersions": ["v7"],
                            "rules": [
                                [
                                    "operations": ["*", "CREATE"], "apiGroups": ["*", "apps"],
                                    "apiVersions": [""], "resources": ["*", "pods", "pods/*", "pods/log"],
                                ]
                            ],
                        ]
                    ],
                ])
            let fields = Set(refusal?.causes.map(\.field) ?? [])
            #expect(refusal?.code == 422)
            #expect(
                fields
                    == Set(
                        [
                            "name", "failurePolicy", "timeoutSeconds", "clientConfig.url", "sideEffects",
                            "admissionReviewVersions", "rules[0].operations", "rules[0].apiGroups",
                            "rules[0].apiVersions[0]", "rules[0].resources", "rules[0].resources[3]",
                        ].map { "webhooks[0].\($0)" }))
        }
    }
}
