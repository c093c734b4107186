import Foundation
import Testing

@Suite(
    "martlet compliance …, one verb after the other",
    .enabled(if: MartletProcess.binary != nil, "martlet is not built"),
    .enabled(if: Content.isPresent, "ssg-debian12-ds.xml is missing"))
struct ComplianceVerbsTests {
    private let martlet = Command(path: MartletProcess.binary ?? "martlet")

    private func compliance(_ words: String...) async throws -> Command.Outcome {
        try await martlet.run(["compliance"] + words)
    }

    @Test("one scan writes ARF, results, a report and a checklist, and the peer takes the ARF")
    func documents() async throws {
        let folder = TemporaryFolder.path()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let scan = try await compliance(
            "scan", "--profile", "standard", "--content", Content.path, "--root", try SmallHost().root, "-o",
            "json",
            "--arf", "\(folder)/arf.xml", "--results", "\(folder)/results.xml", "--report",
            "\(folder)/r.html",
            "--stig-viewer", "\(folder)/c.ckl")
        #expect(scan.status == 2)
        try Data(scan.output.utf8).write(to: URL(fileURLWithPath: "\(folder)/scan.json"))
        #expect(try await compliance("validate", "\(folder)/arf.xml", "\(folder)/results.xml").status == 0)
        let peer = try await Command(path: "/usr/bin/oscap").run(["ds", "rds-validate", "\(folder)/arf.xml"])
        #expect(peer.status == 0, "\(peer)")
        let page = try String(contentsOfFile: "\(folder)/r.html", encoding: .utf8)
        #expect(page.hasPrefix("<!doctype html>"))
        #expect(try String(contentsOfFile: "\(folder)/c.ckl", encoding: .utf8).contains("<CHECKLIST>"))
        for earlier in ["scan.json", "results.xml"] {
            let diff = try await compliance("diff", "\(folder)/\(earlier)", "\(folder)/arf.xml")
            #expect(diff.status == 0, "\(diff)")
            #expect(diff.error.contains("0 rules changed"))
        }
        let leftovers = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
            $0.hasSuffix(".new")
        }
        #expect(leftovers.isEmpty)
    }

    @Test(
        "results are printed in the forms of other tools",
        arguments: [
            ("sarif", "\"version\":\"2.1.0\""), ("junit", "<testsuites"), ("csv", "rule"),
            ("html", "<!DOCTYPE html>"),
            ("markdown", "# "), ("yaml", "results:"), ("wide", "REASON"),
        ])
    func forms(form: String, sign: String) async throws {
        let outcome = try await compliance(
            "scan", "--profile", "standard", "--content", Content.path, "--root", try SmallHost().root, "-o",
            form,
            "--rule", "file_permissions_etc_passwd")
        #expect(outcome.status == 2)
        #expect(outcome.output.lowercased().contains(sign.lowercased()), "\(outcome.output.prefix(400))")
    }

    @Test("explain says what was looked for and what was there")
    func explanation() async throws {
        let outcome = try await compliance(
            "explain", "--profile", "standard", "--content", Content.path, "--root", try SmallHost().root,
            "file_permissions_etc_passwd")
        #expect(outcome.output.contains("fail: the machine is not as the rule asks"))
        #expect(outcome.output.contains("/etc/passwd"))
        let unknown = try await compliance(
            "explain", "--profile", "standard", "--content", Content.path, "no_such_rule")
        #expect(unknown.status == 1)
        #expect(unknown.error.contains("no_such_rule"))
    }

    @Test("rules, info, guide and fix tell of the profile")
    func profile() async throws {
        let rules = try await compliance("rules", "--profile", "standard", "--content", Content.path)
        #expect(rules.lines.count == 45)
        #expect(try await compliance("info", Content.path).output.contains("591 rules in 113 groups"))
        let guide = try await compliance("guide", "--profile", "standard", "--content", Content.path)
        #expect(guide.output.contains("Standard System Security Profile"))
        let fix = try await compliance(
            "fix", "--profile", "standard", "--content", Content.path, "--kind", "ansible")
        #expect(fix.output.contains("- hosts: all"))
    }

    @Test("a file that cannot be written leaves nothing behind and ends with 1")
    func unwritable() async throws {
        let outcome = try await compliance(
            "scan", "--profile", "standard", "--content", Content.path, "--root", try SmallHost().root,
            "--arf",
            "/nowhere/arf.xml")
        #expect(outcome.status == 1)
        #expect(outcome.error.contains("/nowhere/arf.xml"))
    }

    @Test("watch prints a rule that breaks or is repaired, and nothing else")
    func watching() async throws {
        let host = try SmallHost()
        async let watch = martlet.run([
            "compliance", "watch", "--profile", "standard", "--content", Content.path, "--root", host.root,
            "--every", "2", "--rounds", "15", "-o", "json",
        ])
        // The first round may begin late on a busy machine: the file changes often enough for any.
        for mode in [0o644, 0o666, 0o644, 0o666, 0o644] {
            try await Task.sleep(for: .seconds(6))
            try FileManager.default.setAttributes(
                [.posixPermissions: mode], ofItemAtPath: "\(host.root)/etc/passwd")
        }
        let outcome = try await watch
        #expect(outcome.status == 0)
        #expect((1...5).contains(outcome.lines.count), "\(outcome)")
        for line in outcome.lines {
            #expect(line.contains("\"broken\"") || line.contains("\"repaired\""))
            #expect(line.contains("file_permissions_etc_passwd"))
        }
    }

    @Test("called as oscap it speaks the peer's options, output and exit codes")
    func multicall() async throws {
        let folder = TemporaryFolder.path()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder)/oscap", withDestinationPath: MartletProcess.binary ?? "")
        let root = try SmallHost().root
        let arguments = ["xccdf", "eval", "--profile", "standard", "--progress", Content.path]
        var ours = Command(path: "\(folder)/oscap")
        var peer = Command(path: "/usr/bin/oscap")
        ours.environment["OSCAP_PROBE_ROOT"] = root
        peer.environment["OSCAP_PROBE_ROOT"] = root
        let mine = try await ours.run(arguments)
        let theirs = try await peer.run(arguments)
        #expect(mine.status == theirs.status)
        // Offline the peer answers package rules by the scanning host's own database.
        let packages = { (line: String) in line.contains("_rule_package_") }
        #expect(mine.lines.filter { !packages($0) } == theirs.lines.filter { !packages($0) })
    }
}
