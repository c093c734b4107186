import Bytes
import ChangeExplanation
import FileIntegrity
import Glibc
import Host
import Ownership
import Processes
import ScratchRoots

/// A small Debian machine whose packages the real dpkg-deb builds and the real dpkg installs.
final class DebianRoot {
    let scratch: ScratchRoot
    var root: String { scratch.path + "/root" }
    private let configuration: Configuration
    private(set) var inventory: PackageInventory?

    /// One file of a package.
    struct File {
        var path: String
        var text: String
        var mode: mode_t = 0o644
        var link: String?
    }

    /// Whether this machine can do it: dpkg gives files to root.
    static var isPossible: Bool {
        geteuid() == 0 && access("/usr/bin/dpkg", X_OK) == 0 && access("/usr/bin/dpkg-deb", X_OK) == 0
    }

    init(rule: String = "/(usr|etc|srv).* p+u+g+n+s+m+c+l+ftype+acl+xattrs+caps+sha256") throws {
        let scratch = try ScratchRoot()
        self.scratch = scratch
        for name in [
            "info", "updates", "triggers", "alternatives", "parts",
        ] { scratch.directory("root/var/lib/dpkg/" + name) }
        scratch.file("root/var/lib/dpkg/status", "")
        scratch.file("root/var/lib/dpkg/available", "")
        scratch.directory("root/var/log")
        scratch.directory("root/var/cache/apt/archives")
        for name in ["etc", "usr/bin", "srv"] { scratch.directory("root/" + name) }
        scratch.file("root/etc/passwd", "root:x:0:0::/root:/bin/sh\ndaemon:x:1:1::/:/bin/sh\n")
        scratch.file("root/etc/group", "root:x:0:\ndaemon:x:1:\n")
        var reader = ConfigurationReader(dialect: .v0_18, files: .of(try Host()))
        let lines = """
            database_in=file:\(scratch.path)/db
            database_out=file:\(scratch.path)/db
            root_prefix=\(scratch.path)/root
            \(rule)

            """
        try reader.read(Array(lines.utf8), named: "aide.conf")
        configuration = reader.configuration
    }

    /// Builds a package and installs it; the archive stays in apt's cache when it is kept.
    func install(
        _ name: String, _ version: String, _ files: [File], conffiles: [String] = [],
        keepsArchive: Bool = true
    ) throws {
        let tree = "build-\(name)"
        removeTree(scratch.path + "/" + tree)
        scratch.file(
            tree + "/DEBIAN/control",
            """
            Package: \(name)
            Version: \(version)
            Architecture: all
            Maintainer: Nobody <nobody@example.org>
            Description: a package of a test

            """)
        if !conffiles.isEmpty {
            scratch.file(tree + "/DEBIAN/conffiles", conffiles.map { $0 + "\n" }.joined())
        }
        var sums = ""
        for file in files {
            if let link = file.link {
                scratch.directory(
                    tree + String(file.path[..<(file.path.lastIndex(of: "/") ?? file.path.startIndex)]))
                scratch.link(tree + file.path, to: link)
            } else {
                scratch.file(tree + file.path, bytes: Array(file.text.utf8), mode: file.mode)
                if !conffiles.contains(file.path) {
                    let sum = Hex.encode(Digest.of(Array(file.text.utf8), .md5))
                    sums += "\(sum)  \(file.path.dropFirst())\n"
                }
            }
        }
        scratch.file(tree + "/DEBIAN/md5sums", sums)
        let archive = root + "/var/cache/apt/archives/\(name)_\(version)_all.deb"
        try run("dpkg-deb", ["--build", "--root-owner-group", scratch.path + "/" + tree, archive])
        try run(
            "dpkg",
            [
                "--root=\(root)", "--force-script-chrootless", "--force-not-root", "--force-bad-path",
                "--force-confnew", "--log=\(root)/var/log/dpkg.log", "--install", archive,
            ])
        if !keepsArchive { unlink(archive) }
    }

    func remove(_ name: String) throws {
        try run(
            "dpkg",
            [
                "--root=\(root)", "--force-script-chrootless", "--force-not-root", "--force-bad-path",
                "--log=\(root)/var/log/dpkg.log", "--purge", name,
            ])
    }

    /// Makes what there is the baseline.
    func baseline() throws {
        _ = try command().run(.initialize)
        let made = try PackageInventory(host: Host(root: root), time: Int64(time(nil)))
        inventory = try PackageInventory(bytes: made.bytes, name: "inventory")
        // Times are whole seconds: what comes after has to be later.
        sleep(1)
    }

    /// Every change with what explains it.
    func explained() throws -> [(path: String, kind: Difference.Kind, explanation: Explanation)] {
        let differences = try differences()
        let explainer = try ChangeExplainer(host: Host(root: root), inventory: inventory)
        return zip(differences, explainer.explanations(of: differences)).map {
            (String(decoding: $0.path, as: UTF8.self), $0.kind, $1)
        }
    }

    /// What a check finds.
    func differences() throws -> [Difference] { try command().run(.check).differences }

    /// The paths of the changes that nobody is answerable for.
    func unexplained() throws -> [String] {
        try explained().filter { !$0.explanation.isExplained }.map(\.path)
    }

    /// What is said of one path; nil when it did not change.
    func sentence(_ path: String) throws -> String? {
        try explained().first { $0.path == path }?.explanation.sentence
    }

    private func command() throws -> IntegrityCommand {
        IntegrityCommand(
            configuration: configuration, host: try Host(root: root), workers: 0, clock: { 1_700_000_000 })
    }

    private func run(_ command: String, _ arguments: [String]) throws {
        let outcome = ChildProcess(
            command: command, arguments: arguments,
            environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C"], outputLimit: 1 << 20,
            patience: .seconds(60)
        ).run()
        guard case .exited(0, _, _) = outcome else {
            throw CommandFailed(command: command, outcome: "\(outcome)")
        }
    }

    private func removeTree(_ path: String) {
        _ = ChildProcess(
            command: "rm", arguments: ["-rf", path], environment: ["PATH": "/usr/bin:/bin"],
            outputLimit: 1 << 16,
            patience: .seconds(20)
        ).run()
    }

    struct CommandFailed: Error {
        var command: String
        var outcome: String
    }
}
