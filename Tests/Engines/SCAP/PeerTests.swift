import Host
import OVAL
import SCAP
import Testing
import XCCDF

@Suite(
    .enabled(if: Oscap.canCompare, "oscap or ssg-debian12-ds.xml is missing; set MARTLET_SCAP_CONTENT"),
    .serialized)
struct PeerTests {
    let directory = TemporaryDirectory()
    var path: String { Oscap.content ?? "" }

    /// A machine of a few files, so that the peer is quick and both see the same.
    func root() -> TemporaryDirectory {
        let root = TemporaryDirectory()
        root.write("etc/debian_version", "12.5\n")
        root.write("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n")
        root.write("etc/login.defs", "PASS_MAX_DAYS 99999\nUMASK 022\nENCRYPT_METHOD SHA512\n")
        // Whose files are nobody's we say; the peer has no mounts here, looks at nothing, and is content.
        root.write("etc/group", "root:x:0:\n")
        root.write("etc/passwd", "root:x:0:0:root:/root:/bin/bash\ntoor:x:0:0::/:/bin/sh\n")
        // Without the file the peer takes every package for absent; we say unknown.
        root.write(
            "var/lib/dpkg/status", "Package: base-files\nStatus: install ok installed\nVersion: 12\n\n")
        root.write("etc/ssh/sshd_config", "PermitRootLogin yes\nMaxAuthTries 3\n")
        return root
    }

    /// The peer's probe for shadow passwords cannot look into a directory; ours can.
    static let unknownToPeer: Set = ["xccdf_org.ssgproject.content_rule_accounts_password_set_max_life_root"]

    @Test(
        "every rule's verdict, order, severity, values and the score are the peer's",
        arguments: ["(all)", "standard", "anssi_bp28_high", "anssi_np_nt28_minimal"])
    func sameResults(profile: String) throws { try compare(profile) }

    @Test("a tailoring's selections, values and refinements mean what they mean to the peer")
    func sameTailoring() throws {
        let ssg = "xccdf_org.ssgproject.content"
        let tailoring = """
            <Tailoring xmlns="http://checklists.nist.gov/xccdf/1.2" id="xccdf_t_tailoring_t"><benchmark href="b.xml"/>
            <version time="2025-01-01T00:00:00">1</version>
            <Profile id="xccdf_t_profile_t" extends="\(ssg)_profile_anssi_bp28_minimal"><title>t</title>
            <select idref="\(ssg)_group_permissions_important_account_files" selected="true"/>
            <select idref="\(ssg)_rule_file_owner_etc_passwd" selected="true"/>
            <select idref="\(ssg)_rule_file_owner_etc_group" selected="true"/>
            <select idref="\(ssg)_group_accounts-pam" selected="false"/>
            <set-value idref="\(ssg)_value_var_password_pam_minlen">9</set-value>
            <refine-value idref="\(ssg)_value_var_password_pam_minlen" selector="15"/>
            <refine-value idref="\(ssg)_value_var_sudo_umask" selector="0027"/>
            <refine-rule idref="\(ssg)_rule_file_owner_etc_passwd" severity="low" weight="4"/>
            <refine-rule idref="\(ssg)_rule_file_owner_etc_group" role="unscored"/></Profile></Tailoring>
            """
        try compare("xccdf_t_profile_t", tailoring: directory.write("tailoring.xml", tailoring))
    }

    func compare(_ profile: String, tailoring: String? = nil) throws {
        let root = root()
        let file = directory.write("peer.xml", "")
        let option = tailoring.map { "--tailoring-file \($0)" } ?? ""
        _ = Oscap.lines(
            "OSCAP_PROBE_ROOT=\(root.path) oscap xccdf eval --profile '\(profile)' \(option) --results \(file) \(path)"
        )
        let peer = try PeerResult(path: file)
        let ours = try Content(path: path, options: .checks).scan(
            ProfileChoice(profile), tailoring: try tailoring.map { try Tailoring(path: $0) },
            collector: Collector(host: try Host(root: root.path)), clock: { 0 })

        #expect(ours.results.map(\.ruleID) == peer.order)
        for result in ours.results {
            #expect(result.severity.rawValue == peer.severities[result.ruleID], "\(result.ruleID)")
            guard !Self.unknownToPeer.contains(result.ruleID) else { continue }
            #expect(
                result.outcome.rawValue == peer.outcomes[result.ruleID],
                "\(result.ruleID): \(result.messages)")
        }
        for (id, value) in peer.values { #expect(ours.profile.values[id] == [value], "\(id)") }
        let sameRules = ours.results.allSatisfy {
            $0.outcome == .notSelected || !Self.unknownToPeer.contains($0.ruleID)
        }
        #expect(!sameRules || abs(ours.score - peer.score) < 0.001)
        #expect(ours.results.contains { $0.outcome == .pass || $0.outcome == .fail })
    }

