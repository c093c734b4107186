import Glibc
import Host
import ScratchRoots
import Testing

@testable import OVAL

/// Collecting only reads: nothing below the root is made, changed or removed, not even for a moment.
@Suite struct UntouchedRootTests {
    /// A file made and removed again leaves its trace in the directory's times.
    private struct Stamp: Equatable {
        let inode: UInt
        let mode: UInt32
        let size: Int
        let modified: [Int]
        let changed: [Int]
    }

    private func stamps(of path: String, _ host: Host, at place: HostPath = "/") -> [String: Stamp] {
        var status = stat()
        guard lstat(path + place.description, &status) == 0 else { return [:] }
        var all = [
            place.description: Stamp(
                inode: UInt(status.st_ino), mode: status.st_mode, size: Int(status.st_size),
                modified: [status.st_mtim.tv_sec, status.st_mtim.tv_nsec],
                changed: [status.st_ctim.tv_sec, status.st_ctim.tv_nsec])
        ]
        guard status.st_mode & S_IFMT == S_IFDIR else { return all }
        for name in host.entries(of: place) {
            all.merge(stamps(of: path, host, at: place.appending(name.bytes))) { $1 }
        }
        return all
    }

    /// An empty SQLite database that asks for a write-ahead log (file format, sections 1.3 and 1.6): a reader
    /// that is not told to leave it alone makes two files beside it.
    private static let database: [UInt8] = {
        var page = [UInt8](repeating: 0, count: 4096)
        page.replaceSubrange(0..<24, with: Array("SQLite format 3\0".utf8) + [16, 0, 2, 2, 0, 64, 32, 32])
        for (offset, value) in [(27, 1), (31, 1), (47, 4), (59, 1), (95, 1), (100, 13), (105, 16)] {
            page[offset] = UInt8(value)
        }
        return page
    }()

    private func root() throws -> ScratchRoot {
        let root = try ScratchRoot()
        root.file("etc/passwd", "root:x:0:0:root:/root:/bin/sh\n")
        root.file("etc/shadow", "root:*:19000:0:99999:7:::\n")
        root.file("etc/xinetd.conf", "service a\n{\n socket_type = stream\n}\n")
        root.file("etc/a.xml", "<a><b>1</b></a>")
        root.file("etc/a.yaml", "a: 1\n")
        root.link("etc/link", to: "a.xml")
        root.fifo("etc/pipe")
        root.file("var/lib/dpkg/status", "Package: a\nStatus: install ok installed\nVersion: 1\n\n")
        root.file("var/lib/rpm/rpmdb.sqlite", bytes: Self.database)
        root.file("usr/lib/systemd/system/a.service", "[Unit]\nDescription=A\n")
        return root
    }

    @Test("no probe leaves a trace below the root")
    func untouched() throws {
        let root = try root()
        let host = try Host(root: root.path)
        // Beyond the grain of the file system's clock.
        usleep(50_000)
        let before = stamps(of: root.path, host)
        let collector = Collector(host: host)
        let whole = ["recurse_direction": "down", "recurse": "symlinks and directories"]
        let anyFile: KeyValuePairs<String, String?> = ["path": "/", "filename~": ".*"]
        for (element, entities, flag) in [
            ("file_object", anyFile, .complete),
            ("fileextendedattribute_object", ["path": "/", "filename~": ".*", "attribute_name~": ".*"], nil),
            ("filehash58_object", ["path": "/", "filename~": ".*", "hash_type": "SHA-256"], .complete),
            ("selinuxsecuritycontext_object", anyFile, nil),
            (
                "textfilecontent54_object",
                ["path": "/", "filename~": ".*", "pattern~": ".+", "instance": "1"], .complete
            ),
            ("textfilecontent_object", ["path": "/etc", "filename": "passwd", "line~": ".*"], nil),
            ("xmlfilecontent_object", ["filepath": "/etc/a.xml", "xpath": "//b/text()"], .complete),
            ("yamlfilecontent_object", ["filepath": "/etc/a.yaml", "yamlpath": ".a"], .complete),
            ("symlink_object", ["filepath": "/etc/link"], .complete),
            ("password_object", ["username~": ".*"], .complete),
            ("shadow_object", ["username~": ".*"], .complete),
            ("xinetd_object", ["service_name~": ".*", "protocol~": ".*"], nil),
            ("dpkginfo_object", ["name": "a"], .complete),
            ("rpminfo_object", ["name~": ".*"], nil),
            ("rpmverifypackage_object", ["name~": ".*"], nil),
            ("partition_object", ["mount_point~": ".*"], nil),
            ("sysctl_object", ["name~": ".*"], nil),
            ("systemdunitproperty_object", ["unit~": ".*", "property~": ".*"], .complete),
            ("runlevel_object", ["service_name~": ".*", "runlevel~": ".*"], nil),
            (
                "sql57_object",
                [
                    "engine": "sqlite", "version": "3",
                    "connection_string": "Database=/var/lib/rpm/rpmdb.sqlite",
                    "sql": "SELECT count(*) AS n FROM sqlite_master",
                ], .complete
            ),
        ] as [(String, KeyValuePairs<String, String?>, CollectionFlag?)] {
            let found = collector.collect(try query(element, entities, behaviors: whole))
            #expect(found != nil, "\(element) is not served")
            if let flag { #expect(found?.flag == flag, "\(element): \(found?.messages ?? [])") }
        }
        #expect(before.count == 20)
        #expect(stamps(of: root.path, host) == before)
    }
}
