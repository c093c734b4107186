import OVAL

@testable import Bytes

/// A small OVAL document, written section by section.
///
/// The default namespace is the definitions' own, so elements of a made-up family (`thing_test`) need a
/// prefix: `t`.
struct OVALDocument {
    var definitions = ""
    var tests = ""
    var objects = ""
    var states = ""
    var variables = ""

    static let base = "http://oval.mitre.org/XMLSchema/oval-definitions-5"

    /// A document with one definition, `oval:x:def:1`, whose criteria hold the one test `oval:x:tst:1`.
    static func testing(
        checks: String = "check=\"all\"", state: String? = nil, operatorName: String = "AND",
        object: String = "",
        objects: String = "", states: String = "", variables: String = ""
    ) -> OVALDocument {
        var document = OVALDocument()
        document.definitions = definition(1, #"<criterion test_ref="oval:x:tst:1"/>"#)
        let reference = state == nil ? "" : #"<t:state state_ref="oval:x:ste:1"/>"#
        document.tests = """
            <t:thing_test id="oval:x:tst:1" version="1" comment="a thing" \(checks)>
            <t:object object_ref="oval:x:obj:1"/>\(reference)</t:thing_test>
            """
        document.objects =
            #"<t:thing_object id="oval:x:obj:1" version="1">\#(object)</t:thing_object>"# + objects
        if let state {
            document.states =
                #"<t:thing_state id="oval:x:ste:1" operator="\#(operatorName)">\#(state)</t:thing_state>"#
        }
        document.states += states
        document.variables = variables
        return document
    }

    static func definition(_ number: Int, _ nodes: String, attributes: String = "") -> String {
        """
        <definition id="oval:x:def:\(number)" version="1" class="compliance"><metadata><title>t</title>
        <description>d</description></metadata>
        <criteria \(attributes)>\(nodes)</criteria></definition>
        """
    }

    var text: String {
        func section(_ name: String, _ content: String) -> String {
            content.isEmpty ? "" : "<\(name)>\n\(content)\n</\(name)>\n"
        }
        return """
            <oval_definitions xmlns="\(Self.base)" xmlns:oval="http://oval.mitre.org/XMLSchema/oval-common-5"
            xmlns:t="\(Self.base)#things" xmlns:ind="\(Self.base)#independent"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
            <generator>
            <oval:schema_version>5.11.1</oval:schema_version>
            <oval:timestamp>2020-01-01T00:00:00</oval:timestamp>
            </generator>

            """ + section("definitions", definitions) + section("tests", tests) + section("objects", objects)
                + section("states", states) + section("variables", variables) + "</oval_definitions>\n"
    }

    func parsed() throws -> Definitions { try Definitions(bytes: Array(text.utf8), name: "test.xml") }

    /// The same after its way through the flat form of cached content.
    func laidFlat() throws -> Definitions {
        var writer = FlatWriter()
        try parsed().write(flat: &writer)
        var reader = FlatReader(FlatRegion(writer.bytes))
        return try Definitions(flat: &reader, file: "test.xml")
    }

    /// The verdict on a definition, with a probe that gives these collections by object id.
    func verdict(_ things: [String: Collected] = [:], definition: Int = 1) throws -> Verdict {
        try evaluator(things).verdict(ofDefinition: "oval:x:def:\(definition)")
    }

    func evaluator(
        _ things: [String: Collected] = [:], externalValues: [String: [String]] = [:], isCached: Bool = false
    ) throws -> Evaluator {
        Evaluator(
            try isCached ? laidFlat() : parsed(), collector: Collector(probes: [ThingProbe(things)]),
            externalValues: externalValues,
            now: 1_000_000_000)
    }
}

/// A probe that answers from a table and heeds filters.
final class ThingProbe: Probe {
    let objects = ["thing_object"]
    private let things: [String: Collected]
    private(set) var queries: [ObjectQuery] = []

    init(_ things: [String: Collected]) { self.things = things }

    func collect(_ query: ObjectQuery) -> Collected {
        queries.append(query)
        var collected = things[query.id] ?? Collected(.doesNotExist)
        collected.items.removeAll { !query.filter.accepts($0) }
        return collected
    }
}

/// An item with one field `name` for each text.
func thing(_ texts: String..., status: ItemStatus = .exists) -> Item {
    Item("thing_item", status: status, fields: texts.map { ItemField("name", $0) })
}
