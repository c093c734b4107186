import Foundation
import Glibc
import Testing

@Suite(
    "A baseline that can be trusted", .enabled(if: MartletProcess.binary != nil, "martlet is not built"),
    .timeLimit(.minutes(10)))
struct IntegrityTrustTests {
    @Test("a database that was changed in any byte is found, unless it says the same")
    func tampering() async throws {
        let node = try IntegrityNode()
        _ = try await node.run("init")
        let whole = try node.stored("baseline.db")
        let entries = try await node.run("list", "-o", "ndjson").output
        var found = 0
        for place in stride(from: 0, to: whole.count, by: 83) {
            var changed = whole
            changed[place] ^= 1
            try node.store(changed, "baseline.db")
            let outcome = try await node.run("verify")
            #expect([0, 2].contains(outcome.status), "byte \(place): \(outcome)")
            if outcome.status == 2 { found += 1 }
            // A comment, or a field that an entry does not use.
            if outcome.status == 0 {
                #expect(try await node.run("list", "-o", "ndjson").output == entries, "byte \(place)")
            }
        }
        #expect(found > 5)
        try node.store(whole, "baseline.db")
        #expect(try await node.run("verify").status == 0)
    }

    @Test("a statement that was changed anywhere is found")
    func statementTampering() async throws {
        let node = try IntegrityNode()
        _ = try await node.run("init")
        let whole = try node.stored("baseline.db.baseline")
        for place in stride(from: 5, to: whole.count, by: 97) {
            var changed = whole
            changed[place] ^= 1
            // White space between members says nothing, and a broken member is refused.
            if UInt8(ascii: " ") == whole[place] || UInt8(ascii: "\n") == whole[place] { continue }
            try node.store(changed, "baseline.db.baseline")
            #expect(try await node.run("verify").status == 2, "byte \(place)")
        }
    }

    @Test("check says so, too, even when the files are as the false database has them")
    func checking() async throws {
        let node = try IntegrityNode()
        _ = try await node.run("init")
        let text = String(decoding: try node.stored("baseline.db"), as: UTF8.self)
        try node.remove("usr/bin/tool")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let kept = lines.filter { !$0.hasPrefix("/usr/bin/tool ") }.joined(separator: "\n")
        try node.store(Data(kept.utf8), "baseline.db")
        let outcome = try await node.run("check", "-o", "json")
        #expect(outcome.status == 2, "\(outcome)")
        #expect(outcome.output.contains("the database was changed after it was signed"))
        let approval = try await node.run("approve", "/usr/bin/tool")
        #expect(approval.status == 1, "\(approval)")
    }

