import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes
import Testing

/// What kube-apiserver's own plugins put into pods and claims, and refuse of them.
@Suite("Pod admission", .timeLimit(.minutes(15)))
struct PodAdmissionTests {
    private static func range(_ limits: JSON...) -> JSON {
        ["metadata": ["name": "r"], "spec": ["limits": .array(limits)]]
    }

    @Test("a pod gets its account, its priority and its tolerations")
    func defaults() async throws {
        try await Guarded.run { guarded in
            let pod = try await guarded.create(Types.pods, Guarded.pod("a"))
            #expect(pod["spec"]?["serviceAccountName"] == "default")
            #expect(pod["spec"]?["priority"] == 0)
            #expect(pod["spec"]?["preemptionPolicy"] == "PreemptLowerPriority")
            #expect(pod["spec"]?["tolerations"]?.array?.count == 2)
            let volume = pod["spec"]?["volumes"]?.array?.first?["name"]?.string ?? ""
            #expect(volume.hasPrefix("kube-api-access-"))
            let mounts = pod["spec"]?["containers"]?.array?.first?["volumeMounts"]
            #expect(mounts?.array?.count == 1)
            #expect(mounts?.array?.first?["name"]?.string == volume)
            let without = try await guarded.create(
                Types.pods, Guarded.pod("b", spec: ["automountServiceAccountToken": false]))
            #expect(without["spec"]?["volumes"] == nil)
        }
    }

    @Test("an account or a class that is not there is refused")
    func missing() async throws {
        try await Guarded.run { guarded in
            let account = await guarded.refusal(
                Types.pods, Guarded.pod("a", spec: ["serviceAccountName": "ghost"]))
            #expect(
                account?.message
                    == "pods \"a\" is forbidden: error looking up service account default/ghost: serviceaccount \"ghost\" not found"
            )
            let priority = await guarded.refusal(
                Types.pods, Guarded.pod("a", spec: ["priorityClassName": "ghost"]))
            #expect(
                priority?.message == "pods \"a\" is forbidden: no PriorityClass with name ghost was found")
            let chosen = await guarded.refusal(Types.pods, Guarded.pod("a", spec: ["priority": 7]))
            #expect(chosen?.message.contains("priority (7) must not be provided in pod spec") == true)
        }
    }

    @Test("priorities come from the named class or the global default, of which there is one")
    func priorities() async throws {
        try await Guarded.run { guarded in
            try await guarded.create(
                Types.priorityClasses,
                ["metadata": ["name": "usual"], "value": 10, "globalDefault": true])
            let second = await guarded.refusal(
                Types.priorityClasses, ["metadata": ["name": "two"], "value": 1, "globalDefault": true])
            #expect(second?.code == 403)
            let pod = try await guarded.create(Types.pods, Guarded.pod("a"))
            #expect(pod["spec"]?["priorityClassName"] == "usual")
            #expect(pod["spec"]?["priority"] == 10)
            let critical = try await guarded.create(
                Types.pods, Guarded.pod("b", spec: ["priorityClassName": "system-node-critical"]))
            #expect(critical["spec"]?["priority"] == 2_000_001_000)
        }
    }

    @Test("a LimitRange gives containers its defaults and says so")
    func limitDefaults() async throws {
        try await Guarded.run { guarded in
            try await guarded.create(
                Types.limitRanges,
                Self.range([
                    "type": "Container", "default": ["cpu": "500m", "memory": "1Gi"],
                    "defaultRequest": ["cpu": "100m"],
                ]))
            let pod = try await guarded.create(Types.pods, Guarded.pod("a"))
            let resources = pod["spec"]?["containers"]?.array?.first?["resources"]
            #expect(resources?["limits"] == ["cpu": "500m", "memory": "1Gi"])
            #expect(resources?["requests"] == ["cpu": "100m", "memory": "1Gi"])
            #expect(
                pod.annotations["kubernetes.io/limit-ranger"]
                    == "LimitRanger plugin set: cpu, memory request for container c; cpu, memory limit for container c"
            )
        }
    }

    @Test("a LimitRange refuses what is out of its bounds, in kube-apiserver's words")
    func limitBounds() async throws {
        try await Guarded.run { guarded in
            try await guarded.create(
                Types.limitRanges,
                Self.range(
                    [
                        "type": "Container", "max": ["cpu": "1"], "min": ["cpu": "100m"],
                        "maxLimitRequestRatio": ["cpu": "2"],
                    ], ["type": "Pod", "max": ["memory": "1Gi"]],
                    ["type": "PersistentVolumeClaim", "max": ["storage": "2Gi"], "min": ["storage": "1Gi"]]))
            func message(_ requests: JSON, _ limits: JSON) async -> String? {
                await guarded.refusal(
                    Types.pods,
                    Guarded.pod("a", container: ["resources": ["requests": requests, "limits": limits]]))?
                    .message
            }
            let start = "pods \"a\" is forbidden: "
            let memory: JSON = "1Gi"
            #expect(
                await message(["cpu": "1"], ["cpu": "2", "memory": memory])
                    == start + "maximum cpu usage per Container is 1, but limit is 2")
            #expect(
                await message(["cpu": "50m"], ["cpu": "100m", "memory": memory])
                    == start + "minimum cpu usage per Container is 100m, but request is 50m")
            #expect(
                await message(["cpu": "200m"], ["cpu": "500m", "memory": memory])
                    == start
                    + "cpu max limit to request ratio per Container is 2, but provided ratio is 2.500000")
            #expect(
                await message(["cpu": "1"], ["cpu": "1"])
                    == start + "maximum memory usage per Pod is 1Gi.  No limit is specified")
            #expect(await message(["cpu": "1"], ["cpu": "1", "memory": memory]) == nil)
            let claim = await guarded.refusal(
                Types.claims,
                [
                    "metadata": ["name": "c"],
                    "spec": [
                        "accessModes": ["ReadWriteOnce"], "resources": ["requests": ["storage": "5Gi"]],
                    ],
                ])
            #expect(
                claim?.message
                    == "persistentvolumeclaims \"c\" is forbidden: maximum storage usage per PersistentVolumeClaim is 2Gi, but request is 5Gi"
            )
        }
    }

    @Test("a claim without a class gets the default one, the newest of several")
    func storageClass() async throws {
        try await Guarded.run { guarded in
            let claim: JSON = [
                "metadata": ["generateName": "c"],
                "spec": ["accessModes": ["ReadWriteOnce"], "resources": ["requests": ["storage": "1Gi"]]],
            ]
            let early = try await guarded.create(Types.claims, claim)
            #expect(early["spec"]?["storageClassName"] == nil)
            try await guarded.create(
                Types.storageClasses,
                [
                    "metadata": [
                        "name": "fast",
                        "annotations": ["storageclass.kubernetes.io/is-default-class": "true"],
                    ], "provisioner": "p",
                ])
            let late = try await guarded.create(Types.claims, claim)
            #expect(late["spec"]?["storageClassName"] == "fast")
            var own = claim
            own["spec"]?["storageClassName"] = ""
            #expect(try await guarded.create(Types.claims, own)["spec"]?["storageClassName"] == "")
        }
    }
}
