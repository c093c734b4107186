import Foundation
import Glibc
import Testing

@Suite(
    "Changes that a package explains", .enabled(if: MartletProcess.binary != nil, "martlet is not built"),
    .enabled(if: geteuid() == 0 && access("/usr/bin/dpkg-deb", X_OK) == 0, "dpkg gives files to root"))
struct IntegrityExplanationTests {
    /// Builds a package of one program and installs it on a node.
    private func install(_ version: String, on node: IntegrityNode) async throws {
        let tree = "\(node.folder)/tree"
        let text = "tool \(version)\n"
        for (name, content) in [
            ("usr/bin/packaged", text), ("usr/lib/packaged/data", "data \(version)\n"),
            (
                "DEBIAN/control",
                "Package: packaged\nVersion: \(version)\nArchitecture: all\n"
                    + "Maintainer: Nobody <nobody@example.org>\nDescription: a package of a test\n"
            ),
        ] {
            let place = URL(fileURLWithPath: "\(tree)/\(name)")
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(content.utf8).write(to: place)
        }
        let sums = try await Command(path: "/bin/sh").run([
            "-c", "cd '\(tree)' && md5sum usr/bin/packaged usr/lib/packaged/data > DEBIAN/md5sums",
        ])
        #expect(sums.status == 0, "\(sums)")
        let archive = "\(node.root)/var/cache/apt/archives/packaged_\(version)_all.deb"
        let built = try await Command(path: "/usr/bin/dpkg-deb").run([
            "--build", "--root-owner-group", tree, archive,
        ])
        #expect(built.status == 0, "\(built)")
        let installed = try await Command(path: "/usr/bin/dpkg").run([
            "--root=\(node.root)", "--force-script-chrootless", "--force-not-root", "--force-bad-path",
            "--log=\(node.root)/var/log/dpkg.log", "--install", archive,
        ])
        #expect(installed.status == 0, "\(installed)")
    }

    @Test("update takes the changes of a package over, and leaves a tamper among them")
    func update() async throws {
        let node = try IntegrityNode()
        for name in ["info/format", "updates/.keep", "triggers/.keep", "status", "available"] {
            try node.write("var/lib/dpkg/\(name)", name == "info/format" ? "1\n" : "")
        }
        try? node.remove("var/lib/dpkg/updates/.keep")
        try node.write("var/log/dpkg.log", "")
        try node.write("var/cache/apt/archives/.keep", "")
        try await install("1.0", on: node)
        #expect(try await node.run("init").status == 0)
        try await Task.sleep(for: .milliseconds(1100))
        try await install("1.1", on: node)
        try node.write("usr/bin/tool", "#!/bin/sh\nevil\n")
        let check = try await node.run("check")
        #expect(check.status == 2)
        #expect(check.output.contains("dpkg packaged:all 1.1"), "\(check)")
        #expect(try await node.findings("--unexplained-only") == ["/usr/bin/tool"])
        let update = try await node.run("update", "-o", "ndjson")
        #expect(update.status == 2, "\(update)")
        #expect(update.lines.count == 1 && update.output.contains("/usr/bin/tool"), "\(update)")
        #expect(update.error.contains("baseline 2 of worker-1"), "\(update)")
        #expect(try await node.findings() == ["/usr/bin/tool"])
        try node.write("usr/bin/tool", "#!/bin/sh\n")
        #expect(try await node.run("update").status == 0)
        #expect(try await node.run("verify").status == 0)
    }

    @Test("with --fail-on unexplained an update alone is no failure")
    func threshold() async throws {
        let node = try IntegrityNode()
        _ = try await node.run("init")
        try node.write("etc/passwd", "changed\n")
        #expect(try await node.run("check", "--fail-on", "unexplained").status == 2)
        #expect(try await node.run("check", "--fail-on", "nothing").status == 64)
    }
}
