import Bytes
import Capability
import Cluster
import Controllers
import Kubernetes
import Testing

@testable import NodeIntegrity

@Suite("FileIntegrity")
struct FileIntegrityTests {
    /// What a node's agent would say that it has done.
    private func say(
        _ condition: CheckVerdict.Condition, on node: String, in room: IntegrityRoom, request: UInt64 = 0,
        counter: Int = 1, problem: String? = nil
    ) async throws {
        let integrity = try #require(try await room.integrity())
        let map = try #require(try await room.map("example"))
        let configuration = try #require(NodeConfiguration(of: map))
        var verdict = CheckVerdict(condition, at: room.time.text)
        verdict.problem = problem
        let log = IntegrityLog(
            of: integrity.object, node: node, verdict, report: Array("log".utf8), findingsDigest: "d",
            baseline: PublishedBaseline(
                root: "r\(counter)", counter: counter, key: "k", configuration: configuration.digest,
                request: request))
        _ = try await room.cluster.createIfAbsent(FileIntegrityGroup.configMaps, log.object)
        try await room.collect()
        try await room.operate()
    }

    @Test("makes the nodes' ConfigMap with the default configuration, and says Initializing, then Active")
    func begins() async throws {
        let room = try await IntegrityRoom()
        try await room.create()
        try await room.operate()
        let map = try #require(try await room.map("example"))
        #expect(map["data"]?["aide.conf"]?.string == DefaultConfiguration.text)
        #expect(map.labels[FileIntegrityGroup.configurationLabel] == "")
        #expect(map.ownerReferences.first?.kind == "FileIntegrity")
        #expect(try await room.integrity()?.phase == .initializing)
        try await say(.succeeded, on: "this-node", in: room)
        #expect(try await room.integrity()?.phase == .active)
        #expect(try await room.events("FileIntegrityStatus") == ["Initializing": 1, "Active": 1])
        #expect(room.metrics.text.contains("file_integrity_operator_phase_total{phase=\"Active\"} 1"))
    }

    @Test("is Pending while no node is selected, and Error while a node could not be looked at")
    func phases() async throws {
        let room = try await IntegrityRoom()
        try await room.create(spec: ["config": [:], "nodeSelector": ["role": "none"]])
        try await room.operate()
        #expect(try await room.integrity()?.phase == .pending)
        try await room.create("all")
        try await room.operate("all")
        #expect(try await room.integrity("all")?.phase == .initializing)
        let other = try await IntegrityRoom()
        try await other.create()
        try await other.operate()
        try await say(.errored, on: "this-node", in: other, problem: "I/O error")
        #expect(try await other.integrity()?.phase == .error)
        try await say(.succeeded, on: "this-node", in: other)
        #expect(try await other.integrity()?.phase == .active)
    }

    @Test("gives nodes the user's configuration converted, follows its changes, and goes back to the default")
    func userConfiguration() async throws {
        let room = try await IntegrityRoom()
        try await room.configure("mine", "/etc p+u\n", key: "conf")
        try await room.create(
            spec: ["config": ["name": "mine", "namespace": "openshift-file-integrity", "key": "conf"]])
        try await room.operate()
        func text() async throws -> String? {
            try await room.map("example")?["data"]?["aide.conf"]?.string
        }
        #expect(try await text() == "/hostroot/etc p+u\n")
        let first = try await room.integrity()?.object.annotations[FileIntegrityReconciler.digestKey]
        try await room.configure("mine", "=/etc p+u\n", key: "conf")
        let map = try #require(try await room.map("mine"))
        #expect(room.watched.keys(of: map) == [room.key()])
        try await room.operate()
        #expect(try await text() == "=/hostroot/etc p+u\n")
        let second = try await room.integrity()?.object.annotations[FileIntegrityReconciler.digestKey]
        #expect(first != nil && second != first)
        var object = try #require(try await room.integrity()).object
        object["spec"] = ["config": [:]]
        _ = try await room.cluster.update(
            FileIntegrityResource.type, namespace: object.namespace, object, subresource: nil,
            options: WriteOptions())
        try await room.operate()
        #expect(try await text() == DefaultConfiguration.text)
        #expect(room.metrics.text.contains("reinit_total{by=\"config\",node=\"\"} 2"))
    }

    private static let bad: [(text: String?, key: String, sentence: String)] = [
        (nil, "aide.conf", "does not exist"), ("/etc R\n", "other", "has no data under the key"),
        ("", "aide.conf", "has no data under the key"),
        ("/etc R\n/usr NOSUCH\n", "aide.conf", "aide.conf:2:6: group 'NOSUCH' is not defined"),
        ("@@include /etc/shadow\n", "aide.conf", "includes no files of its nodes"),
    ]

