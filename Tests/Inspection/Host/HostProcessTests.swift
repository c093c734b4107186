import Glibc
import ScratchRoots
import Testing

@testable import Host

@Suite struct HostProcessTests {
    @Test("the live machine's processes are those that its /proc shows")
    func live() throws {
        let processes = try #require(try Host().mountedProcesses())
        #expect(processes.contains { $0.pid == Int64(getpid()) })
    }

    @Test("what a directory holds under proc is no process")
    func pretended() throws {
        let root = try ScratchRoot()
        root.file("proc/1/stat", "1 (kubelet) S 0 1 1 0" + String(repeating: " 0", count: 40))
        root.file("proc/1/cmdline", "kubelet\0--anonymous-auth=false\0")
        let host = try Host(root: root.path)
        #expect(host.mountedProcesses() == nil)
        #expect(host.processes().isEmpty)
        #expect(host.processNumbers().isEmpty)
    }
}
