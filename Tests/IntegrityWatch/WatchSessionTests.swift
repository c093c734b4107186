import Bytes
import CLinux
import FileEvents
import FileIntegrity
import Glibc
import Host
import IntegrityVerbs
import Processes
import ScratchRoots
import Testing
import Threads

@testable import IntegrityWatch

@Suite(
    "A watch", .enabled(if: geteuid() == 0, "only root is given events of whole file systems"), .serialized)
struct WatchSessionTests {
    @Test("tells what changed, what it was, and who did it; and that it is so again")
    func change() throws {
        let box = try WatchBox("/etc p+u+g+s+sha256") { mount in
            mount.file("etc/hosts", "good")
            mount.file("etc/passwd", "root:x:0:0::/root:/bin/sh\n")
        }
        try box.start()
        #expect(box.all.isEmpty)
        box.mount.file("etc/hosts", "evil!")
        let found = try #require(box.finding("/etc/hosts", "changed"))
        #expect(found.finding.summary.hasPrefix("f"))
        #expect(found.finding.changes.first == .init(attribute: "size", old: ["4"], new: ["5"]))
        #expect(found.actors.map(\.process) == [getpid()])
        #expect(found.actors.first?.userName == "root")
        #expect(found.cause == .event)
        let latency = found.verdictTime - (found.eventTime ?? 0)
        #expect(latency > 0 && latency < 2_000_000_000)
        #expect(found.tableLine.contains("CHANGED"))
        #expect(found.json.text.contains("\"attribute\":\"size\""))
        box.mount.file("etc/hosts", "good")
        #expect(box.finding("/etc/hosts", "resolved") != nil)
        let summary = try #require(box.stop())
        #expect(summary.losses == 0)
        #expect(summary.findings == 1 && summary.resolved == 1)
    }

    @Test("what is new and what is gone is found, whole directories too")
    func trees() throws {
        let box = try WatchBox("/etc p+sha256") { mount in
            mount.file("etc/old/deep/a", "x")
            mount.file("other/new/deep/b", "x")
        }
        try box.start()
        rename(box.mount.path + "/etc/old", box.mount.path + "/other/old")
        rename(box.mount.path + "/other/new", box.mount.path + "/etc/new")
        for path in ["/etc/old", "/etc/old/deep", "/etc/old/deep/a"] {
            #expect(box.finding(path, "removed") != nil, "\(path)")
        }
        for path in ["/etc/new", "/etc/new/deep", "/etc/new/deep/b"] {
            #expect(box.finding(path, "added")?.actors.isEmpty == false, "\(path)")
        }
        rename(box.mount.path + "/other/old", box.mount.path + "/etc/old")
        rename(box.mount.path + "/etc/new", box.mount.path + "/other/new")
        for path in ["/etc/old/deep/a", "/etc/new/deep/b", "/etc/new"] {
            #expect(box.finding(path, "resolved") != nil, "\(path)")
        }
    }

    @Test("what the rules do not take is no finding")
    func selection() throws {
        let box = try WatchBox("/etc p+sha256\n!/etc/cache\n=/srv p") { mount in
            for name in ["etc/cache/a", "srv/a", "tmp/a"] { mount.file(name, "x") }
        }
        try box.start()
        for name in ["etc/cache/a", "etc/cache/b", "srv/a", "tmp/a", "tmp/b"] {
            box.mount.file(name, "other")
        }
        box.mount.file("etc/last", "x")
        #expect(box.finding("/etc/last", "added") != nil)
        #expect(box.all.map(\.finding.path) == ["/etc/last"])
    }

    @Test("a write under another name of a file, in a directory that nobody watches, is found")
    func hardLinks() throws {
        let box = try WatchBox("/etc p+i+sha256") { mount in
            mount.file("etc/shadow", "good")
            mount.directory("tmp")
        }
        try box.start()
        link(box.mount.path + "/etc/shadow", box.mount.path + "/tmp/x")
        let descriptor = open(box.mount.path + "/tmp/x", O_WRONLY | O_APPEND)
        write(descriptor, "evil", 4)
        let found = box.finding("/etc/shadow", "changed")
        close(descriptor)
        #expect(found?.actors.first?.process == getpid())
    }

