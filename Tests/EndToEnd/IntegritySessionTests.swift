import Foundation
import Glibc
import Testing

/// The terminal session of the File Integrity Operator's users, replayed with the real kubectl.
@Suite(
    "A file-integrity session", .enabled(if: Kubectl.isPresent, "kubectl or martlet is missing"), .serialized,
    .timeLimit(.minutes(15)))
struct IntegritySessionTests: IntegrityPlatform {
    @Test("from the first database to a failed node, its log, an approval, and a new database")
    func session() async throws {
        let node = try SmallNode()
        var (server, kubectl) = try await start(node)
        let host = try await nodeName(kubectl)
        try await apply(Self.manifest("example-fileintegrity"), kubectl)
        let status = "example-fileintegrity-\(host)"
        try await wait(status, "Succeeded", kubectl)
        func row() async throws -> [String] {
            let listed = try await kubectl("get", "fileintegritynodestatuses")
            #expect(listed.lines.first?.split(separator: " ").map(String.init) == ["NAME", "NODE", "STATUS"])
            return listed.lines.last?.split(separator: " ").map(String.init) ?? []
        }
        #expect(try await row() == [status, host, "Succeeded"])

        try node.write("root/.bash_history", "ls\n")
        try await wait(status, "Failed", added: 1, kubectl)
        #expect(try await row() == [status, host, "Failed"])
        // As the seed's terminal shows it: kubectl lines columns up with spaces.
        let log = try await kubectl("describe", "cm", "aide-example-fileintegrity-\(host)-failed")
        for part in [
            "integritylog:", "  Total number of entries:  ", "  Added entries:              1",
            "  Removed entries:            0",
            "  Changed entries:            0", "Added entries:\n",
            "f++++++++++++++++: /hostroot/root/.bash_history",
            "The attributes of the (uncompressed) database(s):", " MD5       : ",
        ] { #expect(log.output.contains(part), "\(part) in:\n\(log)") }
        let described = try await kubectl("describe", "fileintegritynodestatus", status)
        for words in [
            ["Condition:", "Failed"], ["Files", "Added:", "1"], ["Node", "Name:", host],
            ["Result", "Config", "Map", "Name:", "aide-example-fileintegrity-\(host)-failed"],
            ["Result", "Config", "Map", "Namespace:", "openshift-file-integrity"],
        ] {
            #expect(
                described.lines.contains { $0.split(separator: " ").map(String.init) == words },
                "\(words) in \(described)")
        }
        let events = try await kubectl("events", "--for", "fileintegrity/example-fileintegrity")
        #expect(events.output.contains("node \(host) has changed! a:1,c:0,r:0 log:openshift-file-integrity/"))
        let metrics = try await kubectl("get", "--raw", "/metrics")
        #expect(metrics.output.contains("file_integrity_operator_node_failed{node=\"\(host)\"} 1"))
        #expect(
            try await kubectl("get", "fileintegrities", "-o", "jsonpath={.items[*].status.phase}").output
                == "Active")

