import CLinux
import Glibc
import Host
import ScratchRoots
import Testing

@testable import OVAL

/// The probes that look into files, against `oscap` on the same files.
@Suite(.enabled(if: PeerRun.isInstalled, "oscap is not installed"))
struct ContentDifferentialTests {
    /// There is no FIFO here, because the peer waits for a writer for ever.
    @Test("digests, old and new, are those that oscap computes")
    func digests() throws {
        let root = try ScratchRoot()
        root.file("a/empty", "")
        root.file("a/text", "some text\n")
        root.file("a/large", bytes: [UInt8](repeating: 7, count: 300_000))
        root.link("a/link", to: "text")
        let place = #"<F:path>ROOT/a</F:path><F:filename operation="pattern match">.*</F:filename>"#
        let kinds = ["MD5", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512"]
        let objects = kinds.map {
            PeerRun.Object("i", "filehash58", place + "<F:hash_type>\($0)</F:hash_type>")
        }
        try PeerRun(
            objects + [
                .init("i", "filehash", place), .init("i", "filehash", "<F:filepath>ROOT/none</F:filepath>"),
            ],
            place: root.path
        ).expectSame()
    }

    @Test("XPath expressions select the values that oscap gives")
    func xml() throws {
        let root = try ScratchRoot()
        root.file(
            "f.xml",
            """
            <?xml version="1.0"?><!DOCTYPE r SYSTEM "none.dtd">
            <r n="1"><a k="x">one</a><a k="y">two<b/>three</a><c><![CDATA[raw]]></c><e/></r>
            """)
        root.file("bad.xml", "<r>")
        let expressions = [
            "/r/a/text()", "/r/a/@k", "/r/@n", "count(/r/a)", "string(/r/a[2])", "boolean(/r/none)",
            "/r/none",
            "/r/a", "/r/e/text()", "//a[@k='x']/text()", "sum(/r/@n) + 1",
        ]
        func object(_ file: String, _ xpath: String) -> PeerRun.Object {
            .init("i", "xmlfilecontent", "<F:filepath>ROOT/\(file)</F:filepath><F:xpath>\(xpath)</F:xpath>")
        }
        try PeerRun(
            expressions.map { object("f.xml", $0) } + [object("bad.xml", "/r"), object("none.xml", "/r")],
            place: root.path
        ).expectSame()
    }

    /// Where we knowingly differ (aliases, keys that are left over, numbers beyond 32 bits) is not here.
    static let yamlPaths = [
        ".first.Nop", ".first.Map", ".first", ".l", ".l[:]", ".n", ".t", ".e", ".m", ".str", ".kids[:].a",
        ".kids[:].b.c", ".kids[:].b", ".kids[:]", ".mix", ".kids[].a", ".first.Arr[:][0]",
        ".second[:]['abc','q']", ".second[0]['abc','def'][0]", ".first.*", ".m.*", "[*]", ".l[0,2]",
        ".l[1:3]",
        ".l[-1]", "&amp;A", "&amp;A[0]", ".anch", "nope", ".l[9]", ".[", "l", "$", ".kids.a",
        ".second[0].abc", ".second[:]['abc']", ".first.Arr[0]", "[:]", ".m.B^c", ".l[::2]",
        "$.second[:]['abc'][:]", #"["first"]["Yep"]"#, ".first['Yep']", "$.l", ".types[:]",
        ".first.Arr[:][:]",
    ]

    @Test("YAML paths lead to the records that oscap gives")
    func yaml() throws {
        let root = try ScratchRoot()
        root.file(
            "f.yaml",
            """
            first: {'Map': {1: '1'}, 'Nop': 0, 'Yep': '1', 'Arr': [[11, 12], ['31', '32'], {'k': 'val', 0: 0}]}
            second: [{'abc': [1, 2], 'def': [11, 22], q: Q}, {'abc': [3, 4], 'def': {'z': '!'}}]
            n: null
            t: ~
            e:
            l: [a, b, 3, true, null]
            m: {a: 1, B^c: [x, y]}
            str: "5"
            kids: [{a: 1, b: {c: 2}}, {a: 3, b: {c: 4}}]
            mix: [1, {a: 2}]
            anch: &A [7, 8]
            types: [True, FALSE, yes, 0x1F, 0o17, +12, -3, 1_000, 0b1, "true", !!str 5, !!int "7", 12:30]

            """)
        root.file("empty.yaml", "# kube-api-error=NotFound\n")
        root.file("two.yaml", "a: 1\n---\na: 2\n")
        root.file("bad.yaml", "a: [1, 2\nb: }")
        root.file("f.json", #"{"items": [{"a": "x", "b": {"c": true}}, {"a": "y"}]}"#)
        func object(_ file: String, _ path: String) -> PeerRun.Object {
            .init(
                "i", "yamlfilecontent",
                "<F:filepath>ROOT/\(file)</F:filepath><F:yamlpath>\(path)</F:yamlpath>")
        }
        try PeerRun(
            Self.yamlPaths.map { object("f.yaml", $0) } + [
                object("empty.yaml", ".a"), object("two.yaml", ".a"), object("bad.yaml", ".a"),
                object("none.yaml", ".a"), object("f.json", ".items[:].a"), object("f.json", ".items[:].b.c"),
            ], place: root.path
        ).expectSame()
    }

    @Test("links, attributes and lines in the old form are as oscap finds them")
    func others() throws {
        let root = try ScratchRoot()
        root.file("a/f", "y=0\nx=1\n\ny=3\n")
        root.link("a/link", to: "f")
        root.link("a/twice", to: "link")
        root.link("a/dangling", to: "nowhere")
        root.link("a/loop", to: "loop")
        setxattr(root.path + "/a/f", "user.color", "blue", 4, 0)
        try PeerRun(
            [
                .init("u", "symlink", "<F:filepath>ROOT/a/link</F:filepath>"),
                .init("u", "symlink", "<F:filepath>ROOT/a/twice</F:filepath>"),
                .init("u", "symlink", "<F:filepath>ROOT/a/none</F:filepath>"),
                .init(
                    "u", "fileextendedattribute",
                    "<F:filepath>ROOT/a/f</F:filepath><F:attribute_name>user.color</F:attribute_name>"),
                .init(
                    "i", "textfilecontent",
                    #"<F:path>ROOT/a</F:path><F:filename>f</F:filename><F:line operation="pattern match">^x=(.)</F:line>"#
                ),
            ], place: root.path
        ).expectSame()
    }
}