    @Test("every profile selects the rules that the peer selects, and no others")
    func sameSelections() throws {
        let content = try Content(path: path, options: [])
        #expect(!content.benchmark.profiles.isEmpty)
        // On a machine without anything the peer finds everything not applicable, at once.
        let machine = TemporaryDirectory()
        let file = directory.write("peer.xml", "")
        for id in content.benchmark.profiles.map(\.id) {
            _ = Oscap.lines(
                "OSCAP_PROBE_ROOT=\(machine.path) oscap xccdf eval --profile '\(id)' --results \(file) \(path)"
            )
            let peer = try PeerResult(path: file)
            let profile = try content.resolve(.named(id))
            let ours = zip(content.benchmark.rules, profile.ruleIsSelected).filter(\.1).map(\.0.id)
            #expect(ours == peer.order.filter { peer.outcomes[$0] != "notselected" }, "\(id)")
            for (name, value) in peer.values { #expect(profile.values[name] == [value], "\(id): \(name)") }
        }
    }

    @Test("profiles and rules are as many and are called as the peer says")
    func sameCatalogue() throws {
        let content = try Content(path: path, options: .catalogue)
        let info = Oscap.lines("oscap info --profiles \(path)")
        #expect(content.benchmark.profiles.map { "\($0.id):\($0.title)" }.sorted() == info.sorted())
        #expect(content.benchmark.rules.allSatisfy { !$0.title.isEmpty && !$0.item.description.isEmpty })
        let instructed = content.benchmark.rules.count { content.instructions(for: $0) != nil }
        #expect(instructed > content.benchmark.rules.count / 2)
    }

    @Test("this machine gets the peer's verdicts on rules that are quick to check")
    func sameOnThisMachine() throws {
        let names = [
            "file_permissions_etc_passwd", "file_owner_etc_shadow", "accounts_tmout", "no_empty_passwords",
            "package_telnet_removed", "accounts_umask_etc_login_defs", "service_ntp_enabled",
            "sysctl_fs_suid_dumpable",
        ]
        let ids = names.map { "xccdf_org.ssgproject.content_rule_\($0)" }
        let rules = ids.map { "--rule \($0)" }.joined(separator: " ")
        let peer = Oscap.lines("oscap xccdf eval --progress --profile '(all)' \(rules) \(path)")
        var ours: [String] = []
        _ = try Content(path: path, options: .checks).scan(
            .all, only: Set(ids), collector: Collector(host: Host()), clock: { 0 },
            progress: { ours.append("\($0.ruleID):\($0.outcome.rawValue)") })
        #expect(ours == peer)
        #expect(!ours.isEmpty)
    }

    @Test("the peer's schema accepts a benchmark with our result document in it")
    func validDocument() throws {
        let content = try Content(path: path, options: .all)
        let root = root()
        let host = try Host(root: root.path)
        let result = try content.scan(
            .named("standard"), collector: Collector(host: host), clock: { 1_700_000_000 })
        let document = result.document(
            of: content.benchmark,
            subject: TestResultSubject(
                target: "host", addresses: ["::1"],
                facts: [("urn:xccdf:fact:asset:identifier:host_name", "host")],
                benchmarkHref: "b.xml"))
        let testResult = String(decoding: document.drop { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        // The schema looks up the ids that results refer to.
        let values = content.benchmark.values.map {
            "<Value id='\($0.id)'><title>t</title><value>v</value></Value>"
        }
        let rules = content.benchmark.rules.map { "<Rule id='\($0.id)'><title>t</title></Rule>" }
        let file = directory.write(
            "validated.xml",
            """
            <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" id="xccdf_t_benchmark_t"><status>draft</status>
            <title>t</title><version>1</version><Profile id="\(result.profile.id ?? "")"><title>t</title></Profile>
            \(values.joined())\(rules.joined())\(testResult)</Benchmark>
            """)
        #expect(Oscap.lines("sh -c 'oscap xccdf validate --skip-schematron \(file) 2>&1; echo $?'") == ["0"])
    }
}
