import Fuzzing
import Testing
import XML
import YAML

@testable import OVAL

@Suite("Mutants of YAML paths, YAML records, XML files and SELinux contexts")
struct ContentFuzzTests {
    @Test("a YAML path is read or refused with a place inside of it", .timeLimit(.minutes(15)))
    func paths() throws {
        let documents = try YAMLTree.documents("a: [1, {b: 2}]\n'c.d': {e: [x, y]}\n")
        let corpus = [".a[:].b['c','d'][0,1]", "&x[0].*", "$['c.d'].e[*]", "[\"a\"][]"]
        for mutant in Mutants(
            of: corpus, tokens: [".", "[", "]", "'", "\"", ",", ":", "*", "&", "$"], count: 4000)
        {
            do throws(YAMLPathError) {
                let path = try YAMLPath(mutant.text)
                let nodes = documents.flatMap { path.nodes(of: $0) }
                #expect(nodes.count <= 8, "\(mutant)")
            } catch {
                #expect(error.offset <= mutant.text.utf8.count, "\(mutant)")
            }
        }
    }

    @Test("YAML of any text is records, an error, or nothing", .timeLimit(.minutes(15)))
    func records() throws {
        let path = try YAMLPath("$")
        let corpus = [
            "a: [1, 2]\nb: &x {c: d}\ne: *x\n", "- - 1\n  - !!int 2\n- {a: .inf}\n", "{\"a\": [true, null]}",
        ]
        var read = 0
        for mutant in Mutants(
            of: corpus, tokens: ["&x", "*x", "- ", ": ", "{", "}", "[", "]", "!!float "], count: 3000)
        {
            guard let documents = try? YAMLTree.documents(mutant.text) else { continue }
            read += 1
            let records = (try? YAMLRecords(documents.flatMap { path.nodes(of: $0) }).records) ?? []
            #expect(records.allSatisfy { !$0.isEmpty }, "\(mutant)")
        }
        #expect(read > 100)
    }

    @Test("aliases that stand for a billion values are refused at once")
    func laughs() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<12 {
            text +=
                "a\(level): &a\(level) ["
                + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ") + "]\n"
        }
        #expect(throws: YAMLError.self) { try YAMLTree.documents(text) }
    }

    @Test("an XML file that declares entities is refused, one that names a DTD is read without it")
    func entities() throws {
        let bomb = "<!DOCTYPE r [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;&a;\">]><r>&b;</r>"
        #expect(throws: XMLError.self) { try XMLTree(bytes: Array(bomb.utf8), name: "f") }
        let outside = "<!DOCTYPE r [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><r>&a;</r>"
        #expect(throws: XMLError.self) { try XMLTree(bytes: Array(outside.utf8), name: "f") }
        let named = try XMLTree(bytes: Array("<!DOCTYPE r SYSTEM \"none.dtd\"><r>x</r>".utf8), name: "f")
        #expect(try named.value(of: "string(/r)") == .text("x"))
        let deep = String(repeating: "<a>", count: 100_000)
        #expect(throws: XMLError.self) { try XMLTree(bytes: Array(deep.utf8), name: "f") }
    }

    @Test("an expression that is no XPath, or never ends, is an error")
    func expressions() throws {
        let rows = String(repeating: "<b/>", count: 2000)
        let tree = try XMLTree(bytes: Array("<r>\(rows)</r>".utf8), name: "f")
        #expect(throws: XMLError.self) { try tree.value(of: "/r[") }
        #expect(throws: XMLError.self) { try tree.value(of: "/x:r") }
        #expect(throws: XMLError.self) { try tree.value(of: "count(//b[count(//b[count(//b) > 0]) > 0])") }
    }

    @Test("XML of any bytes is a tree or an error", .timeLimit(.minutes(15)))
    func xml() {
        var read = 0
        for mutant in Mutants(
            of: ["<r a=\"1\"><b>t</b><![CDATA[x]]></r>"], tokens: ["<", ">", "&", "<!DOCTYPE r ["],
            count: 3000)
        {
            guard let tree = try? XMLTree(bytes: mutant.bytes, name: "f") else { continue }
            read += 1
            #expect((try? tree.value(of: "count(//*) >= 1")) == .boolean(true), "\(mutant)")
        }
        #expect(read > 10)
    }

    @Test("a context of any text has user, role and type, and at most a range")
    func contexts() {
        let full = SELinuxSecurityContextProbe.fields("u:r:t:s0-s0:c0.c1023", isRaw: false)
        #expect(
            full.map(\.name.text) == [
                "user", "role", "type", "low_sensitivity", "high_sensitivity", "high_category",
            ])
        for mutant in Mutants(
            of: ["system_u:object_r:etc_t:s0:c1,c2-s15:c0.c1023"], tokens: [":", "-"], count: 1000)
        {
            #expect(SELinuxSecurityContextProbe.fields(mutant.text, isRaw: true).count <= 11, "\(mutant)")
        }
    }
}