    @Test("tells of a configuration that cannot be had, and nodes keep what they have", arguments: 0..<5)
    func badConfiguration(index: Int) async throws {
        let room = try await IntegrityRoom()
        let bad = Self.bad[index]
        if let text = bad.text { try await room.configure("mine", text) }
        try await room.configure("good", "/etc p\n")
        try await room.create(
            spec: ["config": ["name": "good", "namespace": "openshift-file-integrity"]])
        try await room.operate()
        var object = try #require(try await room.integrity()).object
        object["spec"] = [
            "config": [
                "name": "mine", "namespace": "openshift-file-integrity", "key": .string(bad.key),
            ]
        ]
        _ = try await room.cluster.update(
            FileIntegrityResource.type, namespace: object.namespace, object, subresource: nil,
            options: WriteOptions())
        try await room.operate()
        try await room.operate()
        #expect(try await room.integrity()?.phase == .error)
        let events = try await room.events("Configuration")
        #expect(events.count == 1)
        #expect(events.first?.value == 1)
        #expect(events.first?.key.contains(bad.sentence) == true, "\(events)")
        #expect(try await room.map("example")?["data"]?["aide.conf"]?.string == "/hostroot/etc p\n")
    }

    @Test("warns of rules that reach too far, once, and takes the warning back with them")
    func doubts() async throws {
        let room = try await IntegrityRoom()
        func warnings() async throws -> String? {
            try await room.integrity()?.object.annotations[ConfigurationDoubts.key]
        }
        try await room.configure("mine", "/ sha256\n!/proc/\n!/var/lo\n")
        try await room.create(
            spec: ["config": ["name": "mine", "namespace": "openshift-file-integrity"]])
        try await room.operate()
        try await room.operate()
        let told = try #require(try await warnings())
        #expect(told.hasPrefix("aide.conf:3:1: warning: '!/var/lo' leaves out every path that begins so"))
        #expect(told.contains("'/' compares") && told.contains("/run/any.pid (the state of what runs)"))
        #expect(told.utf8.count <= 1000)
        #expect(try await room.events("ConfigurationDoubt") == [told: 1])
        // It is used all the same.
        #expect(
            try await room.map("example")?["data"]?["aide.conf"]?.string?.contains("!/hostroot/var/lo")
                == true)
        try await room.configure("mine", "/etc/ sha256\n")
        try await room.operate()
        #expect(try await warnings() == nil)
        #expect(try await room.events("ConfigurationDoubt").count == 1)
    }

    @Test("our own configurations leave no doubt")
    func ownDoubts() {
        for text in [DefaultConfiguration.text, DefaultConfiguration.strictText] {
            #expect(ConfigurationDoubts(NodeConfiguration(text: text)) == nil)
        }
    }

    @Test("leaves a ConfigMap of its name alone that is somebody else's")
    func takenName() async throws {
        let room = try await IntegrityRoom()
        try await room.configure("example", "/etc R\n")
        try await room.create()
        try await room.operate()
        #expect(try await room.map("example")?["data"]?["aide.conf"]?.string == "/etc R\n")
        #expect(try await room.events("Configuration").keys.first?.contains("somebody else's") == true)
    }

    @Test("takes a priority class that does not exist off and says so")
    func priorityClass() async throws {
        let room = try await IntegrityRoom()
        try await room.create(spec: ["config": [:], "priorityClassName": "nowhere"])
        try await room.operate()
        #expect(try await room.integrity()?.priorityClassName == "")
        #expect(try await room.events("PriorityClass").count == 1)
        #expect(room.metrics.text.contains("error_total{error=\"PriorityClass\"} 1"))
    }

    @Test("turns re-init into a numbered wish for the nodes it names, once")
    func reinit() async throws {
        let room = try await IntegrityRoom(nodes: ["worker-1", "worker-10"])
        try await room.create()
        try await room.operate()
        try await say(.succeeded, on: "worker-1", in: room)
        try await say(.succeeded, on: "worker-10", in: room)
        try await room.annotate("re-init", "worker-10")
        try await room.operate()
        let integrity = try #require(try await room.integrity())
        #expect(integrity.object.annotations[FileIntegrityGroup.key("re-init")] == nil)
        let requests = InitRequests(of: integrity.object)
        #expect(requests.wanted(of: "worker-1") == 0)
        #expect(requests.wanted(of: "worker-10") == 1)
        #expect(integrity.phase == .initializing)
        let updated = FileIntegrityGroup.key("updated")
        #expect(try await room.map("example")?.annotations[updated] == "worker-10")
        try await say(.succeeded, on: "worker-10", in: room, request: 1, counter: 2)
        #expect(try await room.integrity()?.phase == .active)
        #expect(try await room.map("example")?.annotations[updated] == nil)
        try await room.annotate("re-init", "")
        try await room.operate()
        #expect(try await room.map("example")?.annotations[updated] == "")
        #expect(room.metrics.text.contains("reinit_total{by=\"demand\",node=\"\"} 2"))
    }

    @Test("re-init-on-failed means every node that failed, and none that did not")
    func reinitOnFailed() async throws {
        let nodes = ["worker-1", "worker-10", "worker-2", "worker-3"]
        let room = try await IntegrityRoom(nodes: nodes)
        try await room.create()
        try await room.operate()
        try await say(.failed, on: "worker-1", in: room)
        try await say(.succeeded, on: "worker-10", in: room)
        try await say(.failed, on: "worker-2", in: room)
        try await say(.failed, on: "worker-3", in: room)
        try await room.annotate("re-init-on-failed", "")
        try await room.operate()
        var requests = InitRequests(of: try #require(try await room.integrity()).object)
        #expect(nodes.map(requests.wanted(of:)) == [1, 0, 1, 1])
        try await room.annotate("re-init-on-failed", "worker-10,worker-3")
        try await room.operate()
        let integrity = try #require(try await room.integrity())
        requests = InitRequests(of: integrity.object)
        #expect(nodes.map(requests.wanted(of:)) == [1, 0, 1, 2])
        #expect(integrity.object.annotations[FileIntegrityGroup.key("re-init-on-failed")] == nil)
    }

    @Test("forgets what it said of nodes that are gone")
    func forgets() async throws {
        let room = try await IntegrityRoom(nodes: ["a", "b"])
        try await room.create()
        try await room.operate()
        try await say(.failed, on: "a", in: room)
        try await say(.succeeded, on: "b", in: room)
        #expect(room.metrics.text.contains("node_failed{node=\"a\"} 1"))
        #expect(room.metrics.text.contains("node_failed{node=\"b\"} 0"))
        _ = try await room.cluster.delete(
            FileIntegrityGroup.nodes, namespace: nil, name: "a", options: DeleteOptions())
        _ = try await NodeReconciler(room: room.room, metrics: room.metrics).reconcile(.init(name: "a"))
        #expect(try await room.status("a") == nil)
        #expect(try await room.status("b") != nil)
        #expect(try await room.map("aide-example-a-failed") != nil)
        _ = try await room.cluster.delete(
            FileIntegrityGroup.nodes, namespace: nil, name: "b", options: DeleteOptions())
        // Also one whose end nobody saw.
        try await room.operate()
        #expect(try await room.status("b") == nil)
        #expect(!room.metrics.text.contains("node_failed{"))
    }

    @Test("holds a node's checks off while it is updated, and asks for a new database afterwards")
    func machineUpdate() async throws {
        let room = try await IntegrityRoom(nodes: ["worker-1", "worker-10"])
        try await room.create()
        try await room.operate()
        func holdoff() async throws -> String? {
            try await room.integrity()?.object.annotations[NodeReconciler.holdoffKey]
        }
        try await room.update(node: "worker-10", current: "a", desired: "b", state: "Working")
        #expect(try await holdoff() == "worker-10")
        try await room.update(node: "worker-1", current: "a", desired: "b", state: "Working")
        #expect(try await holdoff() == "worker-10,worker-1")
        try await room.update(node: "worker-1", current: "a", desired: "a", state: "Done")
        #expect(try await holdoff() == "worker-10")
        try await room.update(node: "worker-10", current: "a", desired: "b", state: "Degraded")
        #expect(try await holdoff() == nil)
        let requests = InitRequests(of: try #require(try await room.integrity()).object)
        #expect(requests.wanted(of: "worker-1") == 1)
        #expect(requests.wanted(of: "worker-10") == 2)
        for line in [
            "pause_total{node=\"worker-1\"} 1", "unpause_total{node=\"worker-10\"} 1",
            "reinit_total{by=\"node\",node=\"worker-1\"} 1",
        ] { #expect(room.metrics.text.contains(line)) }
        // A node that was never held off makes no new database.
        try await room.update(node: "worker-1", current: "a", desired: "a", state: "Done")
        #expect(InitRequests(of: try #require(try await room.integrity()).object) == requests)
    }

    @Test("a list of all in holdoff leaves the others held when one node is done")
    func holdoffOfAll() async throws {
        let room = try await IntegrityRoom(nodes: ["a", "b", "c"])
        try await room.create()
        try await room.annotate("holdoff", "")
        try await room.update(node: "b", current: "x", desired: "x", state: "Done")
        let left = try await room.integrity()?.object.annotations[NodeReconciler.holdoffKey]
        #expect(left == "a,c")
    }
}
