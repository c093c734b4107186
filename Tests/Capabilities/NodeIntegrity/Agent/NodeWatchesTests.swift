import Bytes
import Capability
import Controllers
import Glibc
import Kubernetes
import Logging
import TemporaryFolders
import Testing

@testable import NodeIntegrity

@Suite("Watching between checks", .timeLimit(.minutes(2)))
struct NodeWatchesTests {
    /// A node with a database whose watch has begun.
    private func begun(_ rules: String = "/etc p+u+sha256\n") async throws -> (
        IntegrityRoom, NodeWatches, NodeAgent
    ) {
        let room = try await IntegrityRoom()
        mkdir("\(room.host().path)/etc", 0o755)
        mkdir("\(room.host().path)/var", 0o755)
        room.host().write("etc/passwd", "x")
        try await room.configure("mine", rules)
        try await room.create(
            spec: ["config": ["name": "mine", "namespace": "openshift-file-integrity"]])
        try await room.operate()
        let watches = NodeWatches(logger: room.room.logger)
        let agent = room.agent(watches: watches)
        _ = try await agent.reconcile(room.key())
        try await room.collect()
        try await room.operate()
        #expect(try await room.status()?.lastResult?.condition == .succeeded)
        // What changed before the watch began is looked for once.
        try await check(room, watches, agent)
        #expect(try await room.status()?.lastResult?.condition == .succeeded)
        return (room, watches, agent)
    }

    /// Waits until the watch calls for a check, and has it done.
    private func check(_ room: IntegrityRoom, _ watches: NodeWatches, _ agent: NodeAgent) async throws {
        var signals = watches.signals.makeAsyncIterator()
        #expect(await signals.next() == room.key())
        _ = try await agent.reconcile(room.key())
        try await room.collect()
    }

    /// Has checks done that the watch calls for until the node is so; one change may call more than once.
    private func check(
        _ room: IntegrityRoom, _ watches: NodeWatches, _ agent: NodeAgent,
        until condition: CheckVerdict.Condition
    ) async throws {
        for _ in 0..<5 where try await room.status()?.lastResult?.condition != condition {
            try await check(room, watches, agent)
        }
        #expect(try await room.status()?.lastResult?.condition == condition)
    }

    @Test("a touched file calls for a check that is not due yet, and other files do not")
    func touched() async throws {
        let (room, watches, agent) = try await begun()
        defer { watches.end(room.key()) }
        room.host().write("var/log", "x")
        try await Task.sleep(for: .seconds(1))
        #expect(watches.takeLook(room.key()) == nil)
        room.time.pass(seconds: 60)
        let before = room.folder().readRecord()?.started
        room.host().write("etc/new", "x")
        try await check(room, watches, agent, until: .failed)
        #expect(try await room.status()?.lastResult?.added == 1)
        let log = try await room.map("aide-example-this-node-failed")
        #expect(log?["data"]?["integritylog"]?.string?.contains("Added entries:\t\t1") == true)
        // When all files are looked at next does not depend on those that were touched.
        #expect(room.folder().readRecord()?.started == before)
        #expect(try await agent.reconcile(room.key()) == .again(after: .seconds(10)))
        // Packages are asked a while after the change was told.
        func explanations() async throws -> String {
            try await room.map("aide-example-this-node-failed")?["data"]?["explanations"]?.string ?? ""
        }
        #expect(try await explanations().contains("nobody has been asked yet"))
        room.time.pass(seconds: 11)
        guard case .again(let wait) = try await agent.reconcile(room.key()) else {
            Issue.record("the agent does not come back")
            return
        }
        #expect(wait > .seconds(600) && wait < .seconds(850))
        try await room.collect()
        #expect(try await explanations().contains("no package, image or configuration has this file"))
        #expect(room.folder().readRecord()?.started == before)
        unlink("\(room.host().path)/etc/new")
        try await check(room, watches, agent, until: .succeeded)
    }

    @Test("a database that somebody changed vouches for nothing, whatever was touched")
    func tamper() async throws {
        let (room, watches, agent) = try await begun()
        defer { watches.end(room.key()) }
        room.host().write("etc/passwd", "evil")
        try await check(room, watches, agent, until: .failed)
        let database = room.folder().database
        let file = open(database, O_WRONLY | O_TRUNC)
        write(file, "@@begin_db\n", 11)
        close(file)
        room.host().write("etc/passwd", "worse")
        try await check(room, watches, agent, until: .errored)
        let last = try #require(try await room.status()?.lastResult)
        #expect(last.condition == .errored)
        #expect(last.problem?.contains("exit code 24") == true, "\(last)")
    }

    @Test("who touched a file is written down and told, and is remembered", .enabled(if: geteuid() == 0))
    func actors() async throws {
        let (room, watches, agent) = try await begun()
        defer { watches.end(room.key()) }
        room.host().write("etc/passwd", "evil")
        try await check(room, watches, agent)
        func told() async throws -> JSON? {
            try await room.map("aide-example-this-node-failed").flatMap {
                IntegrityLog($0).actors?.array?.first
            }
        }
        let entry = try #require(try await told())
        #expect(entry["path"]?.string == "/hostroot/etc/passwd")
        #expect(entry["actors"]?.array?.first?["pid"]?.int == Int(getpid()))
        #expect(entry["by"]?.string?.hasPrefix("\(getpid()) /") == true)
        // An agent that was not there then finds the same change.
        room.time.pass(seconds: 1000)
        let later = NodeWatches(logger: room.room.logger)
        defer { later.end(room.key()) }
        _ = try await room.agent(watches: later).reconcile(room.key())
        try await room.collect()
        // Its watch begins with that check; what it knows of others comes with the next.
        try await check(room, later, room.agent(watches: later))
        #expect(try await told()?["actors"] == entry["actors"])
    }

    @Test("how changes come to be known is said at the status, and in metrics")
    func standing() async throws {
        let (room, watches, agent) = try await begun()
        for _ in 0..<100 where watches.standing(room.key()) == nil {
            try await Task.sleep(for: .milliseconds(50))
        }
        room.host().write("etc/passwd", "evil")
        try await check(room, watches, agent)
        let said = try await room.status()?.object.annotations[IntegrityLog.watchKey]
        #expect(said == watches.standing(room.key())?.text)
        #expect(said?.hasPrefix(geteuid() == 0 ? "every change is noticed" : "changes are noticed") == true)
        watches.end(room.key())
        #expect(watches.standing(room.key()) == nil)
    }
}
