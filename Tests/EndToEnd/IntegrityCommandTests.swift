import Foundation
import Glibc
import Testing

@Suite("martlet integrity", .enabled(if: MartletProcess.binary != nil, "martlet is not built"))
struct IntegrityCommandTests {
    private let martlet = Command(path: MartletProcess.binary ?? "martlet")

    @Test("a file that appears after init is found, and nothing else")
    func session() async throws {
        let node = try IntegrityNode()
        let made = try await node.run("init")
        #expect(made.status == 0, "\(made)")
        #expect(made.error.contains("baseline 1 of worker-1: "))
        #expect(try await node.run("check").status == 0)
        try node.write("root/.bash_history", "")
        let found = try await node.run("check")
        #expect(found.status == 2, "\(found)")
        #expect(
            found.lines.map { $0.split(separator: " ").map(String.init) } == [
                ["KIND", "SUMMARY", "PATH"], ["added", "f+++++++++++++++++", "/root/.bash_history"],
            ])
        #expect(found.error.contains("1 added, 0 removed, 0 changed"))
    }

    @Test(
        "every form names the file that changed",
        arguments: ["table", "wide", "json", "yaml", "ndjson", "sarif", "aide"])
    func forms(form: String) async throws {
        let node = try IntegrityNode()
        _ = try await node.run("init")
        try node.write("etc/passwd", "mallory:x:0:0::/:/bin/sh\n")
        let outcome = try await node.run("check", "-o", form)
        #expect(outcome.status == 2, "\(outcome)")
        #expect(outcome.output.contains("/etc/passwd"))
        #expect(form == "table" || outcome.output.lowercased().contains("sha512"), "\(outcome.output)")
    }

    @Test("AIDE's own report says what AIDE says")
    func aideReport() async throws {
        let node = try IntegrityNode()
        _ = try await node.run("init")
        try node.write("root/.bash_history", "")
        let report = try await node.run("check", "-o", "aide").output
        #expect(report.contains("AIDE found differences between database and filesystem!!"))
        #expect(report.contains("  Added entries:\t\t1\n"))
        #expect(report.contains("\nf+++++++++++++++++: /root/.bash_history\n"))
    }

    @Test("of three changes one is approved, and the other two stay")
    func approving() async throws {
        let node = try IntegrityNode()
        _ = try await node.run("init")
        try node.write("etc/passwd", "changed\n")
        try node.write("etc/we ird(1)*.conf", "new\n")
        try node.remove("usr/bin/tool")
        let one = try await node.run("approve", "/etc/we ird(1)*.conf")
        #expect(one.status == 0, "\(one)")
        #expect(one.lines == ["approved   added   /etc/we ird(1)*.conf"])
        #expect(try await node.findings() == ["/etc/passwd", "/usr/bin/tool"])
        let two = try await node.run("approve", "/usr/bin/tool", "-o", "json")
        #expect(two.output.contains("\"counter\": 3"), "\(two)")
        #expect(try await node.findings() == ["/etc/passwd"])
        #expect(try await node.run("verify").status == 0)
    }

    @Test("update remembers nothing, and shows the line that approves each change")
    func updating() async throws {
        let node = try IntegrityNode()
        _ = try await node.run("init")
        try node.write("etc/passwd", "changed\n")
        let shown = try await node.run("update")
        #expect(shown.status == 2, "\(shown)")
        let line = try #require(shown.error.split(separator: "\n").first { $0.contains(" approve ") })
        let digest = try #require(line.split(separator: " ").first { $0.hasPrefix("sha256:") })
        #expect(try await node.findings() == ["/etc/passwd"])
        #expect(try await node.run("approve", "--finding", String(digest)).status == 0)
        #expect(try await node.findings() == [])
    }

    @Test("there is no way to approve everything, and the refusal says why")
    func nothingAtLarge() async throws {
        let node = try IntegrityNode()
        _ = try await node.run("init")
        try node.write("etc/passwd", "changed\n")
        let all = try await node.run("approve", "--all")
        #expect(all.status == 64)
        #expect(all.error.contains("what nobody has looked at would become what is right"))
        let pattern = try await node.run("approve", "/etc/*")
        #expect(pattern.status == 1)
        #expect(pattern.error.contains("is a pattern; changes are approved one by one"))
        let unknown = try await node.run("approve", "/etc/hostname")
        #expect(unknown.status == 1)
        #expect(unknown.error.contains("/etc/hostname: is no change that was found"))
        #expect(try await node.run("approve", "etc").status == 64)
        #expect(try await node.run("approve").status == 64)
        #expect(try await node.findings() == ["/etc/passwd"])
    }

    @Test("a baseline is made once; --replace makes it anew")
    func replacing() async throws {
        let node = try IntegrityNode()
        #expect(try await node.run("check").status == 1)
        _ = try await node.run("init")
        let second = try await node.run("init")
        #expect(second.status == 1)
        #expect(second.error.contains("\(node.state)/baseline.db: is a baseline already"))
        try node.write("etc/passwd", "changed\n")
        let third = try await node.run("init", "--replace")
        #expect(third.error.contains("baseline 2 of worker-1"), "\(third)")
        #expect(try await node.run("check").status == 0)
    }

    @Test("another root without a baseline of its own makes no sense")
    func otherRoot() async throws {
        let node = try IntegrityNode()
        let outcome = try await martlet.run(["integrity", "init", "--root", node.root])
        #expect(outcome.status == 64, "\(outcome)")
        #expect(outcome.error.contains("--state-dir"))
    }

    @Test("list shows entries, and compare tells two databases apart")
    func databases() async throws {
        let node = try IntegrityNode()
        _ = try await node.run("init")
        let list = try await node.run("list", "--limit", "/etc/pass")
        #expect(list.lines.count == 2 && list.lines[1].hasSuffix(" /etc/passwd"), "\(list)")
        try FileManager.default.copyItem(atPath: "\(node.state)/baseline.db", toPath: "\(node.folder)/old")
        try node.write("etc/passwd", "changed\n")
        _ = try await node.run("init", "--replace")
        let files = ["\(node.folder)/old", "\(node.state)/baseline.db"]
        let compared = try await martlet.run(["integrity", "compare"] + files)
        #expect(compared.status == 2)
        #expect(compared.output.contains("/etc/passwd"))
        #expect(try await martlet.run(["integrity", "compare", files[0], files[0]]).status == 0)
        #expect(try await martlet.run(["integrity", "compare", files[0]]).status == 64)
    }

    @Test("a damaged configuration ends with 1, and every error has its place")
    func damagedConfiguration() async throws {
        let node = try IntegrityNode()
        try node.write("a.conf", "/etc Nothing\n/usr R\nnonsense=1\n")
        let path = "\(node.root)/a.conf"
        let check = try await martlet.run(["integrity", "config-check", "--config", path])
        #expect(check.status == 1)
        #expect(check.lines[0].hasPrefix("\(path):1:6: error: group 'Nothing' is not defined"))
        #expect(check.lines[1].hasPrefix("\(path):3:1: error: "))
        let refused = try await node.run("check", "--config", path)
        #expect(refused.status == 1)
        #expect(refused.error.contains("\(path):3:1: unknown config option: 'nonsense'"))
        let older = ["integrity", "config-check", "--config", path, "--dialect", "0.19", "--to", "0.16"]
        #expect(try await martlet.run(older).status == 64)
    }

    @Test("a configuration is converted, and the rules that come with the program have no remark")
    func configurations() async throws {
        let node = try IntegrityNode()
        try node.write("a.conf", "!/var/log/\n/etc/ R\n")
        let words = ["integrity", "config-check", "--config", "\(node.root)/a.conf", "--to", "0.19"]
        let converted = try await martlet.run(words)
        #expect(converted.output == "-/var/log/\n/etc/ R\n")
        #expect(converted.error.contains("a.conf:2:1: 'R' holds sha3_256 instead of md5"))
        let strict = try await martlet.run(["integrity", "config-check"])
        #expect(strict.status == 0 && strict.output.isEmpty, "\(strict)")
        let shown = try await martlet.run(["integrity", "config", "show"])
        try node.write("strict.conf", shown.output)
        let own = try await martlet.run(
            ["integrity", "config-check", "--config", "\(node.root)/strict.conf"])
        #expect(own.status == 0 && own.output.isEmpty, "\(own)")
    }

    @Test(
        "--help shows examples",
        arguments: ["init", "check", "approve", "update", "verify", "list", "compare", "config-check"])
    func help(verb: String) async throws {
        let outcome = try await martlet.run(["integrity", verb, "--help"])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("EXAMPLES"))
    }
}
