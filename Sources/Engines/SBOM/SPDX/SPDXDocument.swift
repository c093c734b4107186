import Inventory
import PackageURLs

/// A bill of materials in the terms of SPDX 2.3, before it is put into JSON or lines.
struct SPDXDocument {
    struct Element {
        var id: String
        var name: String
        var version: String?
        var supplier: String?
        var purpose: String
        var sourceInfo: String?
        var license: String?
        var url: String?
        var annotations: [String] = []
    }

    struct Relationship {
        var from: String
        var type: StaticString
        var to: String
    }

    var name: String
    var created: String
    var creators: [String]
    var packages: [Element] = []
    var relationships: [Relationship] = []
    /// The licences that are on no list, by their references.
    var otherLicenses: [(id: String, name: String)] = []
    var annotations: [String] = []

    static let id = "SPDXRef-DOCUMENT"

    init(_ bill: BillOfMaterials) {
        let subject = bill.subject ?? BillOfMaterials.Subject(.directory, name: "unnamed")
        name = subject.name.isEmpty ? "unnamed" : subject.name
        created = Timestamp.text(bill.created ?? 0)
        creators = bill.tools.map { tool in
            "Tool: " + ([tool.name] + (tool.version.map { [$0] } ?? [])).joined(separator: "-")
        }
        if creators.isEmpty { creators = ["Tool: unknown"] }
        let root = "SPDXRef-Subject"
        packages.append(
            Element(id: root, name: name, version: subject.version, purpose: subject.kind.spdx))
        relationships.append(Relationship(from: Self.id, type: "DESCRIBES", to: root))
        let distribution = bill.inventory.distribution
        let system = distribution.map {
            "SPDXRef-OperatingSystem-\(ContentName.short($0.id + "@" + $0.version))"
        }
        if let distribution, let system {
            packages.append(Self.element(distribution, id: system))
            relationships.append(Relationship(from: root, type: "CONTAINS", to: system))
        }
        var taken: Set<String> = []
        var references: Set<String> = []
        for package in bill.inventory.packages {
            let url = package.url(of: distribution)
            let text = url?.description
            let hash = ContentName.short(
                text ?? "\(package.type.rawValue)/\(package.fullName)@\(package.version)")
            let id = ContentName.unique(
                "SPDXRef-Package-\(package.type.rawValue)-\(Self.identifier(package.name))-\(hash)",
                among: &taken)
            var element = Element(id: id, name: package.fullName, purpose: "LIBRARY")
            element.version = package.version.isEmpty ? nil : package.version
            element.supplier = package.vendor.map { "Organization: \($0)" }
            element.url = text
            element.sourceInfo = package.source.map { "built package from: \($0.name) \($0.version)" }
            element.license = declared(package.licenses, &references)
            package.forEachProperty(url: url, group: nil) { name, value in
                // The source stands in a field of its own.
                if !name.hasPrefix(PropertyName.trivy + "Src") {
                    element.annotations.append("\(name): \(value)")
                }
            }
            packages.append(element)
            let isOfSystem = package.type.isOfDistribution
            relationships.append(
                Relationship(from: isOfSystem ? system ?? root : root, type: "CONTAINS", to: id))
        }
        for (number, problem) in bill.inventory.problems.enumerated() {
            annotations.append("\(PropertyName.problem)\(number):path: \(problem.path)")
            annotations.append("\(PropertyName.problem)\(number):reason: \(problem.reason)")
        }
    }

    private static func element(_ distribution: Distribution, id: String) -> Element {
        var element = Element(id: id, name: distribution.family, purpose: "OPERATING_SYSTEM")
        element.version = distribution.version.isEmpty ? nil : distribution.version
        element.annotations = distribution.properties.map { "\($0.name): \($0.value)" }
        return element
    }

    /// The licences as one expression (SPDX 2.3, 7.15 and Annex D); what is on no list gets a reference.
    private mutating func declared(_ licenses: [String], _ references: inout Set<String>) -> String? {
        guard !licenses.isEmpty else { return nil }
        var parts: [String] = []
        for license in licenses {
            if LicenseExpression.isListed(license) {
                parts.append(license)
            } else if LicenseExpression.isValid(license) {
                let tokens = LicenseExpression.tokens(license)
                let isJoined = tokens.contains("AND") || licenses.count > 1 && tokens.contains("OR")
                parts.append(isJoined ? "(\(license))" : license)
            } else {
                let id = "LicenseRef-\(ContentName.short(license))"
                if references.insert(id).inserted { otherLicenses.append((id, license)) }
                parts.append(id)
            }
        }
        return parts.joined(separator: " AND ")
    }

    /// A name in the signs that an identifier may have (SPDX 2.3, 3.2).
    private static func identifier(_ name: String) -> String {
        let bytes = name.utf8.prefix(80).map { byte -> UInt8 in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."):
                byte
            default: UInt8(ascii: "-")
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension BillOfMaterials.Subject.Kind {
    /// The package's purpose (SPDX 2.3, 7.24).
    var spdx: String {
        switch self {
        case .image: "CONTAINER"
        case .directory: "FILE"
        case .host: "DEVICE"
        case .application: "APPLICATION"
        }
    }

    init(spdx purpose: String) {
        switch purpose {
        case "CONTAINER": self = .image
        case "DEVICE", "OPERATING-SYSTEM", "OPERATING_SYSTEM": self = .host
        case "FILE": self = .directory
        default: self = .application
        }
    }
}
