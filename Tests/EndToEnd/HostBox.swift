import Foundation
import Glibc
import Testing

/// A copy of this machine in which commands may change files: what they write is in memory and is gone with the box.
///
/// In it the binary is `/box/martlet` and the content `/box/content.xml`, for the copy shows none of this machine's
/// further mounts.
struct HostBox {
    /// Whether this process may make one: only root may mount.
    static let isPossible: Bool = {
        let trial = Process()
        trial.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
        trial.arguments = ["--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
        trial.standardError = FileHandle.nullDevice
        guard geteuid() == 0, (try? trial.run()) != nil else { return false }
        trial.waitUntilExit()
        return trial.terminationStatus == 0
    }()

    private static let script = """
        set -eu
        mount -t tmpfs tmpfs "$1"
        mkdir "$1/upper" "$1/work" "$1/root"
        mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"
        for folder in proc dev sys; do mount --rbind "/$folder" "$1/root/$folder"; done
        mkdir "$1/root/box"
        touch "$1/root/box/martlet" "$1/root/box/content.xml"
        mount --bind "$2" "$1/root/box/martlet"
        mount --bind "$3" "$1/root/box/content.xml"
        exec chroot "$1/root" /bin/sh -c "cd /; $4"
        """

    /// Runs a shell's line in a fresh box.
    func run(_ line: String) async throws -> Command.Outcome {
        let folder = TemporaryFolder.path()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { rmdir(folder) }
        return try await Command(path: "/usr/bin/unshare").run([
            "--mount", "--propagation", "private", "/bin/sh", "-c", Self.script, "box", folder,
            MartletProcess.binary ?? "", Content.path, line,
        ])
    }
}
