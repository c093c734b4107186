import FileIntegrity
import Fuzzing
import Glibc
import Processes
import ScratchRoots
import Testing

/// The peer: `MARTLET_AIDE`, or where Debian's package puts it; only 0.18 is compared.
enum Peer {
    static let path: String? = {
        let named = getenv("MARTLET_AIDE").map { String(cString: $0) } ?? "/usr/bin/aide"
        guard access(named, X_OK) == 0 else { return nil }
        let version = run(named, ["--version"])
        return version?.output.hasPrefix("AIDE 0.18") ?? false ? named : nil
    }()

    /// How many trees are compared: `MARTLET_AIDE_TREES`.
    static let trees = getenv("MARTLET_AIDE_TREES").flatMap { Int(String(cString: $0)) } ?? 40

    static func run(_ program: String, _ words: [String]) -> AideRun? {
        let process = ChildProcess(
            command: program, arguments: words, environment: ["PATH": "/usr/bin:/bin", "TZ": "UTC0"],
            outputLimit: 64 << 20, patience: .seconds(60))
        guard case .exited(let code, let output, let errors) = process.run() else { return nil }
        return AideRun(
            exitCode: code, output: String(decoding: output, as: UTF8.self),
            errors: String(decoding: errors, as: UTF8.self))
    }
}

@Suite(
    .enabled(if: Peer.path != nil, "aide 0.18 is missing; set MARTLET_AIDE"),
    .enabled(if: geteuid() == 0, "only root may make the files that are compared"), .serialized)
struct AidePeerTests {
    /// Everything that a run leaves behind, without the lines that name a time.
    struct Trace: Equatable {
        var exitCode: Int32
        var output: String
        var database: String
        var report: String
    }

    private static func read(_ path: String) -> String {
        let descriptor = open(path, O_RDONLY)
        if descriptor < 0 { return "(none)" }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = Glibc.read(descriptor, &buffer, buffer.count), count > 0 {
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func withoutTimes(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let words = [
                "Start timestamp", "End timestamp", "  \"start_time\"", "  \"end_time\"", "  \"run_time",
            ]
            return words.first { line.hasPrefix($0) } ?? String(line)
        }.joined(separator: "\n")
    }

    private func trace(_ directory: String, _ words: [String], isPeer: Bool) throws -> (Trace, String) {
        for name in ["db.out", "report"] { unlink(directory + "/" + name) }
        let all = ["-c", directory + "/aide.conf", "-W", "0"] + words
        let run = isPeer ? Peer.run(Peer.path ?? "", all) : AideRun.ours(all)
        let result = try #require(run)
        let failed = result.exitCode >= 14
        return (
            Trace(
                exitCode: result.exitCode, output: Self.withoutTimes(result.output),
                database: failed ? "" : Self.read(directory + "/db.out"),
                report: failed ? "" : Self.withoutTimes(Self.read(directory + "/report"))), result.errors
        )
    }

    /// Runs both and compares; the database of the peer becomes the one to compare with.
    private func compare(_ seed: UInt64, _ directory: String, _ words: [String]) throws -> Bool {
        let (peer, said) = try trace(directory, words, isPeer: true)
        if words == ["--init"] { rename(directory + "/db.out", directory + "/db.in") }
        if words == ["--init"], peer.exitCode < 14 {
            let (ours, saidToo) = try trace(directory, words, isPeer: false)
            let database = Self.read(directory + "/db.in")
            #expect(
                ours
                    == Trace(
                        exitCode: peer.exitCode, output: peer.output, database: database, report: peer.report),
                "seed \(seed) \(words)\n\(said)\(saidToo)")
            return true
        }
        let (ours, saidToo) = try trace(directory, words, isPeer: false)
        #expect(ours == peer, "seed \(seed) \(words)\n\(said)\(saidToo)")
        return peer.exitCode < 14
    }

    @Test("random trees under random configurations are what they are to aide 0.18", .timeLimit(.minutes(60)))
    func randomTrees() throws {
        setenv("TZ", "UTC0", 1)
        tzset()
        for seed in 1...UInt64(max(1, Peer.trees)) {
            let scratch = try ScratchRoot()
            let directory = scratch.path
            var tree = RandomTree(root: directory + "/root", seed: seed)
            var random = SplitMix64(seed: seed &+ 1 << 32)
            let lines = RandomConfiguration.lines(&random, directory: directory, root: directory + "/root")
            scratch.file("aide.conf", lines)
            guard try compare(seed, directory, ["--init"]) else { continue }
            tree.change()
            if random.below(4) == 0 {
                scratch.file(
                    "aide.conf",
                    RandomConfiguration.lines(&random, directory: directory, root: directory + "/root"))
            }
            let limit =
                random.below(4) == 0
                ? ["--limit", random.one(of: ["/a", "/etc/.*", "/a/b$", "/.*b"]) ?? "/a"] : []
            let command = random.one(of: ["--check", "--check", "--update"]) ?? "--check"
            guard try compare(seed, directory, [command] + limit) else { continue }
            let letter = random.one(of: ["f", "d", "l", "p"]) ?? "f"
            let path = random.one(of: ["/", "/a", "/a/b", "/etc/a", "/lib", "/log.1", "/A/B/c"]) ?? "/"
            _ = try compare(seed, directory, ["--path-check=\(letter):\(path)"] + limit)
        }
    }
}
