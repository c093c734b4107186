import Inventory
import SBOM
import Testing

@Suite struct HostileBillTests {
    @Test(
        "what is no bill of materials is refused, and the error names what was found",
        arguments: [
            ("", "empty"), ("  \n", "empty"), ("hello there", "\"hello there\""), ("{}", "its members are"),
            (#"{"SchemaVersion": 2, "Results": []}"#, "report of trivy"),
            (#"{"bomFormat": "CycloneDX", "specVersion": "9.9"}"#, "CycloneDX \"9.9\""),
            (#"{"spdxVersion": "SPDX-1.0"}"#, "SPDX-1.0"), (#"{"@context": "x", "@graph": []}"#, "SPDX 3"),
            ("SPDXVersion: SPDX-9\n", "SPDX-9"),
            ("SPDXVersion: SPDX-2.3\nDocumentComment: <text>x\n", "bill:2"),
            ("<html/>", "root is \"html\""), ("<bom xmlns='http://cyclonedx.org/schema/bom/0.1'/>", "0.1"),
            ("<!DOCTYPE bom [<!ENTITY a 'b'>]><bom xmlns='http://cyclonedx.org/schema/bom/1.4'/>", "bill:"),
            (#"{"bomFormat": "CycloneDX", "#, "byte"), (#"{"payload": "%%", "payloadType": "x"}"#, "base64"),
        ])
    func refused(text: String, word: String) {
        do throws(BillError) {
            let bill = try BillOfMaterials(Array(text.utf8), name: "bill")
            Issue.record("read as \(bill)")
        } catch {
            #expect(error.description.hasPrefix("bill"))
            #expect(error.description.contains(word), "\(error)")
            #expect(!error.description.contains("\n"))
        }
    }

    @Test("nesting without end is an error")
    func deep() {
        let nested = String(repeating: #"{"predicateType":"x","predicate":"#, count: 100)
        for text in [
            #"{"bomFormat":"CycloneDX","specVersion":"1.6","components":"#
                + String(repeating: #"[{"components":"#, count: 100_000),
            nested + "{}" + String(repeating: "}", count: 100),
            "<bom xmlns='http://cyclonedx.org/schema/bom/1.4'>"
                + String(repeating: "<components><component>", count: 9999),
        ] {
            #expect(throws: BillError.self) { try BillOfMaterials(Array(text.utf8), name: "bill") }
        }
    }

    @Test("components in components are read to the depth that JSON may have")
    func nested() throws {
        let depth = 200
        let text =
            #"{"bomFormat":"CycloneDX","specVersion":"1.6","components":"#
            + String(
                repeating: #"[{"type":"library","name":"a","purl":"pkg:npm/a@1","components":"#, count: depth)
            + "[]" + String(repeating: "}]", count: depth) + "}"
        #expect(try BillOfMaterials(Array(text.utf8), name: "bill").inventory.packages.count == 1)
    }

    @Test("more than any list has is not read")
    func many() {
        let list = String(repeating: "0,", count: 999)
        let bytes = Array(#"{"bomFormat":"CycloneDX","specVersion":"1.6","components":[\#(list)0]}"#.utf8)
        var limits = BillLimits()
        limits.values = 1000
        #expect(throws: BillError("bill", .tooLarge("it has more than 1000 values"))) {
            try BillOfMaterials(bytes, name: "bill", limits: limits)
        }
        limits.bytes = 1000
        #expect(throws: BillError("bill", .tooLarge("it has more than 1000 bytes"))) {
            try BillOfMaterials(bytes, name: "bill", limits: limits)
        }
    }
}
