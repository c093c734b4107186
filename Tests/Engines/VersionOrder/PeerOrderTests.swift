import Glibc
import Processes
import TemporaryFolders
import Testing
import VersionOrder

/// The ecosystems' own programs, where this machine has them.
@Suite("Version order beside the ecosystems' programs")
struct PeerOrderTests {
    private static let python = getenv("MARTLET_PYTHON").map { String(cString: $0) } ?? "/usr/bin/python3"
    private static let nodeSemver = "/usr/lib/node_modules/npm/node_modules/semver"

    @Test("dpkg says the same", .enabled(if: access("/usr/bin/dpkg", X_OK) == 0, "needs dpkg"))
    func dpkg() {
        let versions = VersionCorpus.mutants(of: .dpkg, count: 400, firstSeed: 9000).filter {
            VersionScheme.dpkg.key($0) != nil && $0.utf8.first.map { (0x30...0x39).contains($0) } == true
        }
        var wrong: [String] = []
        for (first, second) in zip(versions, versions.dropFirst()).prefix(60) {
            let order = VersionScheme.dpkg.compare(first, second)
            let relation = order < 0 ? "lt" : order > 0 ? "gt" : "eq"
            let peer = ChildProcess(
                command: "/usr/bin/dpkg", arguments: ["--compare-versions", first, relation, second],
                environment: [:], outputLimit: 4096, patience: .seconds(60))
            guard case .exited(0, _, _) = peer.run() else {
                wrong.append("dpkg --compare-versions \(first) \(relation) \(second)")
                continue
            }
        }
        #expect(versions.count > 61)
        #expect(wrong == [])
    }

    @Test("Python's packaging says the same", .enabled(if: access(python, X_OK) == 0, "needs Python"))
    func packaging() throws {
        let script = """
            import sys
            try:
                from packaging.version import Version, InvalidVersion
            except ImportError:
                from pip._vendor.packaging.version import Version, InvalidVersion
            def read(text):
                try: return Version(text)
                except InvalidVersion: return None
            for line in open(sys.argv[1], encoding="utf-8"):
                a, b = map(read, line.rstrip("\\n").split("\\t"))
                print("?" if a is None or b is None else (a > b) - (a < b))
            """
        try checkPeer(.pep440, Self.python, ["-c", script])
    }

    @Test("npm says the same", .enabled(if: access(nodeSemver, R_OK) == 0, "needs npm"))
    func npm() throws {
        let script = """
            const semver = require("\(Self.nodeSemver)")
            const text = require("fs").readFileSync(process.argv[1], "utf8")
            for (const line of text.split("\\n").slice(0, -1)) {
                const [a, b] = line.split("\\t").map((text) => semver.parse(text, { loose: true }))
                console.log(a === null || b === null ? "?" : a.compare(b))
            }
            """
        try checkPeer(.semver, "/usr/bin/node", ["-e", script])
    }

    /// Gives a peer pairs of versions in a file; it prints their orders, or `?` for what it does not take.
    private func checkPeer(_ scheme: VersionScheme, _ program: String, _ arguments: [String]) throws {
        let versions = VersionCorpus.mutants(of: scheme, count: 6000, firstSeed: 70_000).filter {
            scheme.key($0) != nil
        }
        let pairs = Array(zip(versions, versions.dropFirst()))
        let folder = TemporaryFolder()
        let file = folder.write("pairs", pairs.map { "\($0)\t\($1)\n" }.joined())
        let peer = ChildProcess(
            command: program, arguments: arguments + [file], environment: ["PATH": "/usr/bin:/bin"],
            outputLimit: 1 << 20, patience: .seconds(120))
        guard case .exited(0, let output, _) = peer.run() else {
            Issue.record("\(program) did not answer")
            return
        }
        let answers = String(decoding: output, as: UTF8.self).split(separator: "\n")
        try #require(answers.count == pairs.count)
        let wrong = zip(pairs, answers).filter { pair, answer in
            answer != "?" && answer != "\(scheme.compare(pair.0, pair.1))"
        }
        #expect(wrong.map { "\($0.0.0) | \($0.0.1): \($0.1)" } == [])
        #expect(answers.count { $0 != "?" } > 300)
    }
}
