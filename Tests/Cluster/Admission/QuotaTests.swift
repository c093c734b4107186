import Admission
import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes
import Testing

/// ResourceQuotas: counted without a scheduler, and never exceeded.
@Suite("Quotas", .timeLimit(.minutes(15)))
struct QuotaTests {
    private static func quota(_ hard: JSON, _ more: JSON = [:]) -> JSON {
        var spec = more
        spec["hard"] = hard
        return ["metadata": ["name": "q"], "spec": spec]
    }

    private static func used(_ guarded: Guarded) async throws -> JSON? {
        try await guarded.cluster.get(Types.quotas, namespace: "default", name: "q")["status"]?["used"]
    }

    /// Waits until the controller has brought the count where it should be.
    private static func eventually(_ guarded: Guarded, _ expected: JSON) async throws {
        // The other suites keep both processors busy; a count that is right is seen at once.
        for _ in 0..<3_000 {
            if try await used(guarded) == expected { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(try await used(guarded) == expected)
    }

    @Test("refuse the object that is one too many, in kube-apiserver's words")
    func excess() async throws {
        try await Guarded.run { guarded in
            try await guarded.create(Types.quotas, Self.quota(["pods": "1", "count/configmaps": "1"]))
            try await guarded.create(Types.pods, Guarded.pod("a"))
            let refusal = await guarded.refusal(Types.pods, Guarded.pod("b"))
            #expect(refusal?.code == 403)
            #expect(
                refusal?.message
                    == "pods \"b\" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1"
            )
            let map: JSON = ["metadata": ["name": "m"]]
            try await guarded.create(Types.configMaps, map)
            #expect(await guarded.refusal(Types.configMaps, ["metadata": ["name": "n"]])?.code == 403)
            #expect(
                await guarded.refusal(Types.configMaps, map, namespace: "kube-system") == nil,
                "another namespace is not bounded")
            #expect(try await Self.used(guarded) == ["count/configmaps": "1", "pods": "1"])
        }
    }

