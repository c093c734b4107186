import Bytes
import Inventory

/// Reads SPDX 3.0 in JSON-LD: elements that refer to each other in one flat graph.
struct SPDX3Reader {
    private(set) var bill = BillOfMaterials(Inventory())

    init(_ root: JSONView, name: String) throws(BillError) {
        let contexts = [root["@context"]] + root["@context"].elements
        let prefix = "https://spdx.org/rdf/3."
        guard contexts.contains(where: { $0.string?.hasPrefix(prefix) == true }) else {
            throw BillError(name, .unknownFormat("its JSON-LD context is not that of SPDX 3"))
        }
        let graph = root["@graph"].elements
        var names: [String: String] = [:]
        var licenses: [String: String] = [:]
        var declared: [String: [String]] = [:]
        var concluded: [String: [String]] = [:]
        var roots: Set<String> = []
        for element in graph {
            let id = element["spdxId"].string ?? element["@id"].string ?? ""
            switch element["type"].string ?? element["@type"].string {
            case "Organization", "Person", "Agent", "SoftwareAgent", "Tool":
                names[id] = element["name"].string
            case "simplelicensing_LicenseExpression":
                licenses[id] = element["simplelicensing_licenseExpression"].string
            case "Relationship", "LifecycleScopedRelationship":
                let targets =
                    element["to"].elements.compactMap(\.string) + [element["to"].string].compactMap { $0 }
                guard let from = element["from"].string else { continue }
                switch element["relationshipType"].string {
                case "hasDeclaredLicense": declared[from, default: []] += targets
                case "hasConcludedLicense": concluded[from, default: []] += targets
                default: break
                }
            case "SpdxDocument", "software_Sbom", "Bom":
                roots.formUnion(element["rootElement"].elements.compactMap(\.string))
            case "CreationInfo": readCreation(element)
            default: break
            }
        }
        readTools(graph, names)
        var builder = InventoryBuilder()
        for (number, element) in graph.enumerated()
        where (element["type"].string ?? element["@type"].string) == "software_Package" {
            let id = element["spdxId"].string ?? element["@id"].string ?? ""
            var record = SPDXRecord()
            record.id = id
            record.name = element["name"].string ?? ""
            record.version = element["software_packageVersion"].string
            record.sourceInfo = element["software_sourceInfo"].string
            record.url = Self.url(element)
            let supplier = element["suppliedBy"].string ?? element["suppliedBy"].elements.first?.string
            record.supplier = supplier.flatMap { names[$0] }.map { "Organization: \($0)" }
            record.purpose = element["software_primaryPurpose"].string.map(Self.purpose)
            let isSubject = roots.contains(id)
            if isSubject, bill.subject == nil, !record.name.isEmpty {
                bill.subject = BillOfMaterials.Subject(
                    .init(spdx: record.purpose ?? ""), name: record.name, version: record.version)
            }
            var component = record.component(
                place: "@graph[\(number)]", isSubject: isSubject, licenseNames: [:])
            for license in declared[id] ?? concluded[id] ?? [] {
                guard let text = licenses[license], text != "NOASSERTION", text != "NONE" else { continue }
                component.licenses += LicenseExpression.conjuncts(text)
            }
            builder.add(component)
        }
        bill.inventory = builder.inventory
    }

    private mutating func readCreation(_ element: JSONView) {
        bill.created = bill.created ?? element["created"].string.flatMap { Timestamp.seconds($0) }
    }

    private mutating func readTools(_ graph: [JSONView], _ names: [String: String]) {
        for element in graph where element["type"].string == "CreationInfo" {
            for id in element["createdUsing"].elements.compactMap(\.string) {
                guard let name = names[id], !bill.tools.contains(where: { $0.name == name }) else { continue }
                bill.tools.append(BillOfMaterials.Tool(name: name))
            }
        }
    }

    private static func url(_ element: JSONView) -> String? {
        if let url = element["software_packageUrl"].string { return url }
        return element["externalIdentifier"].elements
            .first { $0["externalIdentifierType"].string == "packageUrl" }?["identifier"].string
    }

    /// SPDX 3 writes the purposes as one word with a capital inside.
    private static func purpose(_ purpose: String) -> String {
        purpose == "operatingSystem" ? "OPERATING_SYSTEM" : purpose.uppercased()
    }
}