    @Test("an older pair that was put back is found by what was published")
    func rollback() async throws {
        let node = try IntegrityNode()
        _ = try await node.run("init")
        let old = try (node.stored("baseline.db"), node.stored("baseline.db.baseline"))
        try node.write("etc/passwd", "changed\n")
        let published = try await node.run("approve", "/etc/passwd", "-o", "json").output
        try node.store(old.0, "baseline.db")
        try node.store(old.1, "baseline.db.baseline")
        #expect(try await node.run("verify").status == 0)
        let found = try await node.run("verify", "--published", "-", input: published)
        #expect(found.status == 2, "\(found)")
        #expect(
            found.output
                == "the baseline was put back: it is number 1, and standard input knows of number 2\n")
        #expect(try await node.run("verify", "--expect-counter", "2").status == 2)
        #expect(try await node.run("check", "--published", "-", input: published).status == 2)
        let approval = try await node.run("approve", "/etc/passwd", "--published", "-", input: published)
        #expect(approval.status == 1, "\(approval)")
        // One that is gone altogether is found the same way.
        for name in ["baseline.db", "baseline.db.baseline", "baseline.key"] {
            try FileManager.default.removeItem(atPath: "\(node.state)/\(name)")
        }
        #expect(try await node.run("verify").status == 1)
        #expect(try await node.run("verify", "--published", "-", input: published).status == 2)
    }

    @Test("who signs with another key is found by the key that was published")
    func otherKey() async throws {
        let node = try IntegrityNode()
        let published = try await node.run("init", "-o", "json").output
        try FileManager.default.removeItem(atPath: node.state)
        _ = try await node.run("init")
        let found = try await node.run("verify", "--published", "-", input: published)
        #expect(found.status == 2, "\(found)")
        #expect(found.output.contains("is signed by key"))
        #expect(try await node.run("verify", "--published", "-", input: "hello").status == 64)
        #expect(try await node.run("verify", "--expect-root", "xyz").status == 64)
    }

    @Test("kill -9 anywhere leaves a pair that holds")
    func kills() async throws {
        let node = try IntegrityNode()
        for number in 0..<40 { try node.write("usr/lib/file\(number)", String(repeating: "x", count: 9999)) }
        for delay in stride(from: 5, to: 500, by: 50) {
            try await node.runAndKill("init", after: delay)
            let verified = try await node.run("verify")
            // Either nothing was decided yet, or a whole baseline was.
            #expect(
                verified.status == 0 || verified.error.contains("there is no baseline yet"), "\(verified)")
        }
        if try await node.run("verify").status != 0 { #expect(try await node.run("init").status == 0) }
        for round in 0..<20 {
            try node.write("etc/round\(round)", "\(round)")
            try await node.runAndKill("approve", "/etc/round\(round)", after: 20 + round * 25)
            if round % 5 == 4 { try await node.runAndKill("init", "--replace", after: round * 20) }
            let verified = try await node.run("verify")
            #expect(verified.status == 0, "round \(round): \(verified)")
            let found = try await node.findings()
            #expect(found.allSatisfy { $0.hasPrefix("/etc/round") }, "round \(round): \(found)")
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: node.state)
        #expect(left.filter { $0.hasSuffix(".next") || $0.hasSuffix(".new") } == [], "\(left)")
    }

    @Test("files that come and go while a check runs never end it")
    func vanishing() async throws {
        let node = try IntegrityNode()
        _ = try await node.run("init")
        let churn = Task {
            var round = 0
            while !Task.isCancelled {
                round += 1
                for number in 0..<20 { try? node.write("etc/churn/\(number)/file", "\(round)") }
                try? node.remove("etc/churn")
            }
        }
        for _ in 0..<10 {
            let outcome = try await node.run("check")
            #expect([0, 2, 3].contains(outcome.status), "\(outcome)")
        }
        churn.cancel()
        _ = await churn.value
        try? node.remove("etc/churn")
        #expect(try await node.run("check").status == 0)
    }

    @Test(
        "what this user may not read is told, and the rest is looked at",
        .enabled(if: geteuid() == 0, "only root can become somebody else"))
    func unreadable() async throws {
        let node = try IntegrityNode()
        _ = try await Command(path: "/bin/chown").run(["-R", "65534", node.folder])
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600, .ownerAccountID: 0], ofItemAtPath: "\(node.root)/etc/passwd")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o700, .ownerAccountID: 0], ofItemAtPath: "\(node.root)/etc/ssh")
        for folder in ["", "/root"] {
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: node.folder + folder)
        }
        let binary = MartletProcess.binary ?? "martlet"
        let other = Command(path: "/usr/bin/setpriv")
        let words = ["--reuid", "65534", "--clear-groups", binary, "integrity"]
        let places = ["--root", node.root, "--state-dir", node.state]
        let outcome = try await other.run(words + ["init"] + places)
        #expect(outcome.status == 3, "\(outcome)")
        #expect(outcome.error.contains("'/etc/passwd'"), "\(outcome)")
        #expect(outcome.error.contains("'/etc/ssh'"))
        #expect(try await other.run(words + ["check"] + places).status == 3)
    }

    @Test(
        "files of another user are refused in a sentence",
        .enabled(if: geteuid() == 0, "only root can give files away"))
    func otherUsers() async throws {
        let node = try IntegrityNode()
        _ = try await node.run("init")
        try FileManager.default.setAttributes(
            [.ownerAccountID: 65534], ofItemAtPath: "\(node.state)/baseline.db")
        for verb in ["check", "verify", "init"] {
            let outcome = try await node.run(verb)
            #expect(outcome.status == 1, "\(outcome)")
            #expect(outcome.error.contains("\(node.state)/baseline.db: belongs to the user 65534"))
            #expect(outcome.error.split(separator: "\n").count == 1, "\(outcome.error)")
        }
    }
}
