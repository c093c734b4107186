import Host
import Processes
import ScratchRoots
import Testing

@testable import KubeBench

/// Scripts are answered as `/bin/sh` and the GNU tools answer them, which every machine that tests this has.
@Suite struct AuditShellTests {
    /// Scripts over a directory that stands where `ROOT` is written.
    static let scripts = [
        "stat -c permissions=%a ROOT/a.conf",
        "stat -c '%n %a %s %u:%g' ROOT/a.conf ROOT/missing ROOT/d",
        "/bin/sh -c 'if test -e ROOT/a.conf; then stat -c permissions=%a ROOT/a.conf; fi'",
        "/bin/sh -c 'if test -e ROOT/none; then stat -c permissions=%a ROOT/none; fi'",
        "/bin/sh -c 'find ROOT/d -name '*.crt' | xargs stat -c permissions=%a' | sort",
        "find ROOT/d/ -type f -name '*.key' 2> /dev/null | xargs --no-run-if-empty stat -c permissions=%a | sort",
        "find ROOT/nowhere -type f 2> /dev/null | xargs --no-run-if-empty stat -c permissions=%a",
        "find ROOT/d ! -name '*.crt' -maxdepth 1 -mindepth 1 -exec stat -c '%n' {} \\; | sort",
        "find ROOT/d -type f | sort | xargs -I{} echo x{}y",
        "find ROOT/d -type f -print0 | xargs -0 -n 1 | sort",
        "cat ROOT/a.conf",
        "cat ROOT/missing; echo after",
        "cat ROOT/missing",
        "cat ROOT/d",
        "cat ROOT/a.conf | grep -v '^#' | sed 's%.*=%%' | head -n1",
        "grep -A1 'providers:' ROOT/enc.yaml | tail -n1 | grep -o \"[A-Za-z]*\" | sed 's/^/provider=/'",
        "grep -i TOKEN ROOT/a.conf ROOT/enc.yaml",
        "grep -c = ROOT/a.conf; grep -n token ROOT/a.conf; grep -w tok ROOT/a.conf; echo $FOO",
        "grep nothing ROOT/a.conf",
        "grep x ROOT/missing",
        "grep -s x ROOT/missing ROOT/a.conf",
        "grep -E '(token|key)=[a-z]+$' ROOT/a.conf",
        "grep 'a\\+b\\|token' ROOT/a.conf",
        "grep -e token -e name ROOT/a.conf",
        "grep \"^tok\\(en\\)\\?=\\w\\+\\s*$\" ROOT/a.conf; grep -- [n]ame ROOT/a.conf; grep 't\\{1\\}o.e' ROOT/a.conf",
        "grep 'name\\ntoken' ROOT/a.conf", "grep '\\/' ROOT/a.conf",
        "grep -B1 -A1 key ROOT/a.conf",
        "grep",
        "A=$(cat ROOT/a.conf | grep -- --flag= | awk -F '--flag=' '{print $2}' | awk '{print $1}' | uniq)\n"
            + "if test -z $A; then A=ROOT/a.conf; fi\nif test -e $A; then stat -c %a $A; fi",
        "for f in ROOT/a.conf ROOT/enc.yaml ROOT/none; do stat -c \"permissions=%a %n\" $f; done",
        "DIR=''\nfor d in $(echo ROOT/d ROOT/e); do\n  if test -d \"$d\"; then DIR=\"$d\"; fi\ndone\n"
            + "if ! test -d \"$DIR\"; then DIR=ROOT; fi\nstat -c %a \"$DIR\"",
        "if [ -f ROOT/a.conf -a ! -d ROOT/none ]; then echo yes; elif true; then echo no; else echo never; fi",
        "test -s ROOT/empty || echo empty && echo both",
        "test 3 -gt 2 && test abc != abd && ! test -n '' && echo ok",
        "ls() { :; }; ls",
        "echo \"a  b\"   c 'd  e' $(echo f g) \"$(echo 'h  i')\" `echo j`",
        "X=\"a b  c\"; echo $X; echo \"$X\"; echo ${X} ${Y:-none} '$X'",
        "echo one; (X=1; echo $X; exit 4); echo \"x$X\"; false",
        "echo a | { cat; echo b; } | tr 'a-b' 'A-B'",
        "echo to errors >&2; echo gone 2>&1 >/dev/null; echo both 2>&1",
        "cat ROOT/missing 2>/dev/null || echo none",
        "printf 'permissions=%s\\n' 600 644 | cut -d= -f2",
        "printf 'a:b:c\\nd\\n' | cut -d: -f1,3; printf 'a\\n' | tr -d '\\n'",
        "printf '3\\n10\\n2\\n2\\n' | sort -n | uniq | head -2; printf 'b\\na\\nb\\n' | sort -ru",
        "printf 'l1\\nl2\\nl3\\n' | sed -n '2p'; printf 'l1\\nl2\\n' | sed '/1/d;s/l/L/'",
        "printf 'a=1 b=2\\n' | sed -e 's/\\([a-z]\\)=\\([0-9]\\)/\\2=\\1/g' -e 's/ /_/'",
        "printf 'a=1 b=2\\n' | sed -E 's/([a-z])=/<\\1>/2'",
        "printf 'a b c\\n\\nd\\n' | awk '{print $2, \"x\" $NF}'; printf 'a:b\\n' | awk -F: '/b/ {print $2}'",
        "printf 'a\\nb\\n' | wc -l",
        "printf \"it's\\n\" | xargs echo",
        "printf \"'a b' c\\nd\" | xargs -n 1 echo",
        "printf '' | xargs echo none; printf '' | xargs -r echo never",
        "printf 'ROOT/none\\nROOT/a.conf\\n' | xargs stat -c %a; echo $?",
        "basename ROOT/a.conf; dirname /x/y/; dirname x",
        "echo ROOT/d/*.crt ROOT/d/*.none \"ROOT/d/*.crt\"",
        "stat -c %a ROOT/link; stat -L -c %a ROOT/link; test -L ROOT/link && echo link",
        "# a comment\necho x # another\n",
        "exit 3",
        "false | true; echo a && false",
        "if false; then echo x; fi",
        "echo a\\\n b",
        "true &&\n echo next",
        "[ a = b ]",
        "ps_x=1; test \"$ps_x\" -eq 1",
    ]

