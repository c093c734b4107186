import Bytes
import Inventory
import SBOM
import Testing

@Suite struct RoundTripTests {
    private static let written: [BillFormat] = [.cycloneDXJSON, .spdxJSON, .spdxTagValue]

    @Test("what is written comes back", arguments: written)
    func roundTrip(format: BillFormat) throws {
        let bytes = try #require(SampleInventory.bill.bytes(as: format))
        let read = try BillOfMaterials(bytes, name: "bill")
        #expect(read.subject == SampleInventory.bill.subject)
        #expect(read.created == SampleInventory.bill.created)
        #expect(read.tools == SampleInventory.bill.tools)
        #expect(read.inventory.distribution == SampleInventory.inventory.distribution)
        #expect(read.inventory.problems == SampleInventory.inventory.problems)
        for (one, other) in zip(read.inventory.packages, SampleInventory.inventory.packages) {
            #expect(one == other)
        }
        #expect(read.inventory.packages.count == SampleInventory.inventory.packages.count)
    }

    @Test("the same list gives the same bytes, another one another name", arguments: written)
    func deterministic(format: BillFormat) throws {
        var other = SampleInventory.bill
        #expect(other.bytes(as: format) == SampleInventory.bill.bytes(as: format))
        other.inventory.packages[0].version = "2"
        #expect(
            Self.names(try #require(other.bytes(as: format)))
                != Self.names(
                    try #require(SampleInventory.bill.bytes(as: format))))
    }

    @Test("an empty list is one too", arguments: written)
    func empty(format: BillFormat) throws {
        let bytes = try #require(BillOfMaterials(Inventory()).bytes(as: format))
        #expect(try BillOfMaterials(bytes, name: "bill").inventory == Inventory())
    }

    @Test(
        "formats that are only read are not written",
        arguments: [.cycloneDXXML, .spdx3JSON, .syftJSON] as [BillFormat])
    func unwritten(format: BillFormat) { #expect(SampleInventory.bill.bytes(as: format) == nil) }

    @Test("packages that stand there twice are one, with the places of both")
    func merged() throws {
        var one = Package(type: .npm, name: "left-pad", version: "1.3.0")
        one.locations = [.init(path: "b")]
        one.licenses = ["MIT"]
        var other = one
        other.locations = [.init(path: "a")]
        other.licenses = ["WTFPL"]
        var inventory = Inventory()
        inventory.packages = [one, other]
        for format in Self.written {
            let bytes = try #require(BillOfMaterials(inventory).bytes(as: format))
            let read = try BillOfMaterials(bytes, name: "bill").inventory.packages
            #expect(read.map { $0.locations.map(\.path) } == [["a", "b"]])
            #expect(read.first?.licenses == ["MIT", "WTFPL"])
        }
    }

    private static func names(_ bytes: [UInt8]) -> [Substring] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n").flatMap { $0.split(separator: ",") }
            .filter { $0.contains("serialNumber") || $0.lowercased().contains("documentnamespace") }
    }
}
