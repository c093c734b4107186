import Fuzzing
import Testing
import XML

@testable import OVAL

@Suite("Reading results, characteristics, variables")
struct RecordedResultsTests {
    private static let namespaces = """
        xmlns="http://oval.mitre.org/XMLSchema/oval-system-characteristics-5"
        xmlns:u="http://oval.mitre.org/XMLSchema/oval-system-characteristics-5#unix"
        """

    private static func characteristics(_ body: String) throws -> SystemCharacteristics {
        let text = "<oval_system_characteristics \(namespaces)>\(body)</oval_system_characteristics>"
        return try SystemCharacteristics(bytes: Array(text.utf8), name: "s.xml")
    }

    @Test("items keep types, statuses, masks and records; their messages are no entities")
    func items() throws {
        let read = try Self.characteristics(
            """
            <system_data><u:x_item id="7" status="error"><message level="error">m</message><u:a>t</u:a>
            <u:b datatype="int">5</u:b><u:b datatype="int">05</u:b><u:c datatype="boolean">true</u:c>
            <u:c datatype="boolean">1</u:c><u:d status="not collected"/><u:e mask="true"/>
            <u:f datatype="record"><field name="#" datatype="int">3</field></u:f></u:x_item></system_data>
            """)
        let item = try #require(read.items.first)
        #expect(item.number == 7 && item.family == "unix" && item.item.status == .error)
        #expect(item.masked == ["e"])
        #expect(
            item.item.fields == [
                ItemField("a", .text("t"), datatype: .string), ItemField("b", .integer(5), datatype: .int),
                ItemField("b", .text("05"), datatype: .int),
                ItemField("c", .boolean(true), datatype: .boolean),
                ItemField("c", .text("1"), datatype: .boolean), ItemField("d", status: .notCollected),
                ItemField("e", .text(""), datatype: .string),
                ItemField(
                    "f", .record([RecordField(name: "#", datatype: .int, value: .integer(3))]),
                    datatype: .record),
            ])
    }

    @Test(
        "what does not fit together is refused with the place and the reason",
        arguments: [
            (
                "<collected_objects><object id='o' flag='complete'><reference item_ref='3'/></object>"
                    + "</collected_objects>", #"o refers to the item "3""#
            ),
            ("<collected_objects><object id='o' flag='fine'/></collected_objects>", #"unknown flag "fine""#),
            ("<collected_objects><object flag='error'/></collected_objects>", #"no attribute "id""#),
            ("<system_data><u:x id='1'/><u:x id='1'/></system_data>", #"the id "1" is used twice"#),
            ("<system_data><u:x id='one'/></system_data>", "which is no whole number"),
            (
                "<system_data><u:x id='1'><u:a datatype='vector'/></u:x></system_data>",
                #"unknown datatype "vector""#
            ),
        ])
    func refusals(body: String, reason: String) {
        #expect {
            try Self.characteristics(body)
        } throws: {
            "\($0)".hasPrefix("s.xml:") && "\($0)".contains(reason)
        }
    }

    @Test("a variables file gives typed values; an id that comes twice is refused")
    func variables() throws {
        func values(_ body: String) throws -> ExternalValues {
            let text = "<oval_variables><generator/><variables>\(body)</variables></oval_variables>"
            return try ExternalValues(bytes: Array(text.utf8), name: "v.xml")
        }
        let read = try values(
            """
            <variable id="a" datatype="int" comment="c"><value>1</value><value>2</value><notes/></variable>
            <variable id="b" comment="c"><value> </value></variable>
            """)
        #expect(read.values == ["a": ["1", "2"], "b": [""]])
        #expect(read.datatypes == ["a": .int, "b": .string])
        #expect {
            try values("<variable id='a'><value>1</value></variable>\n<variable id='a'/>")
        } throws: {
            "\($0)" == "v.xml:2: the id \"a\" is used twice"
        }
    }

    @Test("a mutant is refused as OVAL, or is written and read again as it is", .timeLimit(.minutes(15)))
    func mutants() throws {
        let document = OVALDocument.testing(
            state: #"<t:name mask="true">a</t:name><t:n datatype="int">1</t:n>"#, object: "<t:name>a</t:name>"
        )
        let evaluator = try document.evaluator([
            "oval:x:obj:1": Collected(
                .incomplete, items: [thing("a", "b"), thing("c", status: .error)], messages: ["m"])
        ])
        _ = evaluator.verdict(ofDefinition: "oval:x:def:1")
        var writer = XMLWriter()
        ResultsDocument(generator: Generator(time: 0)).write(evaluator.results(), to: &writer)
        let tokens = [
            "result=\"true\"", "<criteria>", "mask=\"true\"", "datatype=\"record\"",
            "<field name=\"#\">1</field>",
            "item_ref=\"2\"", "id=\"1\"", "-1", "99999999999999999999", "status=\"error\"", "/>", "&#0;",
            "\u{0}",
            "flag=\"complete\"", "xmlns:things-sys=\"a b\"", "content=\"thin\"",
        ]
        var read = 0
        for mutant in Mutants(of: [writer.finish()], tokens: tokens, count: 2500) {
            do throws(OVALError) {
                let results = try RecordedResults(bytes: mutant.bytes, name: "m.xml")
                read += 1
                for system in results.systems {
                    var writer = XMLWriter()
                    ResultsDocument(generator: Generator(time: 0)).write(system, to: &writer)
                    let again = try RecordedResults(bytes: writer.finish(), name: "m.xml")
                    #expect(again.systems.first?.definitions.count == system.definitions.count, "\(mutant)")
                    #expect(again.systems.first?.tests == system.tests, "\(mutant)")
                    let (ours, theirs) = (system.characteristics, again.systems.first?.characteristics)
                    #expect(theirs?.items.map(\.item.fields.count) == ours.items.map(\.item.fields.count))
                    let evaluator = Evaluator(evaluator.definitions, collector: Collector(ours))
                    _ = evaluator.verdict(ofDefinition: "oval:x:def:1")
                }
            } catch {
                #expect(error.description.hasPrefix("m.xml"), "\(mutant): \(error)")
                #expect(!error.description.contains("\n"), "\(mutant): \(error)")
            }
        }
        #expect(read > 100)
    }
}