    @Test("a script is answered as sh answers it, or not at all", arguments: scripts)
    func asShell(script: String) throws {
        let root = try Self.root()
        defer { withExtendedLifetime(root) {} }
        let script = script.replacing("ROOT", with: root.path)
        let process = ChildProcess(
            command: "/bin/sh", arguments: ["-c", "exec 2>&1\n\(script)"],
            environment: ["PATH": "/usr/bin:/bin", "LC_ALL": "C"], outputLimit: 1 << 20,
            patience: .seconds(20))
        guard case .exited(let code, let output, _) = process.run() else {
            Issue.record("sh did not come to its end")
            return
        }
        let machine = AuditMachine(files: try Host(root: "/"), processes: nil)
        do throws(AuditObstacle) {
            let answer = try AuditShell.answer(script, on: machine)
            #expect(String(decoding: answer.output, as: UTF8.self) == String(decoding: output, as: UTF8.self))
            #expect(answer.code == code)
        } catch {
            #expect(Self.unanswered.contains { script.contains($0) }, "\(error.reason)")
        }
    }

    /// What these scripts use that is not answered.
    static let unanswered = [
        "ls()", "echo $?", "{print $2, \"x\"", "printf \"it's", "/2'", "\\ntoken", "'\\/'",
    ]

    @Test(
        "what only looks the part is not answered",
        arguments: [
            "kubectl get pods", "rm -rf /", "echo x > /tmp/file", "cat < /etc/passwd", "sleep 1 &",
            "while true; do echo x; done", "PATH=/x cat /etc/passwd", "eval echo x", "find / -delete",
            "find / -exec rm {} \\;", "sed -i s/a/b/ /etc/passwd", "sed 'w /tmp/x' /etc/passwd",
            "sort -o /x /y",
            "awk 'BEGIN{system(\"id\")}'", "xargs rm", "sh /tmp/script", ". /etc/profile", "echo $((1+1))",
            "cat /proc/1/environ", "ps -ef", "[[ a == a ]]", "case x in x) echo;; esac", "echo $1", "(",
            "echo 'open", "if true; then echo", "./stat -c %a /", "env X=1 sh -c id", "echo ${X#y}",
            "a() { a; }",
        ])
    func obstacles(script: String) throws {
        let root = try Self.root()
        defer { withExtendedLifetime(root) {} }
        let machine = AuditMachine(files: try Host(root: root.path), processes: nil)
        let script = script == "xargs rm" ? "echo x | xargs rm" : script
        #expect(throws: AuditObstacle.self) { try AuditShell.answer(script, on: machine) }
    }

    @Test("an audit that would go on for ever is stopped")
    func bounds() throws {
        let root = try Self.root()
        defer { withExtendedLifetime(root) {} }
        root.file("big", bytes: [UInt8](repeating: 0x61, count: 4 << 20))
        let machine = AuditMachine(files: try Host(root: root.path), processes: nil)
        let many = (0..<150).map(String.init).joined(separator: " ")
        for (script, reason) in [
            ("for a in \(many); do for b in \(many); do true; done; done", "more than 20000 commands"),
            ("for a in \(many); do grep -c x /big; done", "more than 256 MiB"),
            ("for a in \(many); do cat /big; done", "more than \(AuditShell.Sink.limit) bytes"),
        ] {
            let error = try #require(throws: AuditObstacle.self) {
                try AuditShell.answer(script, on: machine)
            }
            #expect(error.reason.contains(reason), "\(error.reason)")
        }
    }

    @Test("another root is looked at, and its links do not lead out of it")
    func anotherRoot() throws {
        let root = try Self.root()
        defer { withExtendedLifetime(root) {} }
        root.file("etc/passwd", "anna:x:0:0::/:/bin/sh\n")
        root.file("etc/group", "staff:x:0:\n")
        root.link("out", to: "/etc/passwd")
        let machine = AuditMachine(files: try Host(root: root.path), processes: nil)
        let answer = try AuditShell.answer("stat -c %U:%G /a.conf; cat /out; echo /d/*.crt", on: machine)
        #expect(answer.code == 0)
        #expect(
            String(decoding: answer.output, as: UTF8.self)
                == "anna:staff\nanna:x:0:0::/:/bin/sh\n/d/a.crt /d/b.crt\n")
    }

    private static func root() throws -> ScratchRoot {
        let root = try ScratchRoot()
        root.file(
            "a.conf", bytes: Array("# comment\nname=x\ntoken=abc\ntok=1\nkey=value\nlast=1".utf8), mode: 0o640
        )
        root.file("enc.yaml", "resources:\n- providers:\n  - aescbc:\n      keys: 1\n")
        root.file("d/a.crt", bytes: [], mode: 0o644)
        root.file("d/b.crt", bytes: [], mode: 0o600)
        root.file("d/c.key", bytes: [], mode: 0o600)
        root.file("d/inner/d.key", bytes: [], mode: 0o400)
        root.file("empty", "")
        root.link("link", to: "a.conf")
        return root
    }
}
