import Host
import ScratchRoots
import Testing

@testable import OVAL

/// A directory instead of a machine: every probe answers from the files, or says that it cannot.
@Suite struct OfflineProbeTests {
    private func collector(_ root: ScratchRoot) throws -> Collector {
        Collector(host: try Host(root: root.path))
    }

    @Test(
        "what only a running system knows is not collected, with a reason",
        arguments: [
            ("interface_object", ["name~": ".*"]), ("uname_object", [:]),
            ("process58_object", ["command_line~": ".*"]), ("process_object", ["command~": ".*"]),
            ("routingtable_object", ["destination~": ".*"]),
            ("iflisteners_object", ["interface_name~": ".*"]),
            (
                "inetlisteningservers_object",
                ["protocol~": ".*", "local_address~": ".*", "local_port": "22"]
            ),
        ] as [(String, KeyValuePairs<String, String?>)])
    func running(element: String, entities: KeyValuePairs<String, String?>) throws {
        let found = try collector(try ScratchRoot()).collect(try query(element, entities))
        #expect(found?.flag == .notCollected)
        #expect(found?.messages.count == 1)
    }

    @Test("units are loaded, masked and enabled as their files and links say")
    func units() throws {
        let root = try ScratchRoot()
        root.file(
            "usr/lib/systemd/system/a.service",
            "[Unit]\nDescription=A\nWants=b.service \\\n c.service\n[Install]\nWantedBy=multi-user.target\n")
        root.file("usr/lib/systemd/system/b.service", "[Unit]\nDescription=B\n[Install]\nWantedBy=x.target\n")
        root.file("usr/lib/systemd/system/s.service", "[Service]\nExecStart=/bin/true\n")
        root.file("usr/lib/systemd/system/multi-user.target", "[Unit]\nRequires=basic.target\n")
        root.file("usr/lib/systemd/system/basic.target", "[Unit]\nWants=s.service\n")
        root.file("usr/lib/systemd/system/a.service.d/10.conf", "[Unit]\nWants=\nWants=d.service\n")
        root.file("usr/lib/systemd/system/m.service", "[Unit]\n")
        root.link("etc/systemd/system/m.service", to: "/dev/null")
        root.directory("etc/systemd/system/multi-user.target.wants")
        root.link(
            "etc/systemd/system/multi-user.target.wants/a.service", to: "/usr/lib/systemd/system/a.service")
        root.link("etc/systemd/system/m.service", to: "/dev/null")
        root.file("etc/systemd/system-preset/10.preset", "enable a.*\ndisable *\n")
        let collector = try collector(root)
        func property(_ unit: String, _ name: String) throws -> [String] {
            values(
                "value",
                of: collector.collect(
                    try query("systemdunitproperty_object", ["unit": unit, "property": name])))
        }
        #expect(try property("a.service", "UnitFileState") == ["enabled"])
        #expect(try property("b.service", "UnitFileState") == ["disabled"])
        #expect(try property("s.service", "UnitFileState") == ["static"])
        #expect(try property("m.service", "LoadState") == ["masked"])
        #expect(try property("a.service", "UnitFilePreset") == ["enabled"])
        #expect(try property("b.service", "UnitFilePreset") == ["disabled"])
        #expect(try property("a.service", "Wants") == ["d.service"])
        let state = collector.collect(
            try query("systemdunitproperty_object", ["unit": "a.service", "property": "ActiveState"]))
        #expect(state?.flag == .notCollected)
        let absent = collector.collect(
            try query("systemdunitproperty_object", ["unit": "z.service", "property": "ActiveState"]))
        #expect(absent?.flag == .doesNotExist)
        let pulled = values(
            "dependency",
            of: collector.collect(try query("systemdunitdependency_object", ["unit": "multi-user.target"])))
        #expect(pulled == ["basic.target", "a.service", "s.service"])
    }

    @Test("init scripts are started and killed as their links are named")
    func runlevels() throws {
        let root = try ScratchRoot()
        root.file("etc/init.d/cron", bytes: [0x23], mode: 0o755)
        root.directory("etc/rc3.d")
        root.directory("etc/rc0.d")
        root.link("etc/rc3.d/S02cron", to: "../init.d/cron")
        root.link("etc/rc0.d/K01cron", to: "../init.d/cron")
        let found = try collector(root).collect(
            try query("runlevel_object", ["service_name": "cron", "runlevel~": ".*"]))
        #expect(values("runlevel", of: found) == ["0", "3"])
        #expect(values("start", of: found) == ["false", "true"])
        #expect(values("kill", of: found) == ["true", "false"])
    }

    @Test("xinetd's services take over the defaults, and included files count")
    func xinetd() throws {
        let root = try ScratchRoot()
        root.file("etc/services", "telnet 23/tcp # old\n")
        root.file(
            "etc/xinetd.conf",
            "defaults\n{\n disabled = tftp\n only_from = 10.0.0.0\n}\nincludedir /etc/xinetd.d\ninclude /etc/xinetd.conf\n"
        )
        root.file(
            "etc/xinetd.d/telnet",
            "service telnet\n{\n socket_type = stream\n wait = no\n user = root\n server = /usr/sbin/telnetd\n disable = no\n only_from += 10.1.0.0\n}\n"
        )
        root.file("etc/xinetd.d/tftp", "service tftp\n{\n socket_type = dgram\n wait = yes\n}\n")
        let collector = try collector(root)
        func services(_ name: String) throws -> Collected? {
            collector.collect(try query("xinetd_object", ["service_name": name, "protocol~": ".*"]))
        }
        let telnet = try services("telnet")
        #expect(Set(values("port", of: telnet)) == ["23"])
        #expect(Set(values("disabled", of: telnet)) == ["false"])
        #expect(Set(values("only_from", of: telnet)) == ["10.1.0.0"])
        #expect(Set(values("disabled", of: try services("tftp"))) == ["true"])
        #expect(Set(values("protocol", of: try services("tftp"))) == ["udp"])
    }

    @Test("a link of an offline root leads where it would on that machine")
    func links() throws {
        let root = try ScratchRoot()
        root.file("usr/bin/tool", "x")
        root.link("bin", to: "/usr/bin")
        root.link("usr/bin/alias", to: "/bin/tool")
        root.link("out", to: "../../../../../../../etc/passwd")
        let collector = try collector(root)
        let found = collector.collect(try query("symlink_object", ["filepath": "/usr/bin/alias"]))
        #expect(values("canonical_path", of: found) == ["/usr/bin/tool"])
        let outside = collector.collect(try query("symlink_object", ["filepath": "/out"]))
        #expect(outside?.items.first?.status == .error)
    }

    @Test("other databases than files, directory servers and firmware are not asked, and why is said")
    func unanswered() throws {
        let collector = try collector(try ScratchRoot())
        for element in ["ldap57_object", "fwupdsecattr_object"] {
            let found = collector.collect(try query(element, [:]))
            #expect(found?.flag == .notCollected && found?.messages.isEmpty == false)
        }
        let sql = collector.collect(
            try query(
                "sql57_object",
                ["engine": "mysql", "version": "8", "connection_string": "Server=db", "sql": "SELECT 1"]))
        #expect(sql?.flag == .notCollected)
    }
}
