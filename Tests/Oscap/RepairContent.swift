import ScratchRoots

/// Content whose rules ask for files in a scratch directory, with repairs that make them.
struct RepairContent {
    let root: ScratchRoot
    private var rules: [(name: String, fixes: String)] = []

    init() throws { root = try ScratchRoot() }

    var path: String { root.path }
    var checklist: String { path + "/r-xccdf.xml" }

    /// The file that a rule asks for.
    func file(_ rule: String) -> String { "\(path)/files/\(rule)" }

    /// Adds a rule; `FILE` in its fixes stands for the file that it asks for.
    mutating func add(_ name: String, _ fixes: String) {
        rules.append((name, fixes.replacing("FILE", with: file(name))))
    }

    /// Adds a rule with a shell script.
    mutating func add(_ name: String, script: String) {
        add(name, "<fix system=\"urn:xccdf:fix:script:sh\">\(script)</fix>")
    }

    /// Writes the documents, and the directory of the files anew.
    func write() {
        root.directory("files")
        root.file("r-xccdf.xml", benchmark)
        root.file("r-oval.xml", definitions)
    }

    private var benchmark: String {
        let body = rules.enumerated().map { index, rule in
            """
            <Rule id="xccdf_test_rule_\(rule.name)" selected="true" severity="low"><title>Rule \(rule.name)</title>
            <ident system="https://example.org/cce">CCE-\(index)</ident>\(rule.fixes)
            <check system="http://oval.mitre.org/XMLSchema/oval-definitions-5">
            <check-content-ref href="r-oval.xml" name="oval:test:def:\(index + 1)"/></check></Rule>
            """
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" id="xccdf_test_benchmark_r" resolved="1">
            <status>draft</status><title>Repairs</title><version>1</version>
            <Profile id="xccdf_test_profile_p"><title>P</title></Profile>
            <Value id="xccdf_test_value_v" type="string"><title>The value</title><value>some value</value></Value>
            \(body.joined(separator: "\n"))
            </Benchmark>
            """
    }

    private var definitions: String {
        func each(_ text: (Int, String) -> String) -> String {
            rules.enumerated().map { text($0.offset + 1, $0.element.name) }.joined(separator: "\n")
        }
        let definitions = each { number, _ in
            """
            <definition class="compliance" id="oval:test:def:\(number)" version="1"><metadata><title>x</title>
            <description>x</description></metadata><criteria><criterion test_ref="oval:test:tst:\(number)"/></criteria>
            </definition>
            """
        }
        let tests = each { number, _ in
            """
            <unix:file_test check="all" check_existence="at_least_one_exists" comment="x" \
            id="oval:test:tst:\(number)" version="1"><unix:object object_ref="oval:test:obj:\(number)"/></unix:file_test>
            """
        }
        let objects = each { number, name in
            """
            <unix:file_object id="oval:test:obj:\(number)" version="1"><unix:filepath>\(file(name))</unix:filepath>
            </unix:file_object>
            """
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5" \
            xmlns:oval="http://oval.mitre.org/XMLSchema/oval-common-5" \
            xmlns:unix="http://oval.mitre.org/XMLSchema/oval-definitions-5#unix">
            <generator><oval:schema_version>5.11.1</oval:schema_version>
            <oval:timestamp>2026-01-01T00:00:00</oval:timestamp></generator>
            <definitions>\(definitions)</definitions><tests>\(tests)</tests><objects>\(objects)</objects>
            </oval_definitions>
            """
    }
}
