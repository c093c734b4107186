import Glibc
import OVAL
import SCAP
import XCCDF

/// A directory of a test's own, removed with it.
final class TemporaryDirectory {
    let path: String

    init() {
        var template = Array("/tmp/martlet-scap-XXXXXX".utf8CString)
        let made = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
        }
        path = made ?? "/tmp/martlet-scap-none"
    }

    deinit {
        for name in names.reversed() { remove("\(path)/\(name)") }
        rmdir(path)
    }

    private var names: [String] = []

    /// Writes a file and gives its path.
    @discardableResult
    func write(_ name: String, _ text: String) -> String {
        let file = "\(path)/\(name)"
        for index in name.indices where name[index] == "/" && mkdir("\(path)/\(name[..<index])", 0o755) == 0 {
            names.append(String(name[..<index]))
        }
        names.append(name)
        let descriptor = open(file, O_CREAT | O_WRONLY | O_TRUNC, 0o600)
        let bytes = Array(text.utf8)
        _ = Glibc.write(descriptor, bytes, bytes.count)
        close(descriptor)
        return file
    }

    /// Writes other bytes into a file that is there.
    func overwrite(_ name: String, _ bytes: [UInt8]) {
        let descriptor = open("\(path)/\(name)", O_WRONLY | O_TRUNC)
        _ = Glibc.write(descriptor, bytes, bytes.count)
        close(descriptor)
    }

    func link(_ name: String, to target: String) {
        names.append(name)
        symlink(target, "\(path)/\(name)")
    }
}

/// A benchmark whose rules ask definitions by number.
func benchmark(_ content: String, id: String = "b") -> String {
    """
    <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" id="\(id)"><title>t</title>\(content)</Benchmark>
    """
}

func rule(_ id: String, href: String = "oval.xml", definition: Int = 1, _ content: String = "") -> String {
    """
    <Rule id="\(id)"><title>\(id)</title>\(content)<check system="\(CheckSystemURI.oval)">
    <check-content-ref href="\(href)" name="oval:x:def:\(definition)"/></check></Rule>
    """
}

/// Definitions 1 (true, compliance), 2 (false, compliance), 3 (true, patch) and 4 (false, vulnerability); 5 is
/// true when the external variable 1 is `on`.
let oval = """
    <oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5"
     xmlns:ind="http://oval.mitre.org/XMLSchema/oval-definitions-5#independent">
    <definitions>\(definition(1, "compliance"))\(definition(2, "compliance", negate: true))\(definition(3, "patch"))
    \(definition(4, "vulnerability", negate: true))\(definition(5, "compliance", test: 2))</definitions>
    <tests><ind:family_test id="oval:x:tst:1" version="1" check="all" comment="c">
    <ind:object object_ref="oval:x:obj:1"/><ind:state state_ref="oval:x:ste:1"/></ind:family_test>
    <ind:variable_test id="oval:x:tst:2" version="1" check="all" comment="c">
    <ind:object object_ref="oval:x:obj:2"/><ind:state state_ref="oval:x:ste:2"/></ind:variable_test></tests>
    <objects><ind:family_object id="oval:x:obj:1" version="1"/><ind:variable_object id="oval:x:obj:2" version="1">
    <ind:var_ref>oval:x:var:1</ind:var_ref></ind:variable_object></objects>
    <states><ind:family_state id="oval:x:ste:1" version="1"><ind:family>unix</ind:family></ind:family_state>
    <ind:variable_state id="oval:x:ste:2" version="1"><ind:value>on</ind:value></ind:variable_state></states>
    <variables><external_variable id="oval:x:var:1" version="1" datatype="string" comment="c"/></variables>
    </oval_definitions>
    """

private func definition(_ number: Int, _ kind: String, negate: Bool = false, test: Int = 1) -> String {
    """
    <definition id="oval:x:def:\(number)" version="1" class="\(kind)"><metadata><title>t</title></metadata>
    <criteria><criterion negate="\(negate)" test_ref="oval:x:tst:\(test)"/></criteria></definition>
    """
}

/// A collection with one data stream: a benchmark, definitions, and what a test adds.
func collection(
    benchmark: String, oval: String = oval, references: String = "", catalog: String = "",
    components: String = ""
) -> String {
    """
    <ds:data-stream-collection xmlns:ds="http://scap.nist.gov/schema/scap/source/1.2"
     xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:cat="urn:oasis:names:tc:entity:xmlns:xml:catalog" id="c">
    <ds:data-stream id="stream" scap-version="1.3" use-case="OTHER">
    <ds:checklists><ds:component-ref id="cref-xccdf" xlink:href="#comp-xccdf"><cat:catalog>
    <cat:uri name="oval.xml" uri="#cref-oval"/>\(catalog)</cat:catalog></ds:component-ref></ds:checklists>
    <ds:checks><ds:component-ref id="cref-oval" xlink:href="#comp-oval"/></ds:checks>\(references)</ds:data-stream>
    <ds:component id="comp-xccdf" timestamp="2025-01-01T00:00:00">\(benchmark)</ds:component>
    <ds:component id="comp-oval" timestamp="2025-01-01T00:00:00">\(oval)</ds:component>\(components)
    </ds:data-stream-collection>
    """
}

/// The family of the machine, the only thing that these tests look at.
final class UnixFamily: Probe {
    let objects = ["family_object"]
    func collect(_ query: ObjectQuery) -> Collected {
        Collected(.complete, items: [Item("family_item", fields: [ItemField("family", "unix")])])
    }
}

extension Content {
    func outcomes(_ choice: ProfileChoice = .default) throws -> [String: Outcome] {
        let result = try scan(choice, collector: Collector(probes: [UnixFamily()]), clock: { 0 })
        return result.results.reduce(into: [:]) { $0[$1.ruleID] = $1.outcome }
    }
}
