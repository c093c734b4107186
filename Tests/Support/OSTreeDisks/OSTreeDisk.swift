import Glibc
public import OSTree
import Processes
public import ScratchRoots

/// A disk with an OSTree that the real `ostree` makes and deploys from.
public final class OSTreeDisk {
    /// The directory that holds the disk and what is made beside it.
    public let scratch: ScratchRoot
    /// The disk.
    public var disk: String { scratch.path + "/disk" }
    private var commits = 0

    /// Whether this machine can do it: only root gives files away.
    public static let isPossible = geteuid() == 0 && program != nil

    private static let program: String? = {
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin"
        return path.split(separator: ":").map { $0 + "/ostree" }.first { access($0, X_OK) == 0 }
    }()

    /// Makes an empty directory for the disk.
    public init() throws {
        scratch = try ScratchRoot()
        scratch.directory("disk")
    }

    /// Makes an empty disk whose deployments can be made.
    public func prepare() throws {
        try ostree(["admin", "init-fs", disk])
        try ostree(["admin", "os-init", "test", "--sysroot=" + disk])
        try ostree(["--repo=" + disk + "/ostree/repo", "config", "set", "sysroot.bootloader", "none"])
    }

    /// Files of a tree that can be deployed.
    public func tree(_ files: [String: String]) {
        _ = run("/bin/rm", ["-rf", scratch.path + "/tree"])
        scratch.file("tree/usr/lib/os-release", "NAME=Test\nID=test\nPRETTY_NAME=Test\nVERSION_ID=1\n")
        scratch.file("tree/usr/lib/modules/6.1/vmlinuz", "kernel")
        scratch.directory("tree/usr/etc")
        scratch.link("tree/bin", to: "usr/bin")
        for (path, text) in files.sorted(by: { $0.key < $1.key }) {
            scratch.file(
                "tree" + path, bytes: Array(text.utf8), mode: path.hasPrefix("/usr/bin") ? 0o755 : 0o644)
        }
    }

    /// Commits the tree as the next version and tells its checksum.
    public func commit(to repository: String? = nil) throws -> OSTreeChecksum {
        commits += 1
        let text = try ostree([
            "--repo=" + (repository ?? disk + "/ostree/repo"), "commit", "-b", "test/stable",
            "--tree=dir=" + scratch.path + "/tree", "--owner-uid=0", "--owner-gid=0", "-s",
            "number \(commits)",
            "--add-metadata-string=version=\(commits).0",
        ])
        guard let checksum = OSTreeChecksum(text.split(separator: "\n").last ?? "") else {
            throw CommandFailed(command: "ostree commit", outcome: text)
        }
        return checksum
    }

    /// Deploys the last commit.
    public func deploy() throws {
        try ostree(["admin", "deploy", "--sysroot=" + disk, "--os=test", "test/stable"])
    }

    /// Runs the program and gives what it prints.
    @discardableResult
    public func ostree(_ arguments: [String]) throws -> String {
        let outcome = run(Self.program ?? "ostree", arguments)
        guard case .exited(0, let output, _) = outcome else {
            throw CommandFailed(command: "ostree \(arguments)", outcome: "\(outcome)")
        }
        return String(decoding: output, as: UTF8.self)
    }

    private func run(_ command: String, _ arguments: [String]) -> ChildProcess.Outcome {
        ChildProcess(
            command: command, arguments: arguments,
            // Else deployments could not be removed by the test.
            environment: ["PATH": "/usr/bin:/bin", "OSTREE_SYSROOT_DEBUG": "mutable-deployments"],
            outputLimit: 1 << 20, patience: .seconds(60)
        ).run()
    }

    struct CommandFailed: Error {
        var command: String
        var outcome: String
    }
}
