import Fuzzing
import Inventory
import SBOM
import Testing

@Suite struct BillFuzzTests {
    private static let tokens = [
        "\"purl\"", "pkg:deb/debian/a@1", "components", "licenses", "MIT", "AND", "(", "LicenseRef-1",
        "<text>",
        "</text>", "SPDXID: ", "Relationship: ", "properties", "syft:location:0:path", "null", "[]", "{}",
        "operating-system", "-1", "@graph",
    ]

    @Test(
        "whatever is read can be written, and is then read as the same", arguments: Samples.all.keys.sorted())
    func mutants(sample: String) throws {
        let text = try #require(Samples.all[sample])
        for mutant in Mutants(of: [text], tokens: Self.tokens, count: 80) {
            guard let bill = try? BillOfMaterials(mutant.bytes, name: "bill") else { continue }
            let again = try BillOfMaterials(bill.cycloneDX(), name: "again")
            #expect(again.inventory.packages == bill.inventory.packages, "\(mutant)")
            let third = try BillOfMaterials(bill.spdxTagValue(), name: "third")
            #expect(third.inventory.packages.count == bill.inventory.packages.count, "\(mutant)")
        }
    }
}
