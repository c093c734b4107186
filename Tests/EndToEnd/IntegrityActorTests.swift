import Foundation
import Glibc
import Testing

@Suite(
    "Who changed a file of a node",
    .enabled(if: Kubectl.isPresent && geteuid() == 0, "martlet is missing or this is not root"), .serialized,
    .timeLimit(.minutes(10)))
struct IntegrityActorTests: IntegrityPlatform {
    private static let whole = "every change is noticed, with its process"

    private func wait(_ what: String, until isSo: () async throws -> Bool) async throws {
        for _ in 0..<300 {
            if try await isSo() { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record("\(what) does not happen")
    }

    private func annotation(_ status: String, _ kubectl: Kubectl) async throws -> String {
        try await kubectl(
            "get", "fileintegritynodestatus", status, "--ignore-not-found", "-o",
            #"jsonpath={.metadata.annotations.file-integrity\.openshift\.io/watch}"#
        ).output
    }

    /// What the ConfigMap of a failed check says of who touched a file.
    private func actors(_ name: String, of path: String, _ kubectl: Kubectl) async throws -> [[String: Any]] {
        let text = try await kubectl("get", "cm", name, "-o", "jsonpath={.data.actors}").output
        let entries = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
        let entry = entries?.first { $0["path"] as? String == path }
        return entry?["actors"] as? [[String: Any]] ?? []
    }

    /// Changes a file by a shell that stays for a while, and gives its number.
    private func change(_ node: SmallNode, _ name: String) throws -> Process {
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-c", "echo evil >> '\(node.root)/\(name)'; read line"]
        shell.standardInput = Pipe()
        try shell.run()
        return shell
    }

    /// The broker of a daemon: its one child.
    private func broker(of process: pid_t) throws -> pid_t {
        let text = try String(contentsOfFile: "/proc/\(process)/task/\(process)/children", encoding: .utf8)
        return try #require(text.split(separator: " ").first.flatMap { pid_t($0) })
    }

    private func check(_ status: String, _ map: String, _ node: SmallNode, _ kubectl: Kubectl) async throws {
        try await wait("a watch of everything") { try await annotation(status, kubectl) == Self.whole }
        let shell = try change(node, "etc/passwd")
        defer { shell.terminate() }
        try await wait("a word of who it was") {
            try await kubectl("get", "cm", map, "--ignore-not-found", "-o", "jsonpath={.data.actors}").output
                != ""
        }
        let actor = try #require(try await actors(map, of: "/hostroot/etc/passwd", kubectl).last)
        #expect(actor["pid"] as? Int == Int(shell.processIdentifier), "\(actor)")
        let binary = try FileManager.default.destinationOfSymbolicLink(
            atPath: "/proc/\(shell.processIdentifier)/exe")
        #expect(actor["exe"] as? String == binary)
        #expect(actor["user"] as? String ?? (actor["uid"] as? Int).map(String.init) != nil)
    }

    @Test("under martlet up it is told with its process, its executable and its user")
    func up() async throws {
        let node = try SmallNode()
        let (server, kubectl) = try await start(node)
        defer { server.stop() }
        let host = try await nodeName(kubectl)
        try await apply(Self.manifest("example", gracePeriod: 3600), kubectl)
        let map = "aide-example-\(host)-failed"
        try await check("example-\(host)", map, node, kubectl)
        try await wait("an Event") {
            let events = try await kubectl("events", "--for", "fileintegrity/example")
            return events.output.contains("NodeIntegrityActor")
                && events.output.contains("/hostroot/etc/passwd by ")
        }
        let metrics = try await kubectl("get", "--raw", "/metrics")
        #expect(metrics.output.contains("martlet_integrity_event_broker_up 1"))
        #expect(metrics.output.contains("standing=\"whole\"} 1"))

        // A process that ends and another that begins go on telling what was known.
        server.stop()
        let (again, later) = try await start(node, stateDirectory: server.stateDirectory)
        defer { again.stop() }
        try node.write("etc/other", "x")
        try await wait("example-\(host)", "Failed", added: 1, later)
        #expect(try await actors(map, of: "/hostroot/etc/passwd", later).isEmpty == false)
    }

    @Test("an agent tells it as well")
    func agent() async throws {
        let (own, node) = (try SmallNode(), try SmallNode())
        let (server, kubectl) = try await start(own)
        defer { server.stop() }
        _ = try await kubectl(
            "create", "-f", "-",
            input: "apiVersion: v1\nkind: Node\nmetadata: {name: second, labels: {role: second}}\n")
        let agent = try self.agent(of: "second", node, server)
        defer {
            agent.terminate()
            agent.waitUntilExit()
        }
        try await apply(Self.manifest("two", selector: "role: second", gracePeriod: 3600), kubectl)
        try await check("two-second", "aide-two-second-failed", node, kubectl)
    }

    @Test("the broker may ask for events and nothing else, and ends with the daemon")
    func confinement() async throws {
        let server = try await MartletProcess()
        let broker = try broker(of: server.identifier)
        let status = try String(contentsOfFile: "/proc/\(broker)/status", encoding: .utf8)
        for line in [
            "CapPrm:\t0000000000280004\n", "CapEff:\t0000000000280004\n", "NoNewPrivs:\t1\n", "Seccomp:\t2\n",
        ] { #expect(status.contains(line), "\(status)") }
        let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(broker)/fd")
        #expect(open.sorted() == ["1", "2"])
        kill(broker, SIGTERM)
        #expect(kill(broker, 0) == 0)
        server.stop()
        try await wait("the broker's end") { kill(broker, 0) != 0 }
    }

    @Test("when the broker is gone, that is said, and changes are noticed as before")
    func death() async throws {
        let node = try SmallNode()
        let (server, kubectl) = try await start(node)
        defer { server.stop() }
        let host = try await nodeName(kubectl)
        try await apply(Self.manifest("example", gracePeriod: 3600), kubectl)
        let status = "example-\(host)"
        try await wait("a watch of everything") { try await annotation(status, kubectl) == Self.whole }
        kill(try broker(of: server.identifier), SIGKILL)
        try await wait("a word of it") { try await annotation(status, kubectl).contains("has ended") }
        try await wait("an Event") {
            try await kubectl("events", "--for", "fileintegrity/example").output.contains(
                "NodeIntegrityWatch")
        }
        let metrics = try await kubectl("get", "--raw", "/metrics")
        #expect(metrics.output.contains("martlet_integrity_event_broker_up 0"))
        #expect(metrics.output.contains("standing=\"partial\"} 1"))
        try node.write("etc/new", "x")
        try await wait(status, "Failed", added: 1, kubectl)
        // Another FileIntegrity's watch begins without it.
        try await apply(Self.manifest("later", gracePeriod: 3600), kubectl)
        try await wait("a watch of directories") {
            try await annotation("later-\(host)", kubectl).contains("without their processes")
        }
        try node.write("etc/newer", "x")
        try await wait("later-\(host)", "Failed", added: 1, kubectl)
    }
}
