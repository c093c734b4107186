import Bytes
import Capability
import Cluster
import Controllers
import Glibc
import Kubernetes
import TemporaryFolders
import Testing

@testable import NodeIntegrity

@Suite("The agent of a node", .timeLimit(.minutes(5)))
struct NodeAgentTests {
    /// A room whose node has files, and whose FileIntegrity has made a database of them.
    private func begun(_ rules: String = "/etc p+u+sha256\n/root p+u+sha256\n") async throws -> IntegrityRoom
    {
        let room = try await IntegrityRoom()
        mkdir("\(room.host().path)/etc", 0o755)
        mkdir("\(room.host().path)/root", 0o700)
        room.host().write("etc/passwd", "root:x:0:0\n")
        room.host().write("etc/group", "root:x:0:\n")
        try await room.configure("mine", rules)
        try await room.create(spec: Self.spec)
        try await room.look()
        #expect(try await room.status()?.lastResult?.condition == .succeeded)
        room.time.pass(seconds: 900)
        return room
    }

    private static let spec: JSON = ["config": ["name": "mine", "namespace": "openshift-file-integrity"]]

    private func log(_ room: IntegrityRoom) async throws -> String {
        try await room.map("aide-example-this-node-failed")?["data"]?["integritylog"]?.string ?? ""
    }

