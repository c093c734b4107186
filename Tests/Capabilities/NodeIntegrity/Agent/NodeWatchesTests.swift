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
    @Test("a touched file calls for a check that is not due yet, and other files do not")
    func touched() async throws {
        let room = try await IntegrityRoom()
        mkdir("\(room.host().path)/etc", 0o755)
        mkdir("\(room.host().path)/var", 0o755)
        room.host().write("etc/passwd", "x")
        try await room.configure("mine", "/etc p+u+sha256\n")
        try await room.create(
            spec: ["config": ["name": "mine", "namespace": "openshift-file-integrity"]])
        try await room.operate()
        let watches = NodeWatches(logger: room.room.logger)
        let agent = room.agent(watches: watches)
        defer { watches.end(room.key()) }
        _ = try await agent.reconcile(room.key())
        try await room.collect()
        try await room.operate()
        #expect(try await room.status()?.lastResult?.condition == .succeeded)
        // The watch begins on a thread of its own, a moment after the database is there.
        try await Task.sleep(for: .seconds(3))
        room.host().write("var/log", "x")
        try await Task.sleep(for: .seconds(1))
        #expect(!watches.takeTouch(room.key()))
        room.host().write("etc/new", "x")
        var signals = watches.signals.makeAsyncIterator()
        #expect(await signals.next() == room.key())
        _ = try await agent.reconcile(room.key())
        try await room.collect()
        #expect(try await room.status()?.lastResult?.condition == .failed)
        #expect(try await room.status()?.lastResult?.added == 1)
        // What was looked at is looked at again in its turn only.
        guard case .again(let wait) = try await agent.reconcile(room.key()) else {
            Issue.record("the agent does not come back")
            return
        }
        #expect(wait > .seconds(600))
    }
}
