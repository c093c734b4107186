import Glibc
import Host
import ScratchRoots
import Testing

@testable import OVAL

/// Our items against those of `oscap` on one directory, object by object.
@Suite(.enabled(if: access("/usr/bin/oscap", X_OK) == 0, "oscap is not installed"))
struct OscapDifferentialTests {
    /// Objects over the tree of ``tree()``; `ROOT` stands for its path.
    static let objects = [
        #"<u:file_object id="ID" version="1"><u:filepath>ROOT/a/f</u:filepath></u:file_object>"#,
        #"<u:file_object id="ID" version="1"><u:filepath>ROOT/link</u:filepath></u:file_object>"#,
        #"<u:file_object id="ID" version="1"><u:filepath>ROOT/dangling</u:filepath></u:file_object>"#,
        #"<u:file_object id="ID" version="1"><u:filepath>ROOT/a</u:filepath></u:file_object>"#,
        #"<u:file_object id="ID" version="1"><u:filepath operation="pattern match">^ROOT/(a|b)/.*$</u:filepath></u:file_object>"#,
        #"<u:file_object id="ID" version="1"><u:filepath operation="pattern match">ROOT/.*f$</u:filepath></u:file_object>"#,
        #"<u:file_object id="ID" version="1"><u:path>ROOT/a</u:path><u:filename operation="pattern match">.*</u:filename></u:file_object>"#,
        #"<u:file_object id="ID" version="1"><u:path>ROOT/a/</u:path><u:filename operation="pattern match">.*</u:filename></u:file_object>"#,
        #"<u:file_object id="ID" version="1"><u:path>ROOT/alink</u:path><u:filename>f</u:filename></u:file_object>"#,
        #"<u:file_object id="ID" version="1"><u:path>ROOT/alink</u:path><u:filename xsi:nil="true"/></u:file_object>"#,
        #"<u:file_object id="ID" version="1"><u:path operation="pattern match">^ROOT/al?</u:path><u:filename operation="pattern match">^[f-h]</u:filename></u:file_object>"#,
        #"<u:file_object id="ID" version="1"><u:path operation="pattern match">ROOT/a$</u:path><u:filename xsi:nil="true"/></u:file_object>"#,
        #"<u:file_object id="ID" version="1"><u:behaviors recurse="directories" recurse_direction="down" max_depth="-1" recurse_file_system="local"/><u:path>ROOT</u:path><u:filename operation="pattern match">.*</u:filename></u:file_object>"#,
        #"<u:file_object id="ID" version="1"><u:behaviors recurse="directories" recurse_direction="down" max_depth="1" recurse_file_system="defined"/><u:path>ROOT</u:path><u:filename operation="pattern match">^f</u:filename></u:file_object>"#,
        #"<u:file_object id="ID" version="1"><u:behaviors recurse="directories" recurse_direction="down" max_depth="2"/><u:path>ROOT</u:path><u:filename xsi:nil="true"/></u:file_object>"#,
        #"<u:file_object id="ID" version="1"><u:behaviors recurse="symlinks and directories" recurse_direction="down"/><u:path>ROOT/a</u:path><u:filename operation="pattern match">^f</u:filename></u:file_object>"#,
        #"<u:file_object id="ID" version="1"><u:behaviors recurse="symlinks" recurse_direction="down"/><u:path>ROOT</u:path><u:filename>g</u:filename></u:file_object>"#,
        #"<u:file_object id="ID" version="1"><u:behaviors recurse_direction="up" max_depth="1"/><u:path>ROOT/a/b/c</u:path><u:filename operation="pattern match">^f</u:filename></u:file_object>"#,
        #"<u:file_object id="ID" version="1"><u:path>ROOT/none</u:path><u:filename operation="pattern match">.*</u:filename></u:file_object>"#,
        text(#"<i:filepath>ROOT/text</i:filepath>"#, "^b=(.)(x)?(.*)$"),
        text(
            #"<i:path>ROOT</i:path><i:filename operation="pattern match">^t</i:filename>"#,
            #"^\s*(\w+)\s*=\s*(\S*)"#, "greater than or equal"),
        text(#"<i:behaviors singleline="true"/><i:filepath>ROOT/text</i:filepath>"#, "a.*c"),
        text(#"<i:behaviors multiline="false"/><i:filepath>ROOT/text</i:filepath>"#, "^b"),
        text(#"<i:filepath>ROOT/tlink</i:filepath>"#, "^a"),
        text(#"<i:filepath>ROOT/pipe</i:filepath>"#, ".*"),
    ]

    private static func text(_ place: String, _ pattern: String, _ operation: String = "equals") -> String {
        "<i:textfilecontent54_object id=\"ID\" version=\"1\">\(place)<i:pattern operation=\"pattern match\">\(pattern)</i:pattern>"
            + "<i:instance datatype=\"int\" operation=\"\(operation)\">1</i:instance></i:textfilecontent54_object>"
    }

    @Test("every object has the items that oscap finds")
    func everyObject() throws {
        let root = try tree()
        let work = try ScratchRoot()
        work.file("objects.xml", document(root.path))
        let results = work.path + "/results.xml"
        let command =
            "/usr/bin/oscap oval eval --skip-valid --results \(results) \(work.path)/objects.xml >/dev/null 2>&1"
        try #require(system(command) == 0, "reproduce with: \(command)")
        let theirs = try RecordedItems(path: results)
        let definitions = try Definitions(path: work.path + "/objects.xml")
        let evaluator = Evaluator(
            definitions, collector: Collector(host: try Host()), collectsWholeItems: true)
        for (number, object) in Self.objects.enumerated() {
            let id = "oval:t:obj:\(number + 1)"
            _ = evaluator.result(ofDefinition: "oval:t:def:\(number + 1)")
            let ours = try #require(evaluator.collections[id], "\(object) was not collected")
            #expect(ours.flag.rawValue == theirs.flags[id], "\(object)")
            let items = Set(
                ours.items.map { item in
                    Set(
                        item.fields.filter { !RecordedItems.volatile.contains($0.name.text) }.map {
                            "\($0.name)=\($0.value.text)"
                        })
                })
            #expect(items == theirs.items[id] ?? [], "\(object)")
        }
    }

    private func tree() throws -> ScratchRoot {
        let root = try ScratchRoot()
        for path in ["a/f", "a/g", "a/b/f1", "a/b/c/f2", "a/b/c/d/f3", "b/f"] { root.file(path, path) }
        root.file("a/suid", bytes: [1], mode: 0o6755)
        root.file("text", "a=1\nb=2\nb=3 x\n c = 4\n")
        root.file("text2", "d=5\n")
        root.link("link", to: "a/f")
        root.link("alink", to: "a")
        root.link("tlink", to: "text")
        root.link("dangling", to: "nowhere")
        root.link("a/loop", to: "..")
        root.link("a/b/side", to: "../../b")
        root.fifo("pipe")
        return root
    }

    private func document(_ root: String) -> String {
        var definitions = ""
        var tests = ""
        var objects = ""
        for (number, object) in Self.objects.enumerated().map({ ($0 + 1, $1) }) {
            let prefix = object.contains("textfilecontent54") ? "i:textfilecontent54_test" : "u:file_test"
            definitions += """
                <definition id="oval:t:def:\(number)" version="1" class="compliance"><metadata><title>t</title>
                <description>d</description></metadata><criteria><criterion test_ref="oval:t:tst:\(number)"/></criteria></definition>
                """
            tests += """
                <\(prefix) id="oval:t:tst:\(number)" version="1" check="all" comment="c"><\(prefix.prefix(2))object object_ref="oval:t:obj:\(number)"/></\(prefix)>
                """
            objects += object.replacing("ID", with: "oval:t:obj:\(number)").replacing("ROOT", with: root)
        }
        return """
            <oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5"
             xmlns:oval="http://oval.mitre.org/XMLSchema/oval-common-5"
             xmlns:u="http://oval.mitre.org/XMLSchema/oval-definitions-5#unix"
             xmlns:i="http://oval.mitre.org/XMLSchema/oval-definitions-5#independent"
             xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
            <generator><oval:schema_version>5.11</oval:schema_version><oval:timestamp>2026-01-01T00:00:00</oval:timestamp></generator>
            <definitions>\(definitions)</definitions><tests>\(tests)</tests><objects>\(objects)</objects></oval_definitions>
            """
    }
}