    @Test("finds an added file, and the log shows it as upstream's does")
    func added() async throws {
        let room = try await begun()
        room.host().write("root/.bash_history", "ls\n")
        try await room.look()
        let status = try #require(try await room.status())
        #expect(status.lastResult?.condition == .failed)
        #expect(status.lastResult?.added == 1)
        let log = try await log(room)
        for part in [
            "Summary:\n  Total number of entries:\t5\n", "  Added entries:\t\t1\n",
            "  Removed entries:\t\t0\n", "  Changed entries:\t\t0",
            "Added entries:\n---------------------------------------------------\n\n"
                + "f++++++++++++++++: /hostroot/root/.bash_history",
            "The attributes of the (uncompressed) database(s):",
            "\n/hostroot/etc/kubernetes/aide.db.gz\n", " MD5       : ",
        ] { #expect(log.contains(part), "\(part) in:\n\(log)") }
        #expect(!log.contains(room.host().path))
    }

    @Test("sees that one change gave way to another of as many files")
    func exchange() async throws {
        let room = try await begun()
        room.host().write("etc/one", "1")
        try await room.look()
        room.time.pass(seconds: 900)
        unlink("\(room.host().path)/etc/one")
        room.host().write("etc/two", "2")
        try await room.look()
        #expect(try await room.status()?.lastResult?.added == 1)
        #expect(try await room.events("NodeIntegrityStatus").values.reduce(0, +) == 3)
        #expect(try await log(room).contains("/hostroot/etc/two"))
    }

    @Test("says Succeeded again when a change is taken back")
    func resolved() async throws {
        let room = try await begun()
        room.host().write("etc/one", "1")
        try await room.look()
        room.time.pass(seconds: 900)
        unlink("\(room.host().path)/etc/one")
        try await room.look()
        #expect(try await room.status()?.lastResult?.condition == .succeeded)
        #expect(try await room.map("aide-example-this-node-failed") != nil)
    }

    @Test("waits for the grace period, from start to start, and for the first delay")
    func waits() async throws {
        let room = try await IntegrityRoom()
        try await room.configure("mine", "/ p\n")
        var spec = Self.spec
        spec["config"]?["initialDelay"] = 60
        spec["config"]?["gracePeriod"] = 100
        try await room.create(spec: spec)
        guard case .again(let first) = try await room.look() else {
            Issue.record("the agent does not come back")
            return
        }
        #expect((.seconds(50)...(.seconds(60))).contains(first))
        #expect(try await room.status() == nil)
        room.time.pass(seconds: 120)
        #expect(try await room.look() == .again(after: .seconds(100)))
        #expect(try await room.status()?.lastResult?.condition == .succeeded)
        room.time.pass(seconds: 40)
        #expect(try await room.look() == .again(after: .seconds(60)))
        // A clock that was set back is no reason to wait for it.
        room.time.pass(seconds: -100_000)
        let integrity = try #require(try await room.integrity())
        let record = try #require(room.folder().readRecord())
        let order = CheckOrder(
            integrity, node: "this-node", configuration: record.configuration, record: record,
            hasDatabase: true, published: try await room.status()?.baseline,
            now: try #require(Timestamp(room.time.text)).seconds)
        #expect(order.action == .check)
    }

    @Test(
        "makes a new database when asked to, once, keeps as many backups as it may, and closes them to others"
    )
    func reinit() async throws {
        let room = try await begun()
        for number in 1...7 {
            room.host().write("etc/file\(number)", "x")
            try await room.annotate("re-init", number.isMultiple(of: 2) ? "" : "this-node,other")
            try await room.look()
            #expect(try await room.status()?.lastResult?.condition == .succeeded)
            #expect(try await room.status()?.baseline?.counter == number + 1)
            room.time.pass(seconds: 60)
        }
        try await room.look()
        #expect(try await room.status()?.baseline?.counter == 8)
        let names = room.folder().names().sorted()
        let databases = names.filter { $0.hasPrefix("aide.db.gz.backup-") }
        #expect(databases.count == 5)
        #expect(
            databases.allSatisfy { $0.wholeMatch(of: /aide\.db\.gz\.backup-\d{8}T\d\d_\d\d_\d\d/) != nil })
        #expect(!names.contains { $0.contains(".new") })
        for name in ["", "/aide.db.gz", "/record.json"] {
            var status = stat()
            #expect(stat(room.folder().path + name, &status) == 0)
            #expect(status.st_mode & 0o077 == 0, "\(name)")
        }
    }

    @Test("makes a new database when the rules change")
    func rules() async throws {
        let room = try await begun()
        room.host().write("etc/new", "x")
        try await room.configure("mine", "/etc p\n")
        try await room.look()
        #expect(try await room.status()?.lastResult?.condition == .succeeded)
        #expect(try await room.status()?.baseline?.counter == 2)
        #expect(try await room.integrity()?.phase == .active)
    }

    @Test("does nothing while the node is held off, and throws away what it found when that began meanwhile")
    func heldOff() async throws {
        let room = try await begun()
        room.host().write("etc/new", "x")
        try await room.annotate("holdoff", "this-node")
        #expect(try await room.look() == .done)
        #expect(try await room.status()?.lastResult?.condition == .succeeded)
        try await room.annotate("holdoff", "this-node-10")
        try await room.look()
        #expect(try await room.status()?.lastResult?.condition == .failed)
        let integrity = try #require(try await room.integrity())
        func order(_ change: (inout Object) -> Void) -> CheckOrder {
            var object = integrity.object
            change(&object)
            return CheckOrder(
                FileIntegrityResource(object), node: "this-node", configuration: "c", record: nil,
                hasDatabase: true, published: nil, now: 4_000_000_000)
        }
        let running = order { _ in }
        #expect(running.isStillWanted(order { $0.labels["x"] = "y" }))
        #expect(!running.isStillWanted(order { $0.annotations[NodeReconciler.holdoffKey] = "" }))
        #expect(!running.isStillWanted(order { $0.annotations[InitRequests.key] = "{\"all\":1}" }))
    }

    @Test("says Errored with the exit code when the configuration cannot be used on the node")
    func badConfiguration() async throws {
        let room = try await begun()
        var map = try #require(try await room.map("example"))
        map["data"] = ["aide.conf": "/hostroot/etc NOSUCH\n"]
        _ = try await room.cluster.update(
            FileIntegrityGroup.configMaps, namespace: map.namespace, map, subresource: nil,
            options: WriteOptions())
        _ = try await room.agent().reconcile(room.key())
        try await room.collect()
        let last = try #require(try await room.status()?.lastResult)
        #expect(last.condition == .errored)
        #expect(last.problem?.hasPrefix("configuration error (exit code 17): aide.conf:1:") == true)
    }

    @Test("says Errored when a file cannot be read and nothing else differs, and names the file")
    func unreadable() async throws {
        let room = try await IntegrityRoom()
        try await room.configure("mine", "/drop_caches sha256\n")
        try await room.create(spec: Self.spec)
        try await room.operate()
        // The one file that not even root may read.
        _ = try await room.agent(root: "/proc/sys/vm").reconcile(room.key())
        try await room.collect()
        try await room.operate()
        let last = try #require(try await room.status()?.lastResult)
        #expect(last.condition == .errored)
        #expect(last.problem?.contains("drop_caches") == true, "\(last.problem ?? "")")
        #expect(try await room.integrity()?.phase == .error)
    }

    @Test("says Errored when its folder cannot be written")
    func noFolder() async throws {
        let broken = NodeFolder(stateDirectory: "/proc/nowhere", namespace: "n", name: "x")
        let failure = #expect(throws: NodeFolder.Failure.self) { try broken.make() }
        #expect(failure?.description.hasPrefix("/proc/nowhere: cannot be made: ") == true)
    }

    private static let damages: [(name: String, words: String)] = [
        ("cut", "database cannot be read"), ("entry", "the first entry that differs is /etc/passwd"),
        ("gone", "is gone although one was published"), ("older", "was put back"),
        ("record", "is gone although one was published"), ("statement", "there is no baseline"),
        ("signature", "was changed after key"),
    ]

    @Test("says Errored when its database was tampered with, rolled back or removed", arguments: 0..<7)
    func tampered(index: Int) async throws {
        let room = try await begun()
        let folder = room.folder()
        let (damage, words) = Self.damages[index]
        func copy(_ from: String, _ to: String) {
            let process = "cp -p '\(from)' '\(to)'"
            #expect(system(process) == 0)
        }
        let parts = ["aide.db.gz", "aide.db.gz.baseline", "aide.db.gz.leaves", "record.json"]
        for part in parts { copy("\(folder.path)/\(part)", "\(folder.path)/\(part).old") }
        room.host().write("etc/new", "x")
        try await room.annotate("re-init", "")
        try await room.look()
        room.time.pass(seconds: 900)
        switch damage {
        case "cut": #expect(truncate(folder.database, 60) == 0)
        case "entry":
            // Another mode for a file, in a database that is whole.
            #expect(system("sed -i '/passwd/s/100600/100666/' '\(folder.database)'") == 0)
        case "statement": #expect(unlink(folder.database + ".baseline") == 0)
        case "signature":
            #expect(
                system(
                    "sed -i 's/\"sig\": *\"..../\"sig\":\"AAAA/' '\(folder.database).baseline'") == 0)
        case "gone": #expect(unlink(folder.database) == 0)
        case "older":
            for part in parts { copy("\(folder.path)/\(part).old", "\(folder.path)/\(part)") }
        default: #expect(unlink(folder.path + "/record.json") == 0)
        }
        // The rolled-back record does not know the last wish, and must not take it for a new one.
        _ = try await room.agent().reconcile(room.key())
        try await room.collect()
        let last = try #require(try await room.status()?.lastResult)
        #expect(last.condition == .errored, "\(damage)")
        #expect(last.problem?.contains(words) == true, "\(damage): \(last.problem ?? "")")
        #expect(try await room.status()?.baseline?.counter == 2)
        // A person who accepts the files as they are can say so.
        try await room.annotate("re-init", "")
        try await room.look()
        #expect(try await room.status()?.lastResult?.condition == .succeeded)
        #expect(try await room.status()?.baseline?.counter == 3)
    }

