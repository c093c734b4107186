import Glibc
import Host
import Testing
import XML

@testable import OVAL

/// Writes results with our engine and with `oscap oval eval --results` and compares what they tell.
@Suite(
    "Differential: the same results documents as oscap",
    .enabled(if: Oscap.isInstalled, "oscap is not installed: nothing was compared"))
struct ResultsDifferentialTests {
    @Test("definitions, tests, items and objects")
    func results() throws {
        let files = ["one": "a=1\nb=2\nb=2\n", "two": "c=1\n", "three": ""]
        let directory = try Oscap.scratch(files)
        defer { Oscap.remove(directory) }
        let (theirs, ours) = try both(Self.document(directory), in: directory)
        #expect(theirs.definitions.map(Self.shape).sorted() == ours.definitions.map(Self.shape).sorted())
        #expect(ours.definitions.count == 2 * Existence.allCases.count * Check.allCases.count)
        for test in ours.tests {
            let other = try #require(theirs.tests.first { $0.id == test.id })
            #expect(other.verdict == test.verdict, "\(test.id)")
            #expect(
                other.items.map(\.verdict.rawValue).sorted() == test.items.map(\.verdict.rawValue).sorted(),
                "\(test.id)")
            #expect(Set(other.variables.map(\.text)) == Set(test.variables.map(\.text)), "\(test.id)")
        }
        for object in theirs.characteristics.objects {
            let our = try #require(ours.characteristics.objects.first { $0.id == object.id })
            #expect(our.flag == object.flag, "\(object.id)")
            #expect(our.items.count == object.items.count, "\(object.id)")
        }
        #expect(theirs.characteristics.items.count == ours.characteristics.items.count)
        #expect(Self.texts(theirs) == Self.texts(ours))
    }

    @Test("our engine decides from oscap's characteristics as oscap did")
    func analysis() throws {
        let directory = try Oscap.scratch(["one": "a=1\nb=2\n", "two": "c=1\n"])
        defer { Oscap.remove(directory) }
        let document = Self.document(directory)
        let (theirs, _) = try both(document, in: directory)
        let evaluator = Evaluator(try document.parsed(), collector: Collector(theirs.characteristics))
        for definition in theirs.definitions {
            #expect(evaluator.verdict(ofDefinition: definition.id) == definition.verdict, "\(definition.id)")
        }
    }

    @Test("oscap decides from our characteristics as we did")
    func theirAnalysis() throws {
        let directory = try Oscap.scratch(["one": "a=1\nb=2\n", "two": "c=1\n"])
        defer { Oscap.remove(directory) }
        let document = Self.document(directory)
        let (_, ours) = try both(document, in: directory)
        var writer = XMLWriter()
        ours.characteristics.write(Generator(time: 1_000_000_000), to: &writer)
        try Oscap.write(String(decoding: writer.finish(), as: UTF8.self), to: directory + "/three")
        let files = "\(directory)/oval.xml \(directory)/three"
        _ = try Oscap.output("oval analyse --skip-valid --results \(directory)/two \(files)")
        let theirs = try #require(try RecordedResults(path: directory + "/two").systems.first)
        for definition in ours.definitions {
            let their = theirs.definitions.first { $0.id == definition.id }
            #expect(their?.verdict == definition.verdict, "\(definition.id)")
        }
    }

    @Test("local variables have the same values", arguments: functions)
    func values(name: String, components: String) throws {
        var document = OVALDocument()
        document.addVariableTest(1, values: []) { "<ind:value>x</ind:value>" }
        document.variables =
            Self.constants + """
                <local_variable id="oval:x:var:1" version="1" datatype="string" comment="c">
                \(components)
                </local_variable>
                """
        let directory = try Oscap.scratch(["one": ""])
        defer { Oscap.remove(directory) }
        let (theirs, ours) = try both(document, in: directory)
        #expect(Self.values(theirs) == Self.values(ours), "\(name)")
        #expect(theirs.definitions.map(\.verdict) == ours.definitions.map(\.verdict), "\(name)")
    }

    /// The values of the variable itself, which are a list without an order; oscap tells of the variables
    /// behind it only sometimes.
    private static func values(_ results: SystemResults) -> [String] {
        (results.tests.first?.variables ?? []).filter { $0.variable == "oval:x:var:1" }.map(\.text).sorted()
    }

    private static let constants = """
        <constant_variable id="oval:x:var:2" version="1" datatype="string" comment="c">
        <value>a,b,,c</value>
        <value>a.b*c</value>
        <value>abc</value>
        </constant_variable>
        <constant_variable id="oval:x:var:3" version="1" datatype="int" comment="c">
        <value>3</value>
        <value>-4</value>
        <value>3</value>
        </constant_variable>
        <constant_variable id="oval:x:var:4" version="1" datatype="string" comment="c">
        </constant_variable>

        """
    private static let texts = #"<variable_component var_ref="oval:x:var:2"/>"#
    private static let numbers = #"<variable_component var_ref="oval:x:var:3"/>"#

    private static func literal(_ text: String) -> String {
        "<literal_component>\(text)</literal_component>"
    }

    /// Without what oscap gets wrong: brackets of `glob_to_regex`, `format_2` of `seconds_since_epoch`
    /// beside another format.
    private static let functions: [(String, String)] = [
        ("begin", #"<begin character="a,">\#(texts)</begin>"#),
        ("end", #"<end character="c">\#(texts)</end>"#),
        ("concat", "<concat>\(texts)\(literal("-"))\(numbers)</concat>"),
        ("count", "<count>\(texts)\(numbers)</count>"),
        ("unique", "<unique>\(numbers)\(numbers)\(texts)</unique>"),
        ("escape_regex", "<escape_regex>\(texts)</escape_regex>"),
        ("split", #"<split delimiter=",">\#(texts)</split>"#),
        ("split by more", #"<split delimiter="b,">\#(texts)</split>"#),
        ("substring", #"<substring substring_start="2" substring_length="2">\#(texts)</substring>"#),
        (
            "substring to the end",
            #"<substring substring_start="3" substring_length="-1">\#(texts)</substring>"#
        ),
        ("regex_capture", #"<regex_capture pattern="^a(.)(.)">\#(texts)</regex_capture>"#),
        ("regex_capture of nothing", #"<regex_capture pattern="^a">\#(texts)</regex_capture>"#),
        ("glob_to_regex", "<glob_to_regex>\(literal("/etc/*.d/a?"))</glob_to_regex>"),
        ("add", #"<arithmetic arithmetic_operation="add">\#(numbers)\#(numbers)</arithmetic>"#),
        (
            "multiply",
            #"<arithmetic arithmetic_operation="multiply">\#(numbers)\#(literal("5"))</arithmetic>"#
        ),
        (
            "time_difference of days",
            #"<time_difference format_1="day_month_year" format_2="month_day_year">"#
                + literal("31/12/2010") + literal("12/30/2010") + "</time_difference>"
        ),
        ("nested", "<concat>\(literal("^"))<escape_regex>\(texts)</escape_regex>\(literal("$"))</concat>"),
    ]

    /// Every existence and check over files of which one item satisfies the state, and over none.
    private static func document(_ directory: String) -> OVALDocument {
        func object(_ id: Int, _ file: String) -> String {
            """
            <ind:textfilecontent54_object id="oval:x:obj:\(id)" version="1">
            <ind:path>\(directory)</ind:path>
            <ind:filename operation="pattern match" var_ref="oval:x:var:\(file)" var_check="at least one"/>
            <ind:pattern operation="pattern match">^.=(.*)$</ind:pattern>
            <ind:instance datatype="int" operation="greater than or equal">1</ind:instance>
            </ind:textfilecontent54_object>

            """
        }
        var document = OVALDocument()
        document.objects = object(1, "1") + object(2, "2")
        document.variables =
            OVALDocument.constant(1, ["^one$", "^two$"]) + OVALDocument.constant(2, ["^no$"])
        document.states = """
            <ind:textfilecontent54_state id="oval:x:ste:1" version="1">
            <ind:subexpression>2</ind:subexpression>
            </ind:textfilecontent54_state>
            """
        var number = 0
        for object in 1...2 {
            for existence in Existence.allCases {
                for check in Check.allCases {
                    number += 1
                    document.definitions += OVALDocument.definition(
                        number,
                        #"<criterion test_ref="oval:x:tst:\#(number)" negate="\#(number.isMultiple(of: 3))"/>"#
                    )
                    document.tests += """
                        <ind:textfilecontent54_test id="oval:x:tst:\(number)" version="\(number)" comment="c"
                        check="\(check.rawValue)" check_existence="\(existence.rawValue)">
                        <ind:object object_ref="oval:x:obj:\(object)"/>
                        <ind:state state_ref="oval:x:ste:1"/>
                        </ind:textfilecontent54_test>

                        """
                }
            }
        }
        return document
    }

    /// What the peer and we tell of a document; leaves the document as `oval.xml` in the directory.
    private func both(
        _ document: OVALDocument, in directory: String
    ) throws -> (theirs: SystemResults, ours: SystemResults) {
        // oscap needs white space between elements: without it, it takes a child for its parent.
        let text = document.text.replacing("><", with: ">\n<").replacing(">\n</", with: "></")
        let name = directory + "/oval.xml"
        try Oscap.write(text, to: name)
        // Not beside the files that the document looks at.
        let results = try Oscap.scratch(["one": ""])
        defer { Oscap.remove(results) }
        _ = try Oscap.output("oval eval --skip-valid --results \(results)/one \(name)")
        let theirs = try #require(try RecordedResults(path: results + "/one").systems.first)
        let evaluator = Evaluator(
            try Definitions(path: name), collector: Collector(host: try Host()), collectsWholeItems: true)
        for id in evaluator.definitions.order { _ = evaluator.verdict(ofDefinition: id) }
        return (theirs, evaluator.results())
    }

    private static func shape(_ definition: DefinitionOutcome) -> String {
        guard let criteria = definition.criteria else { return "\(definition.id) \(definition.verdict)" }
        return "\(definition.id) \(definition.verdict) \(criteria)"
    }

    /// The entities of all items that both programs give, in an order of their own.
    private static func texts(_ results: SystemResults) -> [String] {
        results.characteristics.items.map { item in
            item.item.fields.filter { ["filepath", "text", "subexpression", "instance"].contains($0.name) }
                .map { "\($0.name)=\($0.value.text)" }.sorted().joined(separator: " ")
        }.sorted()
    }
}
