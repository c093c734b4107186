import Glibc
import Host
import ScratchRoots
import Testing

@testable import OVAL

/// The probes that ask the running system, against `oscap` in the same minute.
@Suite(.enabled(if: PeerRun.isInstalled, "oscap is not installed"))
struct SystemDifferentialTests {
    @Test("interfaces, routes, the kernel's name, variables and packet sockets are the same")
    func system() throws {
        try PeerRun([
            .init("u", "interface", #"<F:name operation="pattern match">.*</F:name>"#),
            .init("u", "interface", "<F:name>lo</F:name>"), .init("u", "interface", "<F:name>none0</F:name>"),
            .init("u", "uname", ""),
            .init("i", "family", ""),
            .init("l", "iflisteners", #"<F:interface_name operation="pattern match">.*</F:interface_name>"#),
        ]).expectSame()
    }

    @Test("a process of our own has the facts that oscap gives")
    func process() throws {
        let child = fork0()
        defer { kill(child, SIGKILL) }
        let run = try PeerRun([
            .init(
                "u", "process58",
                #"<F:command_line operation="pattern match">^sleep 98765</F:command_line><F:pid datatype="int" operation="greater than">0</F:pid>"#
            ),
            .init("u", "process", "<F:command>sleep 98765</F:command>"),
        ])
        #expect(try run.ours(0).items.count >= 1)
        try run.expectSame()
    }

    /// A child that sleeps until it is killed.
    private func fork0() -> pid_t {
        var pid: pid_t = 0
        let arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sleep"), strdup("98765"), nil]
        defer { for argument in arguments { free(argument) } }
        posix_spawnp(&pid, "sleep", nil, nil, arguments, nil)
        usleep(200_000)
        return pid
    }

    @Test("a host without SELinux, RPM or xinetd is one for both")
    func absent() throws {
        let run = try PeerRun([
            .init("l", "selinuxsecuritycontext", "<F:filepath>/etc/passwd</F:filepath>")
        ])
        #expect(try run.ours(0).flag == .notCollected)
    }
}
