import Fuzzing
import Glibc
import Host
import ScratchRoots
import Testing

@testable import FileIntegrity
@testable import IntegrityWatch

@Suite(
    "What a watch has looked at", .enabled(if: geteuid() == 0, "only root is given events of file systems"),
    .serialized)
struct WatchLookTests {
    private static func lines(_ outcome: IntegrityOutcome) -> [String] {
        outcome.differences.map { difference in
            "\(String(decoding: difference.path, as: UTF8.self)) \(Approval.finding(difference.digest))"
        }
    }

    @Test("taken into a check it makes what a check of everything finds, after any changes", arguments: 1...6)
    func updates(seed: UInt64) throws {
        let names = (0..<12).map { "etc/d\($0 % 3)/f\($0)" }
        let box = try WatchBox("/etc p+n+m+s+sha256\n!/etc/d2/f5$") { mount in
            for name in names.dropLast(4) { mount.file(name, name) }
            mount.directory("elsewhere")
        }
        try box.start()
        // A watch that begins with a look at everything says so.
        #expect(!box.takeLook().isWhole)
        var random = SplitMix64(seed: seed)
        var known = try box.outcome()
        for round in 0..<3 {
            for step in 0..<15 {
                let (name, other) = (
                    names.randomElement(using: &random)!, names.randomElement(using: &random)!
                )
                let path = "\(box.mount.path)/\(name)"
                switch Int.random(in: 0..<6, using: &random) {
                case 0: unlink(path)
                case 1: box.mount.file(name, "\(name) \(round) \(step)")
                case 2: rename(path, "\(box.mount.path)/\(other)")
                case 3: chmod(path, 0o600 + UInt32(step % 8))
                case 4: link(path, "\(box.mount.path)/\(other)")
                default: mkdir("\(box.mount.path)/etc/d\(step % 3)/new\(step)", 0o755)
                }
            }
            let wanted = try box.outcome()
            var now: IntegrityOutcome?
            // The last looks come a moment after the last change.
            for _ in 0..<100 {
                let look = box.takeLook()
                #expect(look.isWhole)
                known = try #require((now ?? known).updated(with: look.files, time: 1))
                now = known
                if Self.lines(known) == Self.lines(wanted) { break }
                usleep(50_000)
            }
            #expect(Self.lines(known) == Self.lines(wanted), "seed \(seed), round \(round)")
            #expect(known.total == wanted.total, "seed \(seed), round \(round)")
        }
    }

    @Test("another database, or more files than are worth telling one by one, means everything")
    func everything() throws {
        let box = try WatchBox("/etc p+sha256") { $0.file("etc/a", "x") }
        try box.start()
        _ = box.takeLook()
        box.mount.file("etc/a", "y")
        #expect(box.finding("/etc/a", "changed") != nil)
        try box.initialize()
        #expect(box.finding("/etc/a", "resolved") != nil)
        usleep(200_000)
        #expect(!box.takeLook().isWhole)
        var many = WatchLook()
        for number in 0...5000 {
            many.note(Array("/etc/\(number)".utf8), PathCheck.Verdict(), isLast: true)
        }
        #expect(!many.isWhole && many.files.isEmpty)
    }

    @Test("a file's difference that may explain another's is not taken over by itself")
    func moves() throws {
        let box = try WatchBox("/etc p+i+I+sha256") { $0.file("etc/a", "x") }
        rename("\(box.mount.path)/etc/a", "\(box.mount.path)/etc/b")
        let outcome = try box.outcome()
        #expect(!outcome.differences.isEmpty)
        #expect(outcome.updated(with: [:], time: 1) == nil)
    }
}