    @Test("a program that is still there is named, and one that has ended is said to have")
    func actors() throws {
        let box = try WatchBox("/etc p+sha256") { $0.file("etc/a", "x") }
        try box.start()
        let script = "echo y > \(box.mount.path)/etc/a; sleep 0.3"
        _ = Self.program("/bin/sh", ["-c", script])
        let found = try #require(box.finding("/etc/a", "changed"))
        let actor = try #require(found.actors.first)
        #expect(actor.state == .seen)
        #expect(actor.command == "sh")
        #expect(actor.executable?.isEmpty == false)
        for number in 0..<20 {
            _ = Self.program("/bin/touch", ["\(box.mount.path)/etc/t\(number)"])
            let finding = try #require(box.finding("/etc/t\(number)", "added"))
            for actor in finding.actors where actor.state == .gone { #expect(actor.process != nil) }
            for actor in finding.actors where actor.state == .seen { #expect(actor.command == "touch") }
        }
    }

    @Test("names that go round in a circle come to rest as a check sees them")
    func renameLoop() throws {
        let box = try WatchBox("/etc p+sha256") { mount in
            for name in ["one", "two", "three"] { mount.file("etc/\(name)/file", name) }
        }
        try box.start()
        let etc = box.mount.path + "/etc/"
        for _ in 0..<101 {
            rename(etc + "one", etc + "spare")
            rename(etc + "two", etc + "one")
            rename(etc + "three", etc + "two")
            rename(etc + "spare", etc + "three")
        }
        let there = try box.check()
        #expect(there.keys.sorted() == ["/etc/one/file", "/etc/three/file", "/etc/two/file"])
        for path in there.keys { #expect(box.finding(path, "changed") != nil, "\(path)") }
        // Each comes home with every third turn of the ring.
        rename(etc + "one", etc + "spare")
        rename(etc + "two", etc + "one")
        rename(etc + "three", etc + "two")
        rename(etc + "spare", etc + "three")
        for path in there.keys { #expect(box.finding(path, "resolved") != nil, "\(path)") }
    }

    @Test("a change at the bottom of a very deep tree is found")
    func deepTree() throws {
        let steps = (0..<150).map { _ in "d" }
        let deep = "etc/" + steps.joined(separator: "/")
        let box = try WatchBox("/etc p+sha256") { mount in mount.file(deep + "/file", "good") }
        try box.start()
        box.mount.file(deep + "/file", "evil")
        #expect(box.finding("/" + deep + "/file", "changed")?.cause == .event)
        box.mount.file(deep + "/more/and/more", "new")
        #expect(box.finding("/" + deep + "/more/and/more", "added") != nil)
        rename(box.mount.path + "/etc/d/d", box.mount.path + "/etc/e")
        #expect(box.finding("/" + deep + "/file", "removed") != nil)
    }

    @Test("a full queue is counted, and the look at everything finds what was lost")
    func overflow() throws {
        let gate = Monitor(false)
        let box = try WatchBox("/etc p+sha256") { mount in
            for number in 0..<50 { mount.file("etc/\(number)", "x") }
            mount.directory("noise")
        } configure: {
            $0.beforeReading = { _ = gate.wait { $0 ? true : nil } }
        }
        defer { gate.change { $0 = true } }
        try box.start()
        let text = try Host().read("/proc/sys/fs/fanotify/max_queued_events", limit: 64)
        let limit = Int(String(decoding: text.prefix { $0 != 0x0A }, as: UTF8.self)) ?? 16384
        for number in 0...limit { mkdir(box.mount.path + "/noise/\(number)", 0o755) }
        for number in 0..<50 { box.mount.file("etc/\(number)", "evil \(number)") }
        gate.change { $0 = true }
        for number in 0..<50 {
            #expect(box.finding("/etc/\(number)", "changed")?.cause == .loss, "\(number)")
        }
        let summary = try #require(box.stop())
        #expect(summary.overflows == 1, "\(summary)")
        #expect(summary.rescans == 1)
        #expect(box.session.touched(since: 0) == .everything)
    }

    @Test("a replaced database is taken over")
    func baseline() throws {
        let box = try WatchBox("/etc p+sha256") { $0.file("etc/a", "x") }
        try box.start()
        box.mount.file("etc/a", "y")
        #expect(box.finding("/etc/a", "changed") != nil)
        try box.initialize()
        #expect(box.finding("/etc/a", "resolved")?.cause == .baseline)
        box.mount.file("etc/a", "x")
        #expect(box.finding("/etc/a", "changed", after: 2) != nil)
    }

    @Test("what this process writes to its own files is no finding")
    func ownFiles() throws {
        let box = try WatchBox("/etc p+sha256") {
            $0.file("etc/a", "x")
        } configure: {
            $0.ownFiles = ["/etc/state"]
        }
        try box.start()
        box.mount.file("etc/state", "y")
        box.mount.file("etc/a", "y")
        #expect(box.finding("/etc/a", "changed") != nil)
        #expect(box.all.count == 1)
        #expect((box.stop()?.ownEvents ?? 0) > 0)
    }

    @Test("files are known as touched since a moment")
    func touched() throws {
        let box = try WatchBox("/etc p+sha256") { $0.file("etc/a", "x") }
        #expect(box.session.touched(since: 0) == .everything)
        try box.start()
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        let moment = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
        box.mount.file("etc/a", "y")
        #expect(box.finding("/etc/a", "changed") != nil)
        var status = stat()
        lstat(box.mount.path + "/etc/a", &status)
        let key = FileKey(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
        guard case .files(let files) = box.session.touched(since: moment) else {
            Issue.record("not everything was seen")
            return
        }
        #expect(files.contains(key))
        #expect(box.session.touched(since: 0) == .everything)
    }

    static func program(_ command: String, _ arguments: [String]) -> ChildProcess.Outcome {
        ChildProcess(
            command: command, arguments: arguments, environment: ["PATH": "/usr/bin:/bin"],
            outputLimit: 1 << 16,
            patience: .seconds(10)
        ).run()
    }
}
