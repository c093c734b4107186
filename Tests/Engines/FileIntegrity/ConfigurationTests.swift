import Testing

@testable import FileIntegrity

@Suite("The language of aide.conf")
struct ConfigurationTests {
    func read(
        _ text: String, _ dialect: Dialect = .v0_18, files: [String: String] = [:]
    ) throws -> Configuration {
        var reader = ConfigurationReader(dialect: dialect, files: .of(files))
        try reader.read(Array(text.utf8), named: "aide.conf")
        return reader.configuration
    }

    func failure(_ text: String, _ dialect: Dialect = .v0_18, files: [String: String] = [:]) -> String {
        do {
            _ = try read(text, dialect, files: files)
            return "accepted"
        } catch { return "\(error)" }
    }

    @Test("groups are added and taken away from left to right")
    func arithmetic() throws {
        let configuration = try read("A = p+u\nB=A+sha256-u\n/x B + g - p\n")
        #expect(configuration.rules.rules[0].attributes == AttributeSet(.sha256, .group))
    }

    @Test(
        "the default groups are the peer's",
        arguments: [
            (Dialect.v0_18, "R", "l+p+u+g+s+c+m+i+n+md5+acl+selinux+xattrs+ftype+e2fsattrs+caps"),
            (.v0_18, ">", "l+p+u+g+s+i+n+acl+selinux+xattrs+ftype+e2fsattrs+caps+growing"),
            (.v0_19, "R", "l+p+u+g+s+c+m+i+n+acl+selinux+xattrs+ftype+e2fsattrs+caps+sha3_256"),
            (.v0_19, "H", "sha256+sha512+stribog256+stribog512+sha512_256+sha3_256+sha3_512"),
            (.v0_19, "X", "acl+selinux+xattrs+e2fsattrs+caps"),
        ])
    func defaultGroups(_ dialect: Dialect, _ name: String, _ expected: String) throws {
        #expect(try read("/x \(name)\n", dialect).rules.rules[0].attributes.expression == expected)
    }

    @Test(
        "what is not of the language is refused at its place",
        arguments: [
            ("foo=1", "aide.conf:1:1: unknown config option: 'foo' (line: 'foo=1')"),
            ("\n/x p+nope", "aide.conf:2:6: group 'nope' is not defined (line: '/x p+nope')"),
            ("@@wrong x", "aide.conf:1:8: unknown macro: '@@wrong' (line: '@@wrong x')"),
            (
                "gzip_dbout=perhaps",
                "aide.conf:1:1: unrecognized bool value: 'perhaps' (expecting 'true', 'yes','false' or 'no') "
                    + "(line: 'gzip_dbout=perhaps')"
            ),
            (
                "!/x d p",
                "aide.conf:1:7: negative rule must not have an attribute expression (line: '!/x d p')"
            ),
            ("/x R # text", "aide.conf:1:6: unexpected character: '#' (line: '/x R # text')"),
            ("/x q,f R", "aide.conf:1:4: invalid restriction 'q' (line: '/x q,f R')"),
            (
                "/a//b/c R",
                "aide.conf:1:1: error in rule '/a//b/c': invalid double slash (line: '/a//b/c R')"
            ),
            (
                "@@endif", "aide.conf:1:1: syntax error, unexpected @@endif (line: '@@endif')"
            ),
            (
                "@@include /nope",
                "aide.conf:1:1: '@@include': lstat for '/nope' failed: No such file or directory "
                    + "(line: '@@include /nope')"
            ),
        ])
    func errors(_ line: String, _ expected: String) {
        #expect(failure(line + "\n") == expected)
    }

