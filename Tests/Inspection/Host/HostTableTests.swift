import ScratchRoots
import Testing

@testable import Host

@Suite struct HostTableTests {
    @Test("users, shadow entries and groups are read from the root's own files")
    func accounts() throws {
        let root = try ScratchRoot()
        root.file("etc/passwd", "root:x:0:0:root:/root:/bin/bash\n# no\n+nis\nbad:x:y:0::/:\nshort:x:7:8\n")
        root.file("etc/shadow", "root:*:20228:0:99999:7:::\nempty::::::::\n")
        root.file("etc/group", "root:x:0:\nadm:x:4:a,b\n")
        let host = try Host(root: root.path)
        #expect(host.users().map(\.name) == ["root", "short"])
        #expect(host.users()[0].shell == "/bin/bash")
        #expect(host.shadowEntries()[0].maximumAge == 99999)
        #expect(host.shadowEntries()[1].lastChange == -1)
        #expect(host.shadowEntries()[1].flag == .max)
        #expect(host.groups()[1].members == ["a", "b"])
    }

    @Test("lines that NIS reads are entries of the password file, without numbers too, and nobody's account")
    func linesOfNIS() throws {
        let root = try ScratchRoot()
        root.file(
            "etc/passwd", "root:x:0:0::/:\n+:*:0:0:::\n-ann\n+bob:::7:\n+eve:x:y:0::/:\nlost:::7::/:\n#\n")
        let host = try Host(root: root.path)
        #expect(host.users().map(\.name) == ["root"])
        #expect(host.passwordEntries().map(\.name) == ["root", "+", "-ann", "+bob"])
        #expect(host.passwordEntries().map(\.groupID) == [0, 0, 0, 7])
    }

    @Test("a later sysctl.d file wins, /etc replaces a file of the same name, sysctl.conf comes last")
    func sysctlOrder() throws {
        let root = try ScratchRoot()
        root.file("usr/lib/sysctl.d/10-a.conf", "kernel.a = 1\nkernel.b = 1\nkernel.c=1")
        root.file("etc/sysctl.d/10-a.conf", "# local\nkernel.a = 2\n")
        root.file("etc/sysctl.d/99-z.conf", "-kernel/b=3\nnet/ipv4/conf/eth0.1/forwarding = 1")
        root.file("etc/sysctl.conf", "kernel.b = 4")
        let host = try Host(root: root.path)
        #expect(host.configuredSysctls()["kernel.a"] == "2")
        #expect(host.configuredSysctls()["kernel.b"] == "4")
        #expect(host.configuredSysctls()["kernel.c"] == nil)
        #expect(host.configuredSysctls()["net.ipv4.conf.eth0/1.forwarding"] == "1")
        #expect(try Host().sysctl("kernel.ostype") == Array("Linux\n".utf8))
        #expect(try Host().sysctl("../../etc/passwd") == nil)
    }

    @Test("the dpkg database knows what is installed and what only left its configuration")
    func dpkg() {
        let database = DpkgDatabase(
            bytes: Array(
                """
                Package: bash
                Status: install ok installed
                Architecture: amd64
                Version: 5.2.15-2+b7
                Description: shell
                 Package: not-a-field

                Package: gone
                Status: deinstall ok config-files
                Architecture: amd64
                Version: 1:2
                """.utf8))
        #expect(database.packages["bash"]?.first?.version == "5.2.15-2+b7")
        #expect(database.packages["bash"]?.first?.isInstalled == true)
        #expect(database.packages["gone"]?.first?.isInstalled == false)
        #expect(database.packages.count == 2)
    }

    @Test(
        "mounts are local or remote by type and source",
        arguments: [
            ("/dev/sda1", "ext4", true), ("tmpfs", "tmpfs", true), ("//server/share", "cifs", false),
            ("server:/export", "nfs4", false), ("systemd-1", "autofs", false),
            ("/dev/disk/by-id/a:b", "xfs", true),
        ])
    func locality(source: String, type: String, isLocal: Bool) {
        #expect(Mount(mountPoint: "/m", source: source, type: type, options: []).isLocal == isLocal)
    }

    @Test("a directory without fstab still has its root mounted, and it is local")
    func synthesisedMounts() throws {
        let root = try ScratchRoot()
        #expect(try Host(root: root.path).mounts().map(\.mountPoint) == ["/"])
        #expect(try Host(root: root.path).mounts().first?.source.hasPrefix("/dev/") == true)
        root.directory("with space")
        root.file(
            "etc/fstab",
            "/dev/sda2 /with\\040space ext4 ro,nodev 0 0\nUUID=1 none swap sw 0 0\n/dev/sda3 /absent ext4 rw 0 0\n"
        )
        #expect(try Host(root: root.path).mounts().map(\.mountPoint) == ["/", "/with space"])
        #expect(try Host(root: root.path).mounts()[1].options == ["ro", "nodev"])
    }

    @Test("os-release is unquoted")
    func osRelease() throws {
        let root = try ScratchRoot()
        root.file("usr/lib/os-release", "ID=debian\nPRETTY_NAME=\"A \\\"quoted\\\" name\"\n#X=1\n")
        #expect(
            try Host(root: root.path).osRelease() == ["ID": "debian", "PRETTY_NAME": "A \"quoted\" name"])
    }
}
