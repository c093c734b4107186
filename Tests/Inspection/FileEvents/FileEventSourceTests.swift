import CLinux
import FileEvents
import Glibc
import Host
import ScratchRoots
import Testing

/// Whether the kernel gives this process the events of a whole file system.
let hasWholeFileSystems: Bool = {
    let flags = FAN_CLASS_NOTIF | FAN_CLOEXEC | FAN_REPORT_DIR_FID | FAN_REPORT_NAME
    let descriptor = fanotify_init(UInt32(flags), UInt32(O_RDONLY))
    guard descriptor >= 0, geteuid() == 0 else { return false }
    defer { close(descriptor) }
    return fanotify_mark(
        descriptor, UInt32(FAN_MARK_ADD | FAN_MARK_FILESYSTEM), UInt64(FAN_CREATE), AT_FDCWD, "/tmp") == 0
}()

@Suite(
    "Events of whole file systems", .enabled(if: hasWholeFileSystems, "needs root and fanotify"), .serialized)
struct FileEventSourceTests {
    let box: ScratchMount

    init() throws { box = try ScratchMount() }

    @Test("what is written comes with its path and with who wrote it")
    func write() throws {
        let log = try EventLog(root: box.path)
        defer { log.stop() }
        box.file("etc/hosts", "127.0.0.1")
        let line = try #require(log.line("/etc/hosts", .closed))
        #expect(line.paths == ["/etc/hosts"])
        #expect(line.actor.state == .seen)
        #expect(line.actor.process == getpid())
        #expect(line.actor.userID == geteuid())
        #expect(line.actor.executable == Self.link("/proc/self/exe"))
        var status = stat()
        lstat(box.path + "/etc/hosts", &status)
        #expect(line.file?.inode == UInt64(status.st_ino))
        #expect(line.file?.device == UInt64(status.st_dev))
        #expect(log.line("/etc", [.appeared])?.isDirectory == true)
        #expect(log.source.coverage.map(\.means) == [.fileSystem])
    }

    @Test("a rename is the end of one name and the beginning of another")
    func rename() throws {
        box.file("a", "x")
        let log = try EventLog(root: box.path)
        defer { log.stop() }
        box.directory("d")
        Glibc.rename(box.path + "/a", box.path + "/d/b")
        #expect(log.line("/a", .vanished) != nil)
        #expect(log.line("/d/b", .appeared) != nil)
        unlink(box.path + "/d/b")
        #expect(log.line("/d/b", .vanished) != nil)
    }

    @Test("names may hold anything but a slash")
    func names() throws {
        let log = try EventLog(root: box.path)
        defer { log.stop() }
        for bytes in [Array("a\nb".utf8), [0xFF, 0xFE], Array(" (deleted)".utf8), Array("x (deleted)".utf8)] {
            let path = Array(box.path.utf8) + [0x2F] + bytes
            mkdir(path.map { CChar(bitPattern: $0) } + [0], 0o755)
            let inner = (path + Array("/f".utf8)).map { CChar(bitPattern: $0) } + [0]
            close(open(inner, O_WRONLY | O_CREAT, 0o600))
            let shown = "/" + String(decoding: bytes, as: UTF8.self) + "/f"
            #expect(log.line(shown, .closed) != nil, "\(shown)")
        }
    }

    @Test("a directory that is mounted twice gives an event two paths")
    func bind() throws {
        box.directory("data/deep")
        box.directory("shown")
        try box.bind(box.path + "/data", at: "shown")
        let log = try EventLog(root: box.path)
        defer { log.stop() }
        box.file("data/deep/f", "x")
        let line = try #require(log.line("/data/deep/f", .closed))
        #expect(line.paths.sorted() == ["/data/deep/f", "/shown/deep/f"])
    }

    @Test("only what lies below the root has a path")
    func outside() throws {
        box.directory("root")
        box.directory("other")
        let log = try EventLog(root: box.path + "/root")
        defer { log.stop() }
        box.file("other/f", "x")
        box.file("rootless", "x")
        box.file("root/f", "x")
        #expect(log.line("/f", .closed) != nil)
        #expect(log.lines.flatMap(\.paths).allSatisfy { $0 == "/f" })
    }

    @Test("what was in a directory that is gone is told by where it was last, or by the directory")
    func goneDirectories() throws {
        let log = try EventLog(root: box.path, isStarted: false)
        defer { log.stop() }
        box.file("d/e/f", "x")
        unlink(box.path + "/d/e/f")
        rmdir(box.path + "/d/e")
        rmdir(box.path + "/d")
        log.start()
        #expect(log.line("/d", .vanished)?.isDirectory == true)
        #expect(log.gap { _ in true } == nil)
    }

    @Test("a full queue is told with the directories that it was of")
    func overflow() throws {
        let log = try EventLog(root: box.path, isStarted: false)
        defer { log.stop() }
        let limit = (try? Host().read("/proc/sys/fs/fanotify/max_queued_events", limit: 64)) ?? []
        let count = Int(String(decoding: limit.prefix { $0 != 0x0A }, as: UTF8.self)) ?? 16384
        for number in 0...(count + 100) { mkdir(box.path + "/\(number)", 0o755) }
        log.start()
        #expect(log.gap { $0 == .overflow(["/"]) } != nil)
    }

    @Test("a mount that comes later is watched too, and its place is told")
    func laterMounts() throws {
        box.directory("m")
        let other = try ScratchMount()
        let log = try EventLog(root: box.path)
        defer { log.stop() }
        try box.bind(other.path, at: "m")
        #expect(log.gap { $0 == .mounts(["/m"]) } != nil)
        other.file("f", "x")
        #expect(log.line("/m/f", .closed) != nil)
        box.unmountLast()
    }

    @Test("an overlay is watched in its upper layer, whose names it shows")
    func overlay() throws {
        box.file("lower/f", "old")
        for name in ["upper", "work", "root"] { box.directory(name) }
        try box.overlay(lower: "lower", upper: "upper", work: "work", at: "root")
        let log = try EventLog(root: box.path + "/root")
        defer { log.stop() }
        #expect(
            log.source.coverage.map(\.means) == [.upperLayer(HostPath(box.path + "/upper"))])
        box.file("root/f", "new")
        let line = try #require(log.line("/f", .closed))
        #expect(line.actor.process == getpid())
        box.file("root/d/g", "new")
        #expect(log.line("/d/g", .closed) != nil)
        unlink(box.path + "/root/f")
        #expect(log.lines.contains { $0.paths == ["/f"] })
    }

    static func link(_ path: String) -> [UInt8]? { try? Host().linkTarget(of: HostPath(path)).bytes }
}
