import AideCommands
import FileIntegrity
import Glibc
import ScratchRoots
import Testing

@Suite("The aide command line")
struct AideTests {
    let scratch: ScratchRoot

    init() throws {
        scratch = try ScratchRoot()
        scratch.file("root/a", "x")
        scratch.file("root/b", "x")
    }

    func configure(_ lines: String = "/ p+s+sha256") {
        scratch.file(
            "aide.conf",
            """
            database_in=file:\(scratch.path)/db
            database_out=file:\(scratch.path)/db.new
            root_prefix=\(scratch.path)/root
            \(lines)

            """)
    }

    func run(_ words: String..., dialect: Dialect = .v0_18) -> AideRun {
        .ours(["--config=\(scratch.path)/aide.conf"] + words, dialect)
    }

    @Test("init, check and update go through with the exit codes of findings")
    func findings() {
        configure()
        #expect(run("--init").exitCode == 0)
        rename(scratch.path + "/db.new", scratch.path + "/db")
        #expect(run("--check").exitCode == 0)
        scratch.file("root/new", "x")
        #expect(run("-C").exitCode == 1)
        unlink(scratch.path + "/root/b")
        #expect(run("--update").exitCode == 3)
        scratch.file("root/a", "changed")
        let last = run()
        #expect(last.exitCode == 7)
        #expect(last.output.contains("  Changed entries:\t\t1"))
        #expect(last.errors.isEmpty)
    }

    @Test(
        "a wrong command line ends with 15",
        arguments: [
            ["--nope"], ["--init", "--check"], ["extra"], ["--workers=x"], ["--log-level=loud"],
            ["--path-check=q:/x"],
            ["--path-check=f:x"], ["--path-check=f"], ["-l", "("], ["--verbose"], ["--report"], ["--list"],
            ["-c"],
        ])
    func wrongArguments(_ words: [String]) {
        let run = AideRun.ours(words)
        #expect(run.exitCode == 15)
        #expect(run.errors.hasPrefix("aide: ") && run.errors.hasSuffix("\n"))
    }

    @Test("a wrong configuration ends with 17, a missing one with 18, a missing database with 18")
    func wrongConfiguration() {
        configure("/ nope")
        let wrong = run("-D")
        #expect(wrong.exitCode == 17)
        #expect(
            wrong.errors
                == "  ERROR: \(scratch.path)/aide.conf:4:3: group 'nope' is not defined (line: '/ nope')\n")
        #expect(AideRun.ours(["-c", "/nonexistent/aide.conf", "-D"]).exitCode == 18)
        #expect(AideRun.ours(["-D"]).exitCode == 17)
        configure()
        let missing = run("--check")
        #expect(missing.exitCode == 18)
        #expect(missing.errors.contains("No such file or directory"))
        configure("root_prefix=/x\n/ p")
        #expect(run("-D").exitCode == 0)
    }

    @Test(
        "a database that was cut off is no clean tree", arguments: [(Dialect.v0_18, Int32(18)), (.v0_19, 24)])
    func cutOff(_ dialect: Dialect, _ code: Int32) {
        configure()
        #expect(run("--init", dialect: dialect).exitCode == 0)
        rename(scratch.path + "/db.new", scratch.path + "/db")
        truncate(scratch.path + "/db", 300)
        let run = run("--check", dialect: dialect)
        #expect(run.exitCode == code)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("\(scratch.path)/db:"))
    }

    @Test("the input is never its own output")
    func sameDatabase() {
        configure("")
        #expect(run("--update", "--after=/ p", "-B", "database_out=file:\(scratch.path)/db").exitCode == 15)
    }

    @Test("options before and after the configuration are part of it")
    func beforeAndAfter() {
        configure()
        let run = run("--before=@@define X a", "--before=Y1=p", "--after=!/@@{X}", "--path-check=f:/a")
        #expect(run.exitCode == 1)
        #expect(run.output == "[ ] f '/a': negative rule: '!/a (none)' ((--after):1: '!/@@{X}')\n")
        #expect(self.run("--path-check=f:/b", "-Wx").exitCode == 15)
        #expect(self.run("--path-check=f:/b", "--limit=/zz").exitCode == 2)
    }

    @Test("a dry run names every file and writes nothing")
    func dryRun() {
        configure("/a p")
        let run = run("--dry-init")
        #expect(run.output.split(separator: "\n").map { $0.prefix(3) } == ["[ ]", "[X]", "[ ]"])
        #expect(access(scratch.path + "/db.new", F_OK) != 0)
    }

    @Test("0.19 lists a database")
    func list() {
        configure()
        #expect(run("--init", dialect: .v0_19).exitCode == 0)
        rename(scratch.path + "/db.new", scratch.path + "/db")
        let list = run("--list", dialect: .v0_19)
        #expect(list.exitCode == 0)
        #expect(list.output.contains("File: "))
        #expect(list.output.contains(" Size      : 1"))
    }

    @Test("programs are refused with 20 unless they were allowed")
    func programs() throws {
        scratch.file("gen", bytes: Array("#!/bin/sh\necho \"/made p\"\n".utf8), mode: 0o700)
        configure("@@x_include \(scratch.path)/gen")
        #expect(run("-D").exitCode == 20)
        let words = ["-c", scratch.path + "/aide.conf", "-p", "f:/made"]
        #expect(AideRun.ours(words, runsPrograms: true).exitCode == 0)
        scratch.file("gen", bytes: Array("#!/bin/sh\nexit 3\n".utf8), mode: 0o700)
        #expect(AideRun.ours(words, runsPrograms: true).exitCode == 20)
    }

    @Test("reports go where they are told to, and appended ones keep what was there")
    func targets() throws {
        configure("report_append=yes\nreport_level=minimal\nreport_url=file:\(scratch.path)/log\n/ p")
        #expect(run("--init").output.isEmpty)
        _ = run("--init")
        var status = stat()
        #expect(stat(scratch.path + "/log", &status) == 0)
        #expect(Int(status.st_size) == 2 * "AIDE successfully initialized database.\n".utf8.count)
    }

    @Test("help and version name what the program speaks")
    func texts() {
        #expect(AideRun.ours(["--help"]).output.contains("--path-check=FILE_TYPE:PATH"))
        #expect(AideRun.ours(["-v"], .v0_19).output.hasPrefix("AIDE 0.19.1\n"))
    }
}