        // What changes while nobody looks is found afterwards, and the state is that of before.
        server.stop()
        try node.write("etc/new", "x")
        (server, kubectl) = try await start(node, stateDirectory: server.stateDirectory)
        try await wait(status, "Failed", added: 2, kubectl)
        let approved = try await kubectl(
            "annotate", "fileintegrity", "example-fileintegrity",
            "file-integrity.openshift.io/approve={\"\(host)\": [\"/hostroot/root/.bash_history\"]}")
        #expect(approved.status == 0, "\(approved)")
        try await wait(status, "Failed", added: 1, kubectl)
        let rest = try await kubectl("describe", "cm", "aide-example-fileintegrity-\(host)-failed")
        #expect(rest.output.contains("f++++++++++++++++: /hostroot/etc/new"))
        #expect(!rest.output.contains(".bash_history"))
        let asked = try await kubectl(
            "annotate", "fileintegrity", "example-fileintegrity", "file-integrity.openshift.io/re-init=")
        #expect(asked.status == 0, "\(asked)")
        try await wait(status, "Succeeded", kubectl)
        server.stop()
    }

    @Test("a change reaches the status at once, though the next check is an hour away, and so does its end")
    func realTime() async throws {
        let node = try SmallNode()
        let (server, kubectl) = try await start(node)
        defer { server.stop() }
        let host = try await nodeName(kubectl)
        try await apply(Self.manifest("example", gracePeriod: 3600), kubectl)
        try await wait("example-\(host)", "Succeeded", kubectl)
        // The watch begins when the first database is there.
        try await Task.sleep(for: .seconds(2))
        for round in 1...3 {
            let begun = ContinuousClock.now
            try node.write("etc/new", "x")
            try await wait("example-\(host)", "Failed", added: 1, kubectl)
            let taken = ContinuousClock.now - begun
            #expect(taken < .seconds(10), "round \(round): \(taken)")
            try node.remove("etc/new")
            try await wait("example-\(host)", "Succeeded", kubectl)
        }
    }

    @Test("kill -9 at any moment, again and again: nothing is lost and nothing is there twice")
    func crashes() async throws {
        let node = try SmallNode()
        var (server, kubectl) = try await start(node)
        let host = try await nodeName(kubectl)
        try await apply(Self.manifest("example"), kubectl)
        for round in 0..<8 {
            try node.write("etc/file\(round)", "x")
            if round.isMultiple(of: 3) {
                _ = try await kubectl(
                    "annotate", "--overwrite", "fileintegrity", "example",
                    "file-integrity.openshift.io/re-init=")
            }
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...1500)))
            server.killNow()
            (server, kubectl) = try await start(node, stateDirectory: server.stateDirectory)
        }
        // Whatever the databases had seen, one wish makes them see everything, and a change after it is one change.
        _ = try await kubectl(
            "annotate", "--overwrite", "fileintegrity", "example", "file-integrity.openshift.io/re-init=")
        try await wait("example-\(host)", "Succeeded", kubectl)
        try node.write("root/after", "x")
        try await wait("example-\(host)", "Failed", added: 1, kubectl)
        let statuses = try await kubectl("get", "fileintegritynodestatuses", "-o", "name")
        #expect(statuses.lines.count == 1)
        let maps = try await kubectl(
            "get", "cm", "-l", "file-integrity.openshift.io/owner=example,file-integrity.openshift.io/node",
            "-o", "name")
        #expect(maps.lines.contains("configmap/aide-example-\(host)-failed"))
        server.stop()
    }

    @Test("two FileIntegrities each watch their own node, one of them by an agent")
    func agents() async throws {
        let (first, second) = (try SmallNode(), try SmallNode())
        let (server, kubectl) = try await start(first)
        defer { server.stop() }
        let host = try await nodeName(kubectl)
        let made = try await kubectl(
            "create", "-f", "-",
            input: "apiVersion: v1\nkind: Node\nmetadata: {name: second, labels: {role: second}}\n")
        try #require(made.status == 0, "\(made)")
        _ = try await kubectl("label", "node", host, "role=first")
        let agent = try self.agent(of: "second", second, server)
        defer {
            agent.terminate()
            agent.waitUntilExit()
        }
        try await apply(Self.manifest("one", selector: "role: first"), kubectl)
        try await apply(Self.manifest("two", selector: "role: second"), kubectl)
        try await wait("one-\(host)", "Succeeded", kubectl)
        try await wait("two-second", "Succeeded", kubectl)
        try second.write("root/.bash_history", "ls\n")
        try await wait("two-second", "Failed", added: 1, kubectl)
        let conditions = try await kubectl(
            "get", "fileintegritynodestatuses", "-o",
            "jsonpath={range .items[*]}{.metadata.name} {.lastResult.condition}{\"\\n\"}{end}")
        #expect(Set(conditions.lines) == ["one-\(host) Succeeded", "two-second Failed"])
        // A node that goes takes its status along, and its failed log stays for the record.
        _ = try await kubectl("delete", "node", "second")
        for _ in 0..<100 {
            let left = try await kubectl("get", "fileintegritynodestatuses", "-o", "name")
            if left.lines.count == 1 { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        let left = try await kubectl("get", "fileintegritynodestatuses,cm", "-o", "name")
        #expect(!left.output.contains("two-second\n"))
        #expect(left.output.contains("configmap/aide-two-second-failed"))
    }
}
