import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes
import Synchronization
import Testing

/// Custom resources whose versions a webhook translates.
@Suite("Conversion webhooks", .timeLimit(.minutes(15)))
struct ConversionTests {
    private static let old = Types.type("test.martlet.dev", "v1", "Box", "boxes")
    private static let new = Types.type("test.martlet.dev", "v2", "Box", "boxes")

    private static func definition(port: Int, storage: String = "v1") -> JSON {
        func version(_ name: String, _ field: String) -> JSON {
            [
                "name": .string(name), "served": true, "storage": .bool(name == storage),
                "schema": [
                    "openAPIV3Schema": [
                        "type": "object",
                        "properties": [
                            "spec": [
                                "type": "object",
                                "properties": .object(JSONObject([(field, ["type": "string"] as JSON)])),
                            ]
                        ],
                    ]
                ],
            ]
        }
        return [
            "metadata": ["name": "boxes.test.martlet.dev"],
            "spec": [
                "group": "test.martlet.dev", "scope": "Namespaced",
                "names": ["plural": "boxes", "singular": "box", "kind": "Box", "listKind": "BoxList"],
                "versions": [version("v1", "size"), version("v2", "width")],
                "conversion": [
                    "strategy": "Webhook",
                    "webhook": [
                        "conversionReviewVersions": ["v1"],
                        "clientConfig": [
                            "url": .string("https://127.0.0.1:\(port)/convert"),
                            "caBundle": .string(WebhookCertificates.bundle),
                        ],
                    ],
                ],
            ],
        ]
    }

    /// Renames `size` of v1 to `width` of v2 and back.
    private static func convert(_ review: JSON) -> JSON {
        let version = review["request"]?["desiredAPIVersion"]?.string ?? ""
        let objects = (review["request"]?["objects"]?.array ?? []).map { object in
            var object = object
            object["apiVersion"] = .string(version)
            let value = object["spec"]?["size"] ?? object["spec"]?["width"] ?? ""
            object["spec"] = version.hasSuffix("v2") ? ["width": value] : ["size": value]
            return object
        }
        return [
            "apiVersion": "apiextensions.k8s.io/v1", "kind": "ConversionReview",
            "response": [
                "uid": review["request"]?["uid"] ?? "", "result": ["status": "Success"],
                "convertedObjects": .array(objects),
            ],
        ]
    }