    @Test("takes over the changes that somebody named, and none beside them")
    func approves() async throws {
        let room = try await begun()
        for name in ["etc/one", "etc/two", "etc/three"] { room.host().write(name, "x") }
        try await room.look()
        #expect(try await room.status()?.lastResult?.added == 3)
        try await room.annotate(
            "approve", #"{"this-node": ["/hostroot/etc/two"], "other": ["/hostroot/etc/one"]}"#)
        try await room.look()
        #expect(try await room.status()?.lastResult?.added == 2)
        #expect(try await room.status()?.baseline?.counter == 2)
        let log = try await log(room)
        #expect(!log.contains("/hostroot/etc/two"))
        #expect(log.contains("/hostroot/etc/one") && log.contains("/hostroot/etc/three"))
        #expect(
            try await room.integrity()?.object.annotations[NodeApprovals.key]
                == #"{"other":["/hostroot/etc/one"]}"#)
        #expect(
            try await room.events("NodeIntegrityApproval") == [
                "node this-node: approved /hostroot/etc/two": 1
            ])
        room.time.pass(seconds: 900)
        try await room.look()
        #expect(try await room.status()?.lastResult?.added == 2)
    }

    private static let refused: [(words: String, sentence: String)] = [
        (#"["/hostroot/etc/*"]"#, "is a pattern"),
        (#"["/hostroot/etc/none"]"#, "is no change that was found"),
        (#"["all"]"#, "is neither an absolute path nor"), ("[]", "no change is named"),
        (#""/hostroot/etc/one""#, "no change is named"),
    ]

    @Test("approves nothing when a word names no change, and says which", arguments: 0..<5)
    func refuses(index: Int) async throws {
        let room = try await begun()
        room.host().write("etc/one", "x")
        try await room.look()
        try await room.annotate("approve", "{\"this-node\": \(Self.refused[index].words)}")
        try await room.look()
        #expect(try await room.status()?.lastResult?.added == 1)
        #expect(try await room.status()?.baseline?.counter == 1)
        let event = try #require(try await room.events("NodeIntegrityApproval").keys.first)
        #expect(
            event.contains("nothing was approved") && event.contains(Self.refused[index].sentence), "\(event)"
        )
        #expect(try await room.integrity()?.object.annotations[NodeApprovals.key] == nil)
    }

    @Test("goes on where a process that was killed stopped, wherever that was")
    func killed() async throws {
        let room = try await begun()
        room.host().write("etc/new", "x")
        let folder = room.folder()
        // Killed while a new database was written: the old one is whole and has its name.
        TemporaryFile.write("half a database", to: folder.newDatabase)
        TemporaryFile.write("more", to: folder.newDatabase + ".123.new")
        try await room.look()
        #expect(try await room.status()?.lastResult?.condition == .failed)
        // Killed after the database was made, before anybody was told: the next look tells.
        let integrity = try #require(try await room.integrity())
        try await room.annotate("re-init", "")
        try await room.operate()
        _ = try await room.agent().reconcile(room.key())
        try await room.cluster.deleteIfPresent(
            FileIntegrityGroup.configMaps, namespace: IntegrityRoom.namespace, name: "aide-example-this-node")
        #expect(try await room.status()?.baseline?.counter == 1)
        try await room.look()
        #expect(try await room.status()?.baseline?.counter == 2)
        #expect(try await room.status()?.lastResult?.condition == .succeeded)
        #expect(!folder.names().contains { $0.contains(".new") })
        #expect(integrity.object.uid == (try await room.integrity()?.object.uid))
    }

    @Test("two FileIntegrities watch their own nodes, each with its own database")
    func two() async throws {
        let room = try await IntegrityRoom(nodes: ["a", "b"])
        for name in ["a", "b"] {
            var node = try await room.cluster.get(FileIntegrityGroup.nodes, namespace: nil, name: name)
            node.labels["role"] = name
            _ = try await room.cluster.update(
                FileIntegrityGroup.nodes, namespace: nil, node, subresource: nil, options: WriteOptions())
            try await room.configure("rules-\(name)", "/\(name) p\n")
            room.host(name).write(name, "x")
            try await room.create(
                "watch-\(name)",
                spec: [
                    "nodeSelector": ["role": .string(name)],
                    "config": [
                        "name": .string("rules-\(name)"), "namespace": "openshift-file-integrity",
                    ],
                ])
        }
        for node in ["a", "b"] { for name in ["watch-a", "watch-b"] { try await room.look(node, name) } }
        let statuses = try await room.cluster.all(NodeStatus.self, namespace: nil).map(\.object.name)
        #expect(statuses.sorted() == ["watch-a-a", "watch-b-b"])
        #expect(room.folder("a", of: "watch-a").hasDatabase)
        #expect(!room.folder("a", of: "watch-b").hasDatabase)
        room.time.pass(seconds: 900)
        chmod("\(room.host("b").path)/b", 0o777)
        for node in ["a", "b"] { for name in ["watch-a", "watch-b"] { try await room.look(node, name) } }
        #expect(try await room.status("a", "watch-a")?.lastResult?.condition == .succeeded)
        #expect(try await room.status("b", "watch-b")?.lastResult?.changed == 1)
    }
}

/// Writes small files for a test.
private enum TemporaryFile {
    static func write(_ text: String, to path: String) {
        guard let file = fopen(path, "w") else { return }
        fputs(text, file)
        fclose(file)
    }
}
