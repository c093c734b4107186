import Foundation
import Testing

@Suite("martlet compliance kube-bench", .enabled(if: MartletProcess.binary != nil, "martlet is not built"))
struct KubeBenchCommandTests {
    private static let node = """
        version: house-1
        id: 4
        text: Worker
        type: node
        groups:
          - id: 4.1
            text: Files
            checks:
              - id: 4.1.1
                text: The file is closed
                audit: "/bin/sh -c 'if test -e $kubeletconf; then stat -c permissions=%a $kubeletconf; fi'"
                tests: {test_items: [{flag: permissions, compare: {op: bitmask, value: '644'}}]}
                remediation: chmod 644 $kubeletconf
                scored: true
              - {id: 4.1.2, text: Look, type: manual}
              - {id: 4.1.3, text: Elsewhere, audit: uname -s, tests: {test_items: [{flag: Linux}]}, scored: true}
        """
    private let martlet = Command(path: MartletProcess.binary ?? "martlet")

    @Test("a benchmark is put to a directory, and kube-bench's own document says what came of it")
    func document() async throws {
        try await withFolder { folder in
            let outcome = try await run(folder, "-o", "kube-bench-json")
            #expect(outcome.status == 0, "\(outcome)")
            #expect(outcome.output.contains("\"Totals\":{\"total_pass\":1,\"total_fail\":0,\"total_warn\":2"))
            #expect(outcome.output.contains("\"actual_value\":\"permissions=644\""))
            #expect(outcome.output.contains("\\\"uname\\\" is not answered here"))
            #expect(outcome.error.contains("house-1: 1 PASS, 0 FAIL, 2 WARN, 0 INFO"))
        }
    }

    @Test(
        "a failed check ends with 2, and every form names it", arguments: ["table", "json", "sarif", "junit"])
    func failure(form: String) async throws {
        try await withFolder { folder in
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o666], ofItemAtPath: "\(folder)/root/kubelet.yaml")
            let outcome = try await run(folder, "-o", form)
            #expect(outcome.status == 2, "\(outcome)")
            #expect(outcome.output.contains("4.1.1"))
        }
    }

    @Test("an audit that is not answered is run only when that is allowed, and only on this host")
    func running() async throws {
        try await withFolder { folder in
            let words = [
                "compliance", "kube-bench", "-D", "\(folder)/cfg", "--check", "4.1.3", "-o",
                "kube-bench-json",
            ]
            let looked = try await martlet.run(words)
            #expect(looked.output.contains("\"total_pass\":0"), "\(looked)")
            let allowed = try await martlet.run(words + ["--allow-audit-commands"])
            #expect(allowed.output.contains("\"actual_value\":\"Linux\""), "\(allowed)")
            #expect(try await run(folder, "--allow-audit-commands").status == 64)
        }
    }

    @Test(
        "what cannot be used is one clear line",
        arguments: [
            (["--benchmark", "cis-9"], "there is no benchmark \"cis-9\"; there are house-1"),
            (["--targets", "master"], "there is no file for the target \"master\"; there are node"),
            (["--check", "9.9"], "no check of the benchmark was chosen"),
        ])
    func refused(arguments: [String], message: String) async throws {
        try await withFolder { folder in
            let words = ["compliance", "kube-bench", "-D", "\(folder)/cfg", "--root", "\(folder)/root"]
            let outcome = try await martlet.run(words + arguments)
            #expect(outcome.status == 1, "\(outcome)")
            #expect(outcome.output.isEmpty)
            #expect(outcome.error.contains(message), "\(outcome.error)")
            #expect(outcome.error.split(separator: "\n").count == 1)
        }
    }

    private func run(_ folder: String, _ words: String...) async throws -> Command.Outcome {
        try await martlet.run(
            ["compliance", "kube-bench", "-D", "\(folder)/cfg", "--root", "\(folder)/root"] + words)
    }

    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = TemporaryFolder.path()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for (name, text) in [
            ("cfg/config.yaml", "node: {components: [kubelet], kubelet: {confs: [/kubelet.yaml]}}"),
            ("cfg/house-1/node.yaml", Self.node), ("root/kubelet.yaml", "kind: KubeletConfiguration\n"),
        ] {
            let path = URL(fileURLWithPath: "\(folder)/\(name)")
            try FileManager.default.createDirectory(
                at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: path)
        }
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o644], ofItemAtPath: "\(folder)/root/kubelet.yaml")
        try await body(folder)
    }
}