    @Test("an expression that is none names the byte")
    func badExpression() {
        #expect(
            failure("/a(b R\n").hasPrefix("aide.conf:1:5: error in rule '/a(b': missing closing parenthesis"))
    }

    @Test("variables are text, also in included files, and the last definition counts")
    func variables() throws {
        let files = ["/etc/more": "@@define TOP opt\n/@@{TOP}/x p\n/@@{HOSTNAME} p\n/@@{NONE}y p\n"]
        let configuration = try read("@@define TOP srv\n@@include /etc/more\n/z@@{TOP} p\n", files: files)
        #expect(failure("@@{TOP}/x p\n").contains("unknown macro"))
        #expect(configuration.rules.rules.map(\.expression) == ["/opt/x", "/node1", "/y", "/zopt"])
    }

    @Test("conditions choose between branches, also inside of each other")
    func conditions() throws {
        let configuration = try read(
            """
            @@define A
            @@if defined A
            @@if not hostname node1
            /never p
            @@else
            /chosen p
            @@endif
            @@else
            @@include /not/looked/at
            @@endif

            """)
        #expect(configuration.rules.rules.map(\.expression) == ["/chosen"])
    }

    @Test("a directory's files are included by name, below a prefix")
    func prefixes() throws {
        let files = [
            "/d/10_a.conf": "/x p\n@@include /e .* /q\n", "/d/20_b.conf": "!/y\n", "/d/skip": "bad",
            "/e/1": "/z p\n",
        ]
        let configuration = try read("@@include /d \\\\.conf$ /host/\n", files: files)
        #expect(configuration.rules.rules.map(\.expression) == ["/host/x", "/host/q/z", "/host/y"])
        #expect(configuration.rules.rules[1].place.file == "/e/1")
    }

    @Test("a file that includes itself ends")
    func endlessInclude() {
        let text = failure("@@include /a\n", files: ["/a": "@@include /a\n"])
        #expect(text == "/a:1:1: include files are nested too deeply (line: '@@include /a')")
    }

    @Test("programs are not run unless that was allowed")
    func programs() throws {
        let files = ["/bin/gen": "#!/bin/sh\n"]
        #expect(failure("@@x_include /bin/gen\n", files: files).contains("running programs was not allowed"))
        var environment = ConfigurationFiles.of(files)
        environment.run = { _, variables in .success(Array("/made-\(variables["X"] ?? "") p\n".utf8)) }
        var reader = ConfigurationReader(dialect: .v0_18, files: environment)
        try reader.read(Array("@@x_include_setenv X 1\n@@x_include /bin/gen\n".utf8), named: "c")
        #expect(reader.configuration.rules.rules.map(\.expression) == ["/made-1"])
    }

    @Test("old names are options of old dialects only")
    func oldNames() throws {
        let old = try read("database=file:/db\nsummarize_changes=no\nverbose=5\n", .v0_16)
        #expect(old.databaseIn == .file("/db"))
        #expect(!old.reportOptions.summarizes)
        #expect(try read("database=file:/db\n").notes.map(\.level) == [.warning])
        #expect(failure("database=file:/db\n", .v0_19).contains("unknown config option: 'database'"))
        #expect(failure("num_workers=2\n", .v0_16).contains("unknown config option"))
        #expect(failure("-/x\n", .v0_18).contains("unexpected character: '-'"))
    }

    @Test("the first database counts, the last report option before each report")
    func order() throws {
        let configuration = try read(
            """
            database_in=file:/one
            database_in=file:///two
            report_url=stdout
            report_level=summary
            report_format=json
            report_url=file:/log

            """)
        #expect(configuration.databaseIn == .file("/one"))
        #expect(configuration.reports.map(\.location) == [.standardOutput, .file("/log")])
        #expect(configuration.reports.map(\.options.format) == [.plain, .json])
    }

    @Test("digests that no library has are left out and told")
    func unsupportedDigests() throws {
        let configuration = try read("/x sha256+tiger\n", .v0_19)
        #expect(configuration.rules.rules[0].attributes == Attribute.sha256.bit)
        #expect(configuration.notes.map(\.message) == ["ignoring unsupported hash algorithm(s): tiger"])
    }

    @Test("a restriction that is not understood is never passed over")
    func fileSystems() {
        let text = failure("/x p\n!/y d=tmpfs\n", .v0_19)
        #expect(
            text == "aide.conf:2:7: restrictions to file system types are not supported ('tmpfs') "
                + "(line: '!/y d=tmpfs')")
        #expect(failure("!/y d=tmpfs\n", .v0_18).contains("must not have an attribute expression"))
    }

    @Test("escapes stand for the byte after the backslash")
    func escapes() throws {
        let configuration = try read("/a\\ b\\@c\\\\.d p\n")
        #expect(configuration.rules.rules[0].expression == "/a b@c\\.d")
    }

    @Test("workers are a number or a share of the processors, rounded up")
    func workers() {
        #expect(WorkerCount("4")?.value == 4)
        #expect(WorkerCount("60%", processors: 8)?.value == 5)
        #expect(WorkerCount("101%") == nil && WorkerCount("-1") == nil && WorkerCount("x") == nil)
    }
}
