import Glibc
import Host
import ScratchRoots
import Testing

@testable import Rehearsal

@Suite("Rehearsals", .enabled(if: geteuid() == 0, "copies of file systems are made by root only"))
struct RehearsalTests {
    @Test("a script's changes are told and do not happen")
    func changesAreTold() throws {
        let path = "/etc/martlet-rehearsal-\(getpid())"
        defer { unlink(path) }
        try FileCopy.write(Array("one\ntwo\n".utf8), to: path, mode: 0o640)
        let changes = try Rehearsal.of(root: "/") { stage in
            let run = try stage.run(
                """
                sed -i s/two/three/ \(path)
                chmod 0600 \(path)
                mkdir \(path).d && echo new > \(path).d/file
                ln -s \(path) \(path).link
                """)
            #expect(run.isSuccess, "\(run.output)")
            #expect(try Host(root: stage.root).read(HostPath(path), limit: 99) == Array("one\nthree\n".utf8))
            return try stage.changes().filter { $0.path.hasPrefix(path) }
        }
        #expect(changes.map(\.path) == [path, "\(path).d", "\(path).d/file", "\(path).link"])
        #expect(changes.map(\.kind) == [.changed, .created, .created, .created])
        #expect(
            changes.first?.text == """
                --- \(path)
                +++ \(path)
                # was file 0640 0:0
                # is  file 0600 0:0
                @@ -1,2 +1,2 @@
                 one
                -two
                +three

                """)
        #expect(try FileCopy.read(path) == Array("one\ntwo\n".utf8))
        #expect(access(path + ".d", F_OK) != 0)
    }

    @Test("what is removed is told with all that was in it")
    func removalsAreTold() throws {
        let path = "/etc/martlet-rehearsal-removed-\(getpid())"
        defer {
            unlink(path + "/a")
            rmdir(path)
        }
        mkdir(path, 0o755)
        try FileCopy.write([1, 0, 2], to: path + "/a", mode: 0o644)
        func removed(by script: String) throws -> [FileChange] {
            try Rehearsal.of(root: "/") { stage in
                _ = try stage.run(script)
                return try stage.changes().filter { $0.path.hasPrefix(path) }
            }
        }
        #expect(try removed(by: "rm -r \(path)").map(\.path) == [path, path + "/a"])
        let replaced = try removed(by: "rm -r \(path); mkdir \(path); touch \(path)/b")
        #expect(replaced.map(\.path) == [path + "/a", path + "/b"])
        #expect(replaced.map(\.kind) == [.removed, .created])
    }

    @Test("a file that is only opened for writing has not changed")
    func touchedIsUnchanged() throws {
        let changes = try Rehearsal.of(root: "/") { stage in
            _ = try stage.run("cat /etc/passwd > /run/p; cat /run/p > /etc/passwd")
            return try stage.changes()
        }
        #expect(changes.isEmpty)
    }

    @Test(
        "a script cannot reach what is not copied",
        arguments: [
            "mount -o remount,rw /", "umount /", "echo 1 > /proc/sys/kernel/sysrq", "kill -0 \(getpid())",
            "ls /run/systemd/private", "test -e /dev/vda || test -e /dev/sda",
            "exec 3<>/dev/tcp/127.0.0.1/22", "hostname elsewhere", "mknod /tmp/x b 8 0",
        ])
    func confined(command: String) throws {
        let run = try Rehearsal.of(root: "/") { try $0.run(command) }
        #expect(!run.isSuccess, "\(command): \(run.output)")
    }

    @Test("a script that does not end is stopped, and so is what it started")
    func stopsInTime() throws {
        let run = try Rehearsal.of(root: "/") {
            try $0.run("sleep 1000 & sleep 1000", patience: .milliseconds(300))
        }
        #expect(run.exitCode == nil)
        #expect(run.output.contains("took longer"))
    }
}
