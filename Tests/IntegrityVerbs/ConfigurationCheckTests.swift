import FileIntegrity
import Fuzzing
import Host
import IntegrityVerbs
import ScratchRoots
import Testing

@Suite("What is said of a configuration")
struct ConfigurationCheckTests {
    let scratch: ScratchRoot

    init() throws { scratch = try ScratchRoot() }

    func check(_ text: String, _ dialect: Dialect = .v0_18) throws -> ConfigurationCheck {
        scratch.file("aide.conf", text)
        return ConfigurationCheck(
            .file(scratch.path + "/aide.conf"), dialect: dialect, files: .of(try Host()))
    }

    func remarks(_ text: String, _ level: ConfigurationRemark.Level) throws -> [ConfigurationRemark] {
        try check(text).remarks.filter { $0.level == level }
    }

    @Test("every error is told with its line and column, not only the first")
    func errors() throws {
        let errors = try remarks("/a Nothing\n/b s\nnonsense=1\n/c s+Nobody\n", .error)
        #expect(errors.map(\.place?.line) == [1, 3, 4])
        #expect(errors.map(\.place?.column) == [4, 1, 6])
        #expect(errors[0].text.hasPrefix(scratch.path + "/aide.conf:1:4: error: group 'Nothing'"))
        #expect(try check("/a Nothing\n").isUsable == false)
    }

    @Test("an error in an included file is told with that file's line")
    func includes() throws {
        scratch.file("more.conf", "# one\n/x Nobody\n")
        let errors = try remarks("@@include \(scratch.path)/more.conf\n/a Nothing\n", .error)
        #expect(errors.map(\.place?.line) == [2, 2])
        #expect(errors.map { $0.place?.file.hasSuffix("more.conf") } == [true, false])
    }

    @Test("a broken condition ends the look, because what it governs is not known")
    func conditions() throws {
        let check = try check("@@ifdef A\n/a Nothing\n@@else\n@@else\n@@endif\n/b Nobody\n")
        #expect(check.remarks.contains { $0.level == .error })
        #expect(!check.isUsable)
    }

    @Test(
        "an exclusion that leaves out more than it names is told",
        arguments: [
            ("!/hostroot/var", "/hostroot/var-other"),
            ("!/etc/kubernetes/aide.*", "/etc/kubernetes/aide-other"),
            ("!/etc/cron\\.d", "/etc/cron.d-other"),
        ])
    func broadExclusions(rule: String, example: String) throws {
        let broad = try remarks("/ sha256\n\(rule)\n", .warning).filter { $0.place?.line == 2 }
        #expect(broad.first?.message.contains("leaves out every path that begins so, \(example) too") == true)
    }

    @Test(
        "an exclusion that says where it ends is not",
        arguments: ["!/var$", "!/var/", "!/var/log(/|$)", "!/var/[a-z]+"])
    func anchoredExclusions(rule: String) throws {
        let broad = try remarks("/ sha256\n\(rule)\n", .warning).filter { $0.place?.line == 2 }
        #expect(broad.allSatisfy { !$0.message.contains("every path that begins so") })
    }

    @Test("a selective rule that takes more is a notice, and so is a dot that is any character")
    func notices() throws {
        let notices = try remarks("/etc sha256\n!/etc/resolv.conf$\n", .notice)
        #expect(notices.map(\.place?.line) == [1, 2])
        #expect(notices[1].message.contains("stands for any character"))
    }

    @Test("a rule that compares what changes all the time is told, with what it takes")
    func volatilePlaces() throws {
        func told(_ text: String) throws -> [String] {
            try remarks(text, .warning).filter { $0.message.contains("change all the time") }.map(\.text)
        }
        let broad = try told("/ sha256\n")
        #expect(broad.count == 1)
        #expect(
            broad[0].contains(
                "aide.conf:1:1: warning: '/' compares /proc/self/stat (the kernel's own figures)"))
        #expect(try told("/etc/ sha256\n/var/log/ m\n/run/ p\n").map { $0.contains("'/var/log/'") } == [true])
        #expect(try told("/hostroot/var/ sha256\n")[0].contains("/hostroot/var/log/any.log (logs)"))
        #expect(try told("/var/log/ p+u+g\n/var/tmp/ p+ftype\n/var/log/a growing+s+sha256\n") == [])
        #expect(try told("/var/ sha256\n!/var/(tmp|log|cache|lib)(/|$)\n") == [])
    }

    @Test("a digest that others can forge is told")
    func weakDigests() throws {
        #expect(
            try remarks("/ md5+sha1\n", .warning).contains { $0.message.contains("relies on md5+sha1 alone") }
        )
        #expect(try !remarks("/ md5+sha256\n", .warning).contains { $0.message.contains("relies on") })
    }

    @Test("a file by which machines are taken over is told when no rule takes it, or one leaves it out")
    func blindSpots() throws {
        let messages = try remarks("/etc/ sha256\n!/etc/kubernetes/manifests/\n/usr/ p\n", .warning)
            .map(\.message)
        #expect(messages.contains { $0.hasPrefix("no rule takes /opt/any/any (programs") })
        #expect(
            messages.contains {
                $0.contains(
                    "manifests/any.yaml (static pods, T1543) is left out by '!/etc/kubernetes/manifests/'")
            })
        #expect(messages.contains { $0.hasPrefix("the content of /usr/bin/sudo") })
        #expect(!messages.contains { $0.contains("/etc/passwd") })
    }

    @Test("rules of OpenShift's operator are asked for files below the mount")
    func mountedRoot() throws {
        let messages = try remarks("/hostroot/etc/ sha256\n", .warning).map(\.message)
        #expect(messages.contains { $0.hasPrefix("no rule takes /hostroot/usr/bin/sudo") })
        #expect(!messages.contains { $0.contains("/hostroot/etc/passwd") })
    }

    @Test("our own rules have no error, no open end and no blind spot")
    func strict() throws {
        let check = ConfigurationCheck(.strict, files: .of(try Host()))
        #expect(check.isUsable)
        #expect(check.remarks.map(\.text) == [])
    }

    @Test("no text makes the check fail otherwise than with remarks")
    func fuzz() throws {
        let seed = """
            @@define A b
            @@if defined A
            G = p+sha256
            @@endif
            /@@{A}/.* f,d G
            !/etc/[^x]+$
            =/usr$ R-md5
            database_in=file:/db

            """
        for mutant in Mutants(of: [seed], count: 300) {
            scratch.file("aide.conf", bytes: mutant.bytes)
            let check = ConfigurationCheck(
                .file(scratch.path + "/aide.conf"), dialect: .v0_18, files: .of(try Host()))
            #expect(check.isUsable == !check.remarks.contains { $0.level == .error })
        }
    }
}
