import Glibc
import Host
import ScratchRoots
import Testing

@testable import OVAL

/// The probes that ask the running system, against `oscap` in the same minute.
@Suite(.enabled(if: PeerRun.isInstalled, "oscap is not installed"))
struct SystemDifferentialTests {
    /// Alone in its run each: the peer dies when some of its probes meet in one.
    static let objects: [PeerRun.Object] = [
        .init("u", "interface", #"<F:name operation="pattern match">.*</F:name>"#),
        .init("u", "interface", "<F:name>lo</F:name>"), .init("u", "interface", "<F:name>none0</F:name>"),
        .init("u", "uname", ""), .init("i", "family", ""),
        .init("l", "iflisteners", #"<F:interface_name operation="pattern match">.*</F:interface_name>"#),
        .init("u", "password", #"<F:username operation="pattern match">.*</F:username>"#),
        .init("u", "shadow", "<F:username>root</F:username>"),
        .init("l", "dpkginfo", "<F:name>libc6</F:name>"),
        .init("u", "sysctl", "<F:name>kernel.ostype</F:name>"),
        .init("l", "partition", "<F:mount_point>/</F:mount_point>"),
        .init("u", "symlink", "<F:filepath>/bin</F:filepath>"),
        .init("u", "symlink", "<F:filepath>/etc/passwd</F:filepath>"),
        .init(
            "i", "environmentvariable58",
            #"<F:pid datatype="int" xsi:nil="true"/><F:name>PATH</F:name>"#),
        .init("u", "xinetd", "<F:protocol>tcp</F:protocol><F:service_name>none</F:service_name>"),
    ]

    @Test("the running system is the same for both", arguments: objects)
    func system(object: PeerRun.Object) throws {
        // Space changes while both look, the peer adds an option `bind` of its own, and each has its own number.
        try PeerRun([object]).expectSame(leavingOut: [
            "space_used", "space_left", "uuid", "mount_options", "pid",
        ])
    }

    @Test("a process of our own has the facts that oscap gives")
    func process() throws {
        let child = sleeper()
        defer {
            kill(child, SIGKILL)
            waitpid(child, nil, 0)
        }
        let pid = #"<F:pid datatype="int">\#(child)</F:pid>"#
        let run = try PeerRun([
            .init("u", "process58", #"<F:command_line operation="pattern match">.*</F:command_line>"# + pid),
            .init("u", "process", "<F:command>sleep</F:command>"),
        ])
        let newer = PeerRun.items(try run.ours(0), leavingOut: [])
        #expect(newer.count == 1)
        #expect(newer == run.theirs.items["oval:t:obj:1"])
        // The peer's older form lacks the real user, which the schema has.
        let older = PeerRun.items(try run.ours(1), leavingOut: ["ruid"]).filter {
            $0.contains("pid=\(child)")
        }
        #expect(older.count == 1)
        #expect(older.isSubset(of: run.theirs.items["oval:t:obj:2"] ?? []))
    }

    /// A child that sleeps until it is killed.
    private func sleeper() -> pid_t {
        var pid: pid_t = 0
        let arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sleep"), strdup("98765"), nil]
        defer { for argument in arguments { free(argument) } }
        posix_spawnp(&pid, "sleep", nil, nil, arguments, nil)
        usleep(200_000)
        return pid
    }

    @Test("files without an SELinux context are an error for both")
    func unlabelled() throws {
        let root = try ScratchRoot()
        root.file("f", "")
        let run = try PeerRun(
            [.init("l", "selinuxsecuritycontext", "<F:filepath>ROOT/f</F:filepath>")], place: root.path)
        let ours = try run.ours(0)
        #expect(ours.flag.rawValue == run.theirs.flags["oval:t:obj:1"])
    }
}
