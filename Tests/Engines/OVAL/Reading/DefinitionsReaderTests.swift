import Testing

@testable import OVAL

@Suite("Reading definitions")
struct DefinitionsReaderTests {
    @Test("a reference to a missing test, object, state or variable is an error that names both ids")
    func missing() throws {
        var noTest = OVALDocument.testing()
        noTest.tests = ""
        var noObject = OVALDocument.testing()
        noObject.objects = ""
        var noState = OVALDocument.testing(state: "")
        noState.states = ""
        let noVariable = OVALDocument.testing(state: #"<t:name var_ref="oval:x:var:9"/>"#)
        for (document, id) in [
            (noTest, "tst:1"), (noObject, "obj:1"), (noState, "ste:1"), (noVariable, "var:9"),
        ] {
            let error = #expect(throws: OVALError.self) { try document.parsed() }
            #expect(error?.description.hasPrefix("test.xml: oval:x:") == true)
            #expect(error?.description.contains("oval:x:\(id)\", which is not in the document") == true)
        }
    }

    @Test("an id that is used twice is an error with its line")
    func duplicate() throws {
        var document = OVALDocument.testing()
        document.objects += document.objects
        #expect(throws: OVALError.self) { try document.parsed() }
    }

    @Test(
        "wrong enumerations and wrong shapes are errors with file and line",
        arguments: [
            #"<t:name operation="resembles">a</t:name>"#, #"<t:name datatype="text">a</t:name>"#,
            #"<set><object_reference>oval:x:obj:1</object_reference><set/></set>"#,
            #"<filter action="perhaps">oval:x:ste:1</filter>"#,
        ])
    func wrongContent(object: String) throws {
        let error = #expect(throws: OVALError.self) { try OVALDocument.testing(object: object).parsed() }
        #expect(error?.description.hasPrefix("test.xml:") == true)
    }

    @Test("a truncated document, another document and a DTD are errors")
    func notOVAL() {
        let text = OVALDocument.testing().text
        for text in [String(text.prefix(400)), "<html/>", "", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"] {
            #expect(throws: OVALError.self) { try Definitions(bytes: Array(text.utf8), name: "test.xml") }
        }
    }

    @Test("entities keep operation, datatype, checks, nil and mask; elements of any family are kept")
    func entities() throws {
        let document = OVALDocument.testing(
            object: """
                <t:behaviors max_depth="-1" recurse="symlinks"/>
                <t:name operation="pattern match" mask="1">x</t:name><t:other xsi:nil="true"/>
                """)
        let object = try #require(try document.parsed().objects["oval:x:obj:1"])
        #expect(object.family == "things")
        #expect(object.behaviors == ["max_depth": "-1", "recurse": "symlinks"])
        guard case .entities(let entities) = object.content else {
            Issue.record("the object has no entities")
            return
        }
        #expect(entities.map(\.isMasked) == [true, false])
        #expect(entities.map(\.isNil) == [false, true])
    }
}
