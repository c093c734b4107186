import Fuzzing
import Glibc
import Testing

@testable import XML

@Suite("Schema documents")
struct SchemaDocumentTests {
    private static let document = """
        <?xml version="1.0"?>
        <!-- <x:annotation>a comment</x:annotation> -->
        <x:schema xmlns:x="http://www.w3.org/2001/XMLSchema"><x:annotation><x:documentation>
        one <annotation/> <x:annotation>two</x:annotation> <!-- </x:annotation> --> <![CDATA[</x:annotation>]]>
        </x:documentation></x:annotation>
        <x:element name="annotation"><x:simpleType><x:annotation/><x:restriction base="x:int">
        <x:annotation ><x:appinfo/></x:annotation><x:maxInclusive value="3"/></x:restriction></x:simpleType>
        </x:element></x:schema>
        """

    private func stripped(_ text: String) -> String {
        String(decoding: SchemaDocument.withoutAnnotations(Array(text.utf8)), as: UTF8.self)
    }

    @Test("annotations go, whatever stands in them, and every line stays where it is")
    func annotations() {
        #expect(
            stripped(Self.document) == """
                <?xml version="1.0"?>
                <!-- <x:annotation>a comment</x:annotation> -->
                <x:schema xmlns:x="http://www.w3.org/2001/XMLSchema">


                <x:element name="annotation"><x:simpleType><x:restriction base="x:int">
                <x:maxInclusive value="3"/></x:restriction></x:simpleType>
                </x:element></x:schema>
                """)
    }

    @Test(
        "what is not well-formed or has a document type stays as it is",
        arguments: [
            "<s><annotation>", "<s><a:annotation></s>", "no document", "<!DOCTYPE s><s><annotation/></s>", "",
            "<!DOCTYPE s [<!ENTITY e '<annotation/>'>]><s>&e;<annotation>x</annotation></s>",
        ])
    func others(text: String) { #expect(stripped(text) == text) }

    @Test("a schema decides the same with its annotations and without")
    func decides() throws {
        let path = "/tmp/martlet-schema-\(getpid()).xsd"
        let file = try #require(fopen(path, "w"))
        fputs(Self.document, file)
        fclose(file)
        defer { unlink(path) }
        let schema = try XMLSchema(path: path)
        func problems(_ text: String) throws -> [XMLError] {
            try schema.problems(in: XMLInput(bytes: Array(text.utf8), name: "d.xml"))
        }
        #expect(try problems("<annotation>3</annotation>").isEmpty)
        #expect(try problems("\n<annotation>4</annotation>").first?.line == 2)
    }

    @Test("an error in a schema is told with its line")
    func errors() throws {
        let path = "/tmp/martlet-schema-\(getpid())-bad.xsd"
        let file = try #require(fopen(path, "w"))
        fputs(Self.document.replacing("x:int", with: "x:nothing"), file)
        fclose(file)
        defer { unlink(path) }
        let error = try #require(throws: XMLError.self) { try XMLSchema(path: path) }
        #expect(error.line == 6 && error.file.hasSuffix("-bad.xsd"))
    }

    @Test("damaged documents keep their lines and never grow")
    func mutants() {
        let tokens = [
            "<x:annotation>", "</x:annotation>", "<!--", "-->", "<![CDATA[", "]]>", "<", "/>", "\"",
        ]
        for mutant in Mutants(of: [Array(Self.document.utf8)], tokens: tokens, count: 2000) {
            let result = SchemaDocument.withoutAnnotations(mutant.bytes)
            #expect(result.count <= mutant.bytes.count, "\(mutant.seed)")
            #expect(
                result.count { $0 == 0x0A } == mutant.bytes.count { $0 == 0x0A }, "\(mutant.seed)")
        }
    }
}
