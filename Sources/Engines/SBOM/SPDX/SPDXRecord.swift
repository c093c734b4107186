import Inventory

/// One package as SPDX 2 describes it, in JSON or in lines.
struct SPDXRecord {
    var id = ""
    var name = ""
    var version: String?
    var supplier: String?
    var sourceInfo: String?
    var declaredLicense: String?
    var concludedLicense: String?
    var url: String?
    var purpose: String?
    var annotations: [String] = []

    /// What it says, without the format.
    func component(place: String, isSubject: Bool, licenseNames: [String: String]) -> Component {
        var component = Component()
        component.place = place
        component.name = name
        component.version = version ?? ""
        component.url = url
        component.vendor = supplier.flatMap { supplier in
            guard let colon = supplier.firstIndex(of: ":") else { return nil }
            return String(supplier[supplier.index(after: colon)...].drop { $0 == " " })
        }
        component.licenses =
            [declaredLicense, concludedLicense].lazy.compactMap { $0 }
            .first { $0 != "NOASSERTION" && $0 != "NONE" && !$0.isEmpty }
            .map { LicenseExpression.conjuncts($0).map { licenseNames[$0] ?? $0 } } ?? []
        component.kind =
            switch purpose {
            case "OPERATING-SYSTEM", "OPERATING_SYSTEM": .operatingSystem
            case nil where !isSubject, "LIBRARY" where !isSubject, "FRAMEWORK": .library
            default: .other
            }
        for annotation in annotations {
            guard let property = Self.property(annotation) else { continue }
            component.properties.append(property)
        }
        if let sourceInfo { component.properties += Self.properties(sourceInfo: sourceInfo) }
        return component
    }

    /// `NAME: VALUE`; trivy leaves its prefix away.
    static func property(_ annotation: String) -> Property? {
        guard let space = annotation.firstIndex(of: " "), space > annotation.startIndex else { return nil }
        let colon = annotation.index(before: space)
        guard annotation[colon] == ":" else { return nil }
        let name = String(annotation[..<colon])
        return Property(
            name: name.contains(":") ? name : PropertyName.trivy + name,
            value: String(annotation[annotation.index(after: space)...]))
    }

    /// The source or the places in the sentences of trivy and syft.
    private static func properties(sourceInfo: String) -> [Property] {
        let built = "built package from: "
        if sourceInfo.hasPrefix(built), let space = sourceInfo.lastIndex(of: " ") {
            let name = sourceInfo[..<space].dropFirst(built.count)
            guard !name.isEmpty else { return [] }
            return [
                Property(name: PropertyName.sourceName, value: String(name)),
                Property(
                    name: PropertyName.sourceVersion,
                    value: String(sourceInfo[sourceInfo.index(after: space)...])),
            ]
        }
        guard sourceInfo.hasPrefix("acquired package info from"), let colon = sourceInfo.firstIndex(of: ":")
        else {
            return []
        }
        let paths = sourceInfo[sourceInfo.index(after: colon)...].split(separator: ",")
        return paths.enumerated().map { number, path in
            Property(name: "\(PropertyName.location)\(number):path", value: String(path.drop { $0 == " " }))
        }
    }
}

/// Puts the records of a document together, whether they came from JSON or from lines.
struct SPDXAssembly {
    var documentName: String?
    var created: String?
    var creators: [String] = []
    var records: [SPDXRecord] = []
    var described: Set<String> = []
    var licenseNames: [String: String] = [:]
    var annotations: [String] = []

    var bill: BillOfMaterials {
        var builder = InventoryBuilder()
        var bill = BillOfMaterials(Inventory())
        for (number, record) in records.enumerated() {
            let isSubject = described.contains(record.id)
            if isSubject, bill.subject == nil, !record.name.isEmpty {
                bill.subject = BillOfMaterials.Subject(
                    .init(spdx: record.purpose ?? ""), name: record.name, version: record.version)
            }
            builder.add(
                record.component(
                    place: "packages[\(number)]", isSubject: isSubject, licenseNames: licenseNames))
        }
        for problem in ProblemList.problems(annotations.compactMap { SPDXRecord.property($0) }) {
            builder.add(problem)
        }
        bill.created = created.flatMap { Timestamp.seconds($0) }
        bill.tools = creators.compactMap { Self.tool($0) }
        bill.inventory = builder.inventory
        return bill
    }

    /// `Tool: NAME-VERSION`, of which the version is what stands behind the last dash, if it begins with a digit.
    private static func tool(_ creator: String) -> BillOfMaterials.Tool? {
        guard creator.hasPrefix("Tool: ") else { return nil }
        let text = creator.dropFirst(6)
        guard let dash = text.lastIndex(of: "-"), let first = text[text.index(after: dash)...].utf8.first,
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
        else { return text == "unknown" ? nil : BillOfMaterials.Tool(name: String(text)) }
        return BillOfMaterials.Tool(
            name: String(text[..<dash]), version: String(text[text.index(after: dash)...]))
    }
}
