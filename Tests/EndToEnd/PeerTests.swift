import Bytes
import Foundation
import Glibc
import Testing

/// The built binary beside `oscap`, on the same content and the same host, rule by rule, for all rules.
///
/// The host is this machine's own files without its large folders, in a root and a mount namespace of the
/// test's own: there the peer needs seconds instead of minutes. The content is taken once as it is, and once
/// without its platforms, so that no rule escapes as not applicable.
@Suite(
    "Every verdict is oscap's",
    .enabled(if: Peer.canRun, "root, oscap, martlet or ssg-debian12-ds.xml is missing"), .serialized,
    .timeLimit(.minutes(15)))
struct PeerTests {
    @Test("all rules of the content", arguments: ["as it is", "without platforms"])
    func sameVerdicts(variant: String) async throws {
        let folder = TemporaryFolder.path()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let content = "\(folder)/ds.xml"
        let text = try String(contentsOfFile: Content.path, encoding: .utf8)
        let kept = text.split(separator: "\n", omittingEmptySubsequences: false).filter {
            variant == "as it is" || !$0.contains("<xccdf-1.2:platform ")
        }
        try Data(kept.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: content))
        let outcome = try await Command(path: "/usr/bin/unshare").run(
            ["--mount", "/bin/bash", "-s", folder, MartletProcess.binary ?? ""], input: Self.script)
        let ours = try Self.verdicts(ofJSON: "\(folder)/ours.json", else: "\(outcome)")
        let theirs = try Self.verdicts(ofProgress: "\(folder)/theirs")
        try #require(theirs.count > 500, "\(outcome)")
        #expect(ours.count == theirs.count)
        for (rule, verdict) in theirs.sorted(by: { $0.key < $1.key }) {
            #expect(
                ours[rule] == verdict,
                "\(rule): run oscap xccdf eval --rule \(rule) and martlet compliance scan --rule \(rule)")
        }
    }

    private static func verdicts(ofJSON path: String, else outcome: String) throws -> [String: String] {
        let data = try #require(FileManager.default.contents(atPath: path), "\(outcome)")
        let results = try JSON(parsing: [UInt8](data))["results"]?.array ?? []
        return Dictionary(
            results.map { ($0["id"]?.string ?? "", $0["result"]?.string ?? "") },
            uniquingKeysWith: { first, _ in first })
    }

    private static func verdicts(ofProgress path: String) throws -> [String: String] {
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        return Dictionary(
            lines.compactMap { line in
                let parts = line.split(separator: ":").map(String.init)
                return parts.count == 2 ? (parts[0], parts[1]) : nil
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Builds the root, then runs both in it; the namespace and its mounts end with the shell.
    private static let script = """
        set -e
        folder=$1 martlet=$2 root=$1/root
        mkdir "$root"; mount -t tmpfs none "$root"; cd "$root"
        mkdir -p usr/lib usr/lib64 usr/share var/lib var/log var/tmp tmp root home proc sys dev run opt srv boot
        chmod 1777 tmp var/tmp
        ln -s usr/bin bin; ln -s usr/sbin sbin; ln -s usr/lib lib; ln -s usr/lib64 lib64
        cp -a /etc etc; cp -a /usr/bin usr/bin; cp -a /usr/sbin usr/sbin
        # The peer reads packages through apt, which wants its own folders.
        cp -a /var/lib/dpkg var/lib/; mkdir -p var/lib/apt/lists/partial var/cache/apt/archives/partial
        mkdir -p usr/share/dpkg; cp -a /usr/share/dpkg/. usr/share/dpkg/; cp -a /usr/lib/apt usr/lib/
        cp -a /usr/lib/os-release /usr/lib/systemd usr/lib/
        cp -a /usr/share/openscap usr/share/
        for program in /usr/bin/oscap "$martlet" /bin/bash; do
            ldd "$program" | awk '$3 ~ /^\\// { print $3 }' | while read -r library; do
                mkdir -p ".$(dirname "$library")"; cp -nL "$library" ".$library"
            done
        done
        cp -L /lib64/ld-linux-x86-64.so.2 usr/lib64/
        cp "$martlet" opt/martlet; cp "$folder/ds.xml" opt/ds.xml
        touch tmp/loose; chmod 666 tmp/loose; chown 4242:4343 tmp/loose; mkdir -m 777 srv/open
        mount -t proc proc proc; mount --rbind /sys sys; mount --rbind /dev dev
        # The peer's threads wait for each other for ever once in a while.
        for attempt in 1 2 3; do
            code=0
            timeout -s KILL 200 chroot . /usr/bin/oscap xccdf eval --progress --profile '(all)' /opt/ds.xml \\
                > "$folder/theirs" || code=$?
            [ "$code" = 137 ] || break
        done
        chroot . /opt/martlet compliance scan --profile '(all)' --content /opt/ds.xml -o json > "$folder/ours.json" || true
        """
}

/// Whether the peer and what it needs are here.
private enum Peer {
    static var canRun: Bool {
        geteuid() == 0 && access("/usr/bin/oscap", X_OK) == 0 && MartletProcess.binary != nil
            && Content.isPresent
    }
}
