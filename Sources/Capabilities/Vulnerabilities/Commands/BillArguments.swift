import ArgumentParser
import Capability
import Glibc
import Inventory
import SBOM
import VulnerabilityVerbs

/// In which form a list of software is written, and where.
struct BillArguments: ParsableArguments {
    @Option(help: "cyclonedx-json, spdx-json, spdx-tag-value, or table for columns.")
    var format = "cyclonedx-json"

    @Option(help: "The file to write. Default: standard output.")
    var out: String?

    func validate() throws {
        guard format != "table", BillFormat(rawValue: format) == nil else { return }
        throw ValidationError("--format: \"\(format)\" is none of the forms that are written")
    }

    /// Writes the list.
    func write(_ inventory: Inventory, of subject: BillOfMaterials.Subject) throws {
        let bytes: [UInt8]
        if format == "table" {
            bytes = Array(Self.table(inventory).utf8)
        } else {
            let bill = BillOfMaterials(
                inventory, of: subject, created: Int64(time(nil)),
                tools: [BillOfMaterials.Tool(name: "martlet")])
            guard let written = BillFormat(rawValue: format).flatMap(bill.bytes(as:)) else {
                throw ValidationError("--format: \(format) is only read")
            }
            bytes = written
        }
        if let out {
            try OutputFile(path: out).write(bytes)
        } else {
            StandardOutput.put(bytes)
        }
        for problem in inventory.problems { StandardError.write("warning: \(problem)") }
        if inventory.isIncomplete { throw HouseExit.partial }
    }

    private static func table(_ inventory: Inventory) -> String {
        var table = TextTable(["TYPE", "PACKAGE", "VERSION", "ARCHITECTURE", "SOURCE", "OWNER", "LOCATION"])
        for package in inventory.packages {
            table.add([
                package.type.rawValue, package.displayName, package.version, package.architecture ?? "-",
                package.source.map { "\($0.name) \($0.version)" } ?? "-", package.owner ?? "-",
                package.locations.first?.path ?? "-",
            ])
        }
        return table.text
    }
}