    @Test("translate every read and write, and leave what is stored in one version")
    func conversion() async throws {
        try await WebhookServer.run { _, review in
            .json(Self.convert(review))
        } _: { port in
            try await Guarded.run { guarded in
                let cluster = guarded.cluster
                try await guarded.create(Types.definitions, Self.definition(port: port))
                let box: JSON = [
                    "apiVersion": "test.martlet.dev/v2", "kind": "Box", "metadata": ["name": "a"],
                    "spec": ["width": "7"],
                ]
                let created = try await guarded.create(Self.new, box)
                #expect(created["spec"] == ["width": "7"])
                let stored = try await cluster.get(Self.old, namespace: "default", name: "a")
                #expect(stored["spec"] == ["size": "7"])
                let list = try await cluster.list(Self.new, namespace: nil, options: ListOptions())
                #expect(list.items.map { $0["spec"] } == [["width": "7"]])
                let patched = try await cluster.patch(
                    Self.new, namespace: "default", name: "a", .merge(["spec": ["width": "8"]]),
                    subresource: nil, options: WriteOptions())
                #expect(patched["spec"] == ["width": "8"])
                #expect(
                    try await cluster.get(Self.old, namespace: "default", name: "a")["spec"] == ["size": "8"])
                let watch = try await cluster.rawWatch(
                    Self.new, namespace: nil, options: WatchOptions())
                let event = try await watch.next()?.first
                #expect(event?.object.json["spec"] == ["width": "8"])
                #expect(event?.object.json["apiVersion"] == "test.martlet.dev/v2")
                let deleted = try await cluster.rawDelete(Self.new, namespace: "default", name: "a")
                #expect(deleted.object.json["spec"] == ["width": "8"])
            }
        }
    }

    @Test("go on when the stored version changes")
    func storageVersion() async throws {
        try await WebhookServer.run { _, review in
            .json(Self.convert(review))
        } _: { port in
            try await Guarded.run { guarded in
                let cluster = guarded.cluster
                var definition = try await guarded.create(Types.definitions, Self.definition(port: port))
                try await guarded.create(
                    Self.old,
                    [
                        "apiVersion": "test.martlet.dev/v1", "kind": "Box", "metadata": ["name": "a"],
                        "spec": ["size": "1"],
                    ])
                definition["spec"]?["versions"] =
                    Self.definition(port: port, storage: "v2")["spec"]?["versions"]
                _ = try await cluster.rawUpdate(Types.definitions, namespace: nil, definition)
                #expect(
                    try await cluster.get(Self.new, namespace: "default", name: "a")["spec"] == ["width": "1"]
                )
                #expect(
                    try await cluster.get(Self.old, namespace: "default", name: "a")["spec"] == ["size": "1"])
                _ = try await cluster.patch(
                    Self.old, namespace: "default", name: "a", .merge(["spec": ["size": "2"]]),
                    subresource: nil, options: WriteOptions())
                let raw = try cluster.rawGet(Self.new, namespace: "default", name: "a").json
                #expect(raw["spec"] == ["width": "2"], "it is stored in the new version now")
            }
        }
    }

    @Test("that fail, or change what an object is, are told")
    func failures() async throws {
        let mode = Mutex("")
        try await WebhookServer.run { _, review in
            var answer = Self.convert(review)
            var object = answer["response"]?["convertedObjects"]?.array?.first ?? [:]
            switch mode.withLock({ $0 }) {
            case "failed": answer["response"]?["result"] = ["status": "Failure", "message": "cannot"]
            case "name": object["metadata"]?["name"] = "other"
            case "uid": object["metadata"]?["uid"] = "other"
            case "kind": object["kind"] = "Crate"
            case "version": object["apiVersion"] = "test.martlet.dev/v9"
            case "labels": object["metadata"]?["labels"] = ["converted": "yes"]
            case "spec": object["metadata"]?["finalizers"] = ["x/y"]
            default: break
            }
            answer["response"]?["convertedObjects"] = [object]
            return .json(answer)
        } _: { port in
            try await Guarded.run { guarded in
                try await guarded.create(Types.definitions, Self.definition(port: port))
                try await guarded.create(
                    Self.old,
                    [
                        "apiVersion": "test.martlet.dev/v1", "kind": "Box", "metadata": ["name": "a"],
                        "spec": ["size": "1"],
                    ])
                for (fault, text) in [
                    ("failed", "cannot"), ("name", "must have the same name"),
                    ("uid", "must have the same UID"),
                    ("kind", "wrong groupVersion or kind"), ("version", "wrong groupVersion or kind"),
                ] {
                    mode.withLock { $0 = fault }
                    let error = await #expect(throws: StatusError.self) {
                        _ = try await guarded.cluster.get(Self.new, namespace: "default", name: "a")
                    }
                    #expect(error?.code == 500)
                    let start = "conversion webhook for test.martlet.dev/v1, Kind=Box failed: "
                    #expect(error?.message.hasPrefix(start) == true, "\(error?.message ?? "")")
                    #expect(error?.message.contains(text) == true, "\(error?.message ?? "")")
                }
                mode.withLock { $0 = "labels" }
                let labelled = try await guarded.cluster.get(Self.new, namespace: "default", name: "a")
                #expect(labelled.labels == ["converted": "yes"])
                mode.withLock { $0 = "spec" }
                let kept = try await guarded.cluster.get(Self.new, namespace: "default", name: "a")
                #expect(kept.finalizers.isEmpty, "only labels and annotations are taken over")
            }
        }
    }

    @Test("need a client and a version that is spoken")
    func definitions() async throws {
        try await Guarded.run { guarded in
            var definition = Self.definition(port: 1)
            definition["spec"]?["conversion"] = ["strategy": "Webhook"]
            let refusal = await guarded.refusal(Types.definitions, definition)
            #expect(
                refusal?.causes.map(\.field) == [
                    "spec.conversion.webhookClientConfig", "spec.conversion.conversionReviewVersions",
                ])
        }
    }

    @Test("groups of the Kubernetes community want an approval")
    func approval() async throws {
        try await Guarded.run { guarded in
            func definition(_ approval: String?) -> JSON {
                var json = Self.definition(port: 1)
                json["metadata"] = ["name": "boxes.test.k8s.io"]
                if let approval {
                    json["metadata"]?["annotations"] = ["api-approved.kubernetes.io": .string(approval)]
                }
                json["spec"]?["group"] = "test.k8s.io"
                return json
            }
            let refusal = await guarded.refusal(Types.definitions, definition(nil))
            #expect(refusal?.code == 422)
            #expect(refusal?.causes.first?.field == "metadata.annotations[api-approved.kubernetes.io]")
            #expect(await guarded.refusal(Types.definitions, definition("because"))?.code == 422)
            #expect(await guarded.refusal(Types.definitions, definition("unapproved, a test")) == nil)
        }
    }
}