    @Test("hold against many creations at once, and count each once")
    func concurrency() async throws {
        try await Guarded.run { guarded in
            try await guarded.create(Types.quotas, Self.quota(["configmaps": "20"]))
            let created = await withTaskGroup(of: Bool.self) { group in
                for index in 0..<100 {
                    group.addTask {
                        await guarded.refusal(
                            Types.configMaps, ["metadata": ["name": .string("m\(index)")]]) == nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(created == 20)
            let list = try await guarded.cluster.list(
                Types.configMaps, namespace: "default", options: ListOptions())
            #expect(list.items.count == 20)
            #expect(try await Self.used(guarded) == ["configmaps": "20"])
        }
    }

    @Test("give back what a failed write had taken, and take nothing for a dry run")
    func failure() async throws {
        try await Guarded.run { guarded in
            try await guarded.create(Types.quotas, Self.quota(["configmaps": "2"]))
            let map: JSON = ["metadata": ["name": "m"]]
            try await guarded.create(Types.configMaps, map)
            #expect(await guarded.refusal(Types.configMaps, map)?.reason == "AlreadyExists")
            #expect(try await Self.used(guarded) == ["configmaps": "1"])
            #expect(
                await guarded.refusal(Types.configMaps, ["metadata": ["name": "d"]], dryRun: true) == nil)
            #expect(try await Self.used(guarded) == ["configmaps": "1"])
        }
    }

    @Test("count what pods ask for, and want every container to say it")
    func compute() async throws {
        try await Guarded.run { guarded in
            try await guarded.create(
                Types.quotas, Self.quota(["requests.cpu": "1", "limits.memory": "1Gi", "pods": "5"]))
            let silent = await guarded.refusal(Types.pods, Guarded.pod("a"))
            #expect(
                silent?.message
                    == "pods \"a\" is forbidden: failed quota: q: must specify limits.memory for: c; requests.cpu for: c"
            )
            let container: JSON = [
                "resources": ["requests": ["cpu": "600m"], "limits": ["memory": "512Mi"]]
            ]
            try await guarded.create(Types.pods, Guarded.pod("a", container: container))
            let refusal = await guarded.refusal(Types.pods, Guarded.pod("b", container: container))
            #expect(
                refusal?.message
                    == "pods \"b\" is forbidden: exceeded quota: q, requested: requests.cpu=600m, used: requests.cpu=600m, limited: requests.cpu=1"
            )
            #expect(
                try await Self.used(guarded)
                    == ["limits.memory": "512Mi", "pods": "1", "requests.cpu": "600m"])
        }
    }

    @Test("count only what their scopes name")
    func scopes() async throws {
        try await Guarded.run { guarded in
            try await guarded.create(
                Types.priorityClasses, ["metadata": ["name": "high"], "value": 1000])
            try await guarded.create(
                Types.quotas,
                Self.quota(
                    ["pods": "1"],
                    [
                        "scopeSelector": [
                            "matchExpressions": [
                                ["scopeName": "PriorityClass", "operator": "In", "values": ["high"]]
                            ]
                        ]
                    ]))
            let high: JSON = ["priorityClassName": "high"]
            try await guarded.create(Types.pods, Guarded.pod("a"))
            try await guarded.create(Types.pods, Guarded.pod("b", spec: high))
            #expect(await guarded.refusal(Types.pods, Guarded.pod("c", spec: high))?.code == 403)
            #expect(await guarded.refusal(Types.pods, Guarded.pod("d")) == nil)
        }
    }

    @Test("count claims' storage and services' kinds, also when they change")
    func claimsAndServices() async throws {
        try await Guarded.run { guarded in
            try await guarded.create(
                Types.quotas,
                Self.quota([
                    "requests.storage": "10Gi", "persistentvolumeclaims": "2", "services.nodeports": "1",
                    "gold.storageclass.storage.k8s.io/requests.storage": "5Gi",
                ]))
            func claim(_ name: String, _ storage: String, _ type: String) -> JSON {
                [
                    "metadata": ["name": .string(name)],
                    "spec": [
                        "accessModes": ["ReadWriteOnce"], "storageClassName": .string(type),
                        "resources": ["requests": ["storage": .string(storage)]],
                    ],
                ]
            }
            var stored = try await guarded.create(Types.claims, claim("a", "4Gi", "gold"))
            #expect(await guarded.refusal(Types.claims, claim("b", "2Gi", "gold"))?.code == 403)
            stored["spec"]?["resources"] = ["requests": ["storage": "11Gi"]]
            await #expect(throws: StatusError.self) {
                _ = try await guarded.cluster.rawUpdate(
                    Types.claims, namespace: "default", stored)
            }
            var service: JSON = [
                "metadata": ["name": "s"],
                "spec": ["type": "ClusterIP", "ports": [["port": 1], ["port": 2]]],
            ]
            service["spec"]?["ports"] = [["port": 1, "name": "a"], ["port": 2, "name": "b"]]
            let plain = try await guarded.create(Types.services, service)
            var open = plain
            open["spec"]?["type"] = "NodePort"
            await #expect(throws: StatusError.self) {
                _ = try await guarded.cluster.rawUpdate(Types.services, namespace: "default", open)
            }
        }
    }

    @Test("are counted again when objects go or end, and when they themselves change")
    func recount() async throws {
        try await Guarded.run { guarded in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await guarded.chain.run() }
                try await guarded.create(Types.configMaps, ["metadata": ["name": "before"]])
                try await guarded.create(Types.quotas, Self.quota(["configmaps": "3", "pods": "2"]))
                try await Self.eventually(guarded, ["configmaps": "1", "pods": "0"])
                try await guarded.create(Types.pods, Guarded.pod("a"))
                try await guarded.create(Types.configMaps, ["metadata": ["name": "after"]])
                #expect(try await Self.used(guarded) == ["configmaps": "2", "pods": "1"])
                _ = try await guarded.cluster.rawDelete(
                    Types.configMaps, namespace: "default", name: "before")
                try await Self.eventually(guarded, ["configmaps": "1", "pods": "1"])
                var pod = try await guarded.cluster.get(Types.pods, namespace: "default", name: "a")
                pod["status"] = ["phase": "Succeeded"]
                _ = try await guarded.cluster.rawUpdate(
                    Types.pods, namespace: "default", pod, subresource: "status")
                try await Self.eventually(guarded, ["configmaps": "1", "pods": "0"])
                var quota = try await guarded.cluster.get(Types.quotas, namespace: "default", name: "q")
                quota["spec"] = ["hard": ["serviceaccounts": "9", "count/serviceaccounts": "9"]]
                _ = try await guarded.cluster.rawUpdate(Types.quotas, namespace: "default", quota)
                try await Self.eventually(
                    guarded, ["count/serviceaccounts": "1", "serviceaccounts": "0"])
                group.cancelAll()
            }
        }
    }
}
