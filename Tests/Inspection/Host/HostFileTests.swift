import Glibc
import ScratchRoots
import Testing

@testable import Host

@Suite struct HostFileTests {
    @Test("an absolute link in an offline root stays in the root")
    func linksStayInside() throws {
        let root = try ScratchRoot()
        root.file("etc/passwd", "inside")
        root.link("absolute", to: "/etc/passwd")
        root.link("upward", to: "../../../../../../etc/passwd")
        root.link("magic", to: "/proc/self/root/etc/passwd")
        let host = try Host(root: root.path)
        #expect(try host.read("/absolute", limit: 100) == Array("inside".utf8))
        #expect(try host.read("/upward", limit: 100) == Array("inside".utf8))
        #expect(try host.read("/../../etc/passwd", limit: 100) == Array("inside".utf8))
        #expect(throws: HostError(path: "/magic", reason: .notFound)) { try host.read("/magic", limit: 100) }
    }

    @Test("FIFOs, devices and directories are refused without blocking")
    func specialFiles() throws {
        let root = try ScratchRoot()
        root.fifo("pipe")
        root.directory("directory")
        let host = try Host(root: root.path)
        #expect(throws: HostError(path: "/pipe", reason: .notRegular)) { try host.read("/pipe", limit: 100) }
        #expect(throws: HostError(path: "/directory", reason: .notRegular)) {
            try host.read("/directory", limit: 9)
        }
        #expect(throws: HostError(path: "/dev/zero", reason: .notRegular)) {
            try Host().read("/dev/zero", limit: 9)
        }
    }

    @Test("a file larger than the bound is an error, one of exactly the bound is read")
    func bound() throws {
        let root = try ScratchRoot()
        root.file("file", bytes: [UInt8](repeating: 7, count: 100))
        let host = try Host(root: root.path)
        #expect(try host.read("/file", limit: 100).count == 100)
        #expect(throws: HostError(path: "/file", reason: .tooLarge(limit: 99))) {
            try host.read("/file", limit: 99)
        }
    }

    @Test("a kernel file that says it is empty is read to its end, and bounded")
    func kernelFiles() throws {
        let host = try Host()
        #expect(try host.read("/proc/self/mountinfo", limit: 1 << 20).count > 100)
        #expect(throws: HostError.self) { try host.read("/proc/self/maps", limit: 10) }
    }

    @Test("a link loop is an error and not a hang")
    func linkLoop() throws {
        let root = try ScratchRoot()
        root.link("a", to: "b")
        root.link("b", to: "a")
        let host = try Host(root: root.path)
        #expect(throws: HostError(path: "/a", reason: .system(ELOOP))) { try host.status(of: "/a") }
        #expect(try host.status(of: "/a", followingLinks: false).kind == .symbolicLink)
        #expect(try host.linkTarget(of: "/a") == "b")
        #expect(host.exists("/a"))
    }

    @Test("names that are not UTF-8 keep their bytes")
    func bytesInNames() throws {
        let root = try ScratchRoot()
        let name: [UInt8] = [0xFF, 0x41, 0xC3]
        var path = Array(root.path.utf8CString.dropLast()) + [CChar(bitPattern: 0x2F)]
        path += name.map { CChar(bitPattern: $0) } + [0]
        close(open(path, O_WRONLY | O_CREAT, 0o600))
        #expect(try Host(root: root.path).entries(of: "/") == [HostPath(bytes: name)])
        #expect(try Host(root: root.path).read(HostPath(bytes: [0x2F] + name), limit: 1) == [])
    }

    @Test("a path with a NUL byte names nothing")
    func nulInPath() throws {
        #expect(!(try Host()).exists("/etc/passwd\0.png"))
    }

    @Test("a root that is no directory is refused")
    func badRoot() {
        #expect(throws: HostError.self) { try Host(root: "/etc/passwd") }
        #expect(throws: HostError(path: "/nowhere-at-all", reason: .notFound)) {
            try Host(root: "/nowhere-at-all")
        }
    }
}
