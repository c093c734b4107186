import FileIntegrity
import Fuzzing
import Host
import Testing

@testable import NodeIntegrity

@Suite("A user's configuration on its way to the nodes")
struct NodeConfigurationTests {
    @Test(
        "is rewritten as upstream rewrites it, and where upstream forgets to",
        arguments: [
            ("@@define DBDIR /var/lib/aide", "@@define DBDIR /hostroot/etc/kubernetes"),
            ("@@define LOGDIR /var/log/aide", "@@define LOGDIR /hostroot/etc/kubernetes"),
            ("@@define  DBDIR\t/x", "@@define DBDIR /hostroot/etc/kubernetes"),
            ("@@define DBDIRECTORY /x", "@@define DBDIRECTORY /x"),
            ("database=file:@@{DBDIR}/x.db", "database=file:@@{DBDIR}/aide.db.gz"),
            ("database_in=file:/x.db", "database_in=file:@@{DBDIR}/aide.db.gz"),
            ("database_in = file:/x.db", "database_in=file:@@{DBDIR}/aide.db.gz"),
            ("database_out=file:/x.db.new", "database_out=file:@@{DBDIR}/aide.db.gz.new"),
            ("report_url=file:/var/log/aide.log", "report_url=file:@@{LOGDIR}/aide.log.new"),
            ("report_url=stdout", "report_url=stdout"),
            ("/etc R", "/hostroot/etc R"),
            ("!/var/log", "!/hostroot/var/log"),
            ("=/root R", "=/hostroot/root R"),
            ("-/var/log", "-/hostroot/var/log"),
            ("  /etc R", "  /hostroot/etc R"),
            ("\t!/var/log", "\t!/hostroot/var/log"),
            ("/hostroot/etc R", "/hostroot/etc R"),
            ("!/hostroot/var", "!/hostroot/var"),
            ("/hostrooted R", "/hostroot/hostrooted R"),
            ("/@@{TOP}/etc R", "/hostroot/@@{TOP}/etc R"),
            ("# /etc R", "# /etc R"), ("NORMAL = p+u", "NORMAL = p+u"), ("", ""),
        ])
    func converts(line: String, expected: String) {
        #expect(NodeConfiguration(converting: line).text == expected)
        let whole = "PERMS = p\n\(line)\n\n"
        #expect(NodeConfiguration(converting: whole).text == "PERMS = p\n\(expected)\n\n")
    }

    @Test("is rewritten once however often that is asked for")
    func idempotent() {
        let once = NodeConfiguration(converting: "@@define DBDIR /x\ndatabase=file:/a\n=/etc R\n!/var\n")
        #expect(NodeConfiguration(converting: once.text) == once)
    }

    @Test(
        "means the node's own root in the engine",
        arguments: [
            ("/hostroot/etc R", "/etc R"), ("!/hostroot/var(/|$)", "!/var(/|$)"), ("/hostroot R", "/ R"),
            ("=/hostroot$ R", "=/{0}$ R"), ("/hostroot(/etc|/usr) R", "/{0}(/etc|/usr) R"),
            ("/hostrooted R", "/hostrooted R"), ("PATHS = /hostroot", "PATHS = /hostroot"),
        ])
    func strips(line: String, expected: String) {
        #expect(NodeConfiguration(text: line).withoutPrefix == expected)
    }

    @Test("is of the version whose words it uses, 0.16 when it could be any")
    func dialects() {
        #expect(NodeConfiguration(text: DefaultConfiguration.text).dialect == .v0_16)
        #expect(NodeConfiguration(text: DefaultConfiguration.strictText).dialect == .v0_16)
        #expect(NodeConfiguration(text: "database_in=file:/x\n/etc R\n").dialect == .v0_18)
        #expect(NodeConfiguration(text: "report_level=summary\n").dialect == .v0_18)
        #expect(NodeConfiguration(text: "# database_in=file:/x\n/etc R\n").dialect == .v0_16)
        #expect(NodeConfiguration(text: "database_in=file:/x\n -/var\n").dialect == .v0_19)
    }

    @Test("that the operator brings along is of AIDE's language, and excludes no more than it names")
    func defaults() throws {
        let rules = try NodeConfiguration(text: DefaultConfiguration.text).parsed(hostName: nil).rules
        func isTaken(_ path: String) -> Bool { rules.match(Array(path.utf8), .regular).isTaken }
        for path in [
            "/usr/bin/sh", "/etc/passwd", "/boot/vmlinuz", "/root/.bash_history", "/root/notes",
            // What upstream's unanchored exclusions hide.
            "/etc/kubernetes/aide-evil/x", "/etc/kubernetes/manifests-evil.yaml", "/etc/mtab.d/x",
            "/etc/kubernetes/kubelet-ca.crt.evil", "/etc/machine-config-daemon/node-annotation.jsonx",
        ] { #expect(isTaken(path), "\(path)") }
        for path in [
            "/var/log/messages", "/opt/x", "/etc/mtab", "/usr/src/linux", "/root/.kube/config",
            "/etc/kubernetes/manifests/pod.yaml", "/etc/kubernetes/aide.db.gz",
            "/etc/kubernetes/aide.log.new",
            "/etc/kubernetes/aide.db.gz.backup-20260102T03_04_05",
        ] { #expect(!isTaken(path), "\(path)") }
        let strict = try NodeConfiguration(text: DefaultConfiguration.strictText).parsed(hostName: nil).rules
        for path in ["/etc/kubernetes/manifests/pod.yaml", "/opt/x/y", "/var/spool/cron/root", "/bin/sh"] {
            #expect(strict.match(Array(path.utf8), .regular).isTaken, "\(path)")
        }
    }

    @Test("includes no files of a node, and the refusal shows nothing of them")
    func includes() throws {
        let error = #expect(throws: ConfigurationError.self) {
            try NodeConfiguration(text: "@@include /etc/shadow\n").parsed(hostName: nil)
        }
        #expect(error?.description.contains("includes no files of its nodes") == true)
        #expect(error?.place?.line == 1)
    }

    @Test("of any bytes is rewritten without a crash, and rewriting it again changes nothing")
    func fuzz() {
        let seed = DefaultConfiguration.text + "\n=/x R\n-/y\n@@define DBDIR z\n"
        let tokens = ["/hostroot", "!/", "=/", "-/", "@@define DBDIR", "database_in=", "@@{", "\t", "\n"]
        for mutant in Mutants(of: [Array(seed.utf8)], tokens: tokens, count: 2_000) {
            let converted = NodeConfiguration(converting: mutant.text)
            #expect(NodeConfiguration(converting: converted.text) == converted, "\(mutant)")
            _ = try? converted.parsed(hostName: "node")
        }
    }
}
