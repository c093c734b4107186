import Host
import ScratchRoots
import Testing

@testable import OVAL

@Suite struct TableProbeTests {
    @Test("an installed package has epoch, version, release and evr; a removed one does not exist")
    func dpkg() throws {
        let root = try ScratchRoot()
        root.file(
            "var/lib/dpkg/status",
            "Package: a\nStatus: install ok installed\nArchitecture: all\nVersion: 1:2.3-4-5\n\nPackage: b\nStatus: deinstall ok config-files\nVersion: 1\n\n"
        )
        let collector = Collector(host: try Host(root: root.path))
        let found = collector.collect(try query("dpkginfo_object", ["name": "a"]))
        #expect(values("epoch", of: found) == ["1"])
        #expect(values("version", of: found) == ["2.3"])
        #expect(values("release", of: found) == ["4-5"])
        #expect(values("evr", of: found) == ["1:2.3-4-5"])
        #expect(collector.collect(try query("dpkginfo_object", ["name": "b"]))?.flag == .doesNotExist)
    }

    @Test("without a package database nothing is said about packages")
    func noDatabase() throws {
        let root = try ScratchRoot()
        let collector = Collector(host: try Host(root: root.path))
        #expect(collector.collect(try query("dpkginfo_object", ["name": "a"]))?.flag == .notCollected)
        #expect(collector.collect(try query("rpminfo_object", ["name": "a"]))?.flag == .notApplicable)
        root.file("var/lib/rpm/rpmdb.sqlite", "")
        let damaged = Collector(host: try Host(root: root.path)).collect(
            try query("rpminfo_object", ["name": "a"]))
        #expect(damaged?.flag == .error)
    }

    @Test("users and shadow entries are found by name or pattern")
    func accounts() throws {
        let root = try ScratchRoot()
        root.file("etc/passwd", "root:x:0:0::/root:/bin/sh\nann:x:1000:1000:Ann:/home/ann:/bin/bash\n")
        root.file("etc/shadow", "root:*:1:0:9:7:::\nann:$6$s$h:1:0:9:7:::\nyes:$y$s$h:1:0:9:7:::\n")
        let collector = Collector(host: try Host(root: root.path))
        #expect(
            values("home_dir", of: collector.collect(try query("password_object", ["username": "ann"]))) == [
                "/home/ann"
            ])
        #expect(
            values("user_id", of: collector.collect(try query("password_object", ["username~": ".*"]))) == [
                "0", "1000",
            ])
        let shadow = collector.collect(try query("shadow_object", ["username~": ".*"]))
        #expect(values("encrypt_method", of: shadow) == ["DES", "SHA-512"])
        #expect(values("exp_inact", of: shadow) == ["-1", "-1", "-1"])
    }

    @Test("a line of the password file that NIS reads is seen beside the users, as the C library lists it")
    func linesOfNIS() throws {
        let root = try ScratchRoot()
        root.file("etc/passwd", "root:x:0:0::/root:/bin/sh\n+:*:0:0:::\n")
        let collector = Collector(host: try Host(root: root.path))
        let found = collector.collect(try query("password_object", ["username~": ".*"]))
        #expect(values("username", of: found) == ["root", "+"])
        #expect(values("user_id", of: found) == ["0", "0"])
    }

    @Test("a directory's root is a partition; nothing runs in it")
    func offline() throws {
        let root = try ScratchRoot()
        let collector = Collector(host: try Host(root: root.path))
        #expect(
            values(
                "mount_point", of: collector.collect(try query("partition_object", ["mount_point~": ".*"])))
                == ["/"])
        #expect(collector.collect(try query("uname_object", [:]))?.flag == .notCollected)
        let unit = try query("systemdunitproperty_object", ["unit": "a.service", "property": "ActiveState"])
        #expect(collector.collect(unit)?.flag == .doesNotExist)
    }

    @Test("a kernel parameter has one value a line; an unknown one does not exist")
    func sysctl() throws {
        let collector = Collector(host: try Host())
        #expect(
            values("value", of: collector.collect(try query("sysctl_object", ["name": "kernel.ostype"]))) == [
                "Linux"
            ])
        #expect(
            collector.collect(try query("sysctl_object", ["name": "kernel.no_such_thing"]))?.flag
                == .doesNotExist)
        let found = collector.collect(try query("sysctl_object", ["name~": "^kernel\\.os(type|release)$"]))
        #expect(Set(values("name", of: found)) == ["kernel.ostype", "kernel.osrelease"])
    }

    @Test("the family is unix")
    func family() throws {
        #expect(
            values("family", of: Collector(host: try Host()).collect(try query("family_object", [:]))) == [
                "unix"
            ])
    }
}
