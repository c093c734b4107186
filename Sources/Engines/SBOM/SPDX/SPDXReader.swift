import Bytes

/// Reads SPDX 2.2 and 2.3 in JSON.
struct SPDXReader {
    let bill: BillOfMaterials

    init(_ root: JSONView, name: String) throws(BillError) {
        try Self.check(root["spdxVersion"].string ?? "", name: name)
        var assembly = SPDXAssembly()
        assembly.documentName = root["name"].string
        assembly.created = root["creationInfo"]["created"].string
        assembly.creators = root["creationInfo"]["creators"].elements.compactMap(\.string)
        assembly.annotations = root["annotations"].elements.compactMap { $0["comment"].string }
        assembly.described = Set(root["documentDescribes"].elements.compactMap(\.string))
        for relationship in root["relationships"].elements
        where relationship["relationshipType"].string == "DESCRIBES" {
            if let id = relationship["relatedSpdxElement"].string { assembly.described.insert(id) }
        }
        for license in root["hasExtractedLicensingInfos"].elements {
            guard let id = license["licenseId"].string else { continue }
            assembly.licenseNames[id] = license["name"].string ?? license["extractedText"].string
        }
        assembly.records = root["packages"].elements.map(Self.record)
        bill = assembly.bill
    }

    static func check(_ version: String, name: String) throws(BillError) {
        guard version == "SPDX-2.3" || version == "SPDX-2.2" else {
            throw BillError(
                name, .unknownFormat("\(String(reflecting: version)) is not read, SPDX-2.2 and 2.3 are"))
        }
    }

    private static func record(_ view: JSONView) -> SPDXRecord {
        var record = SPDXRecord()
        record.id = view["SPDXID"].string ?? ""
        record.name = view["name"].string ?? ""
        record.version = view["versionInfo"].string
        record.supplier = view["supplier"].string
        record.sourceInfo = view["sourceInfo"].string
        record.declaredLicense = view["licenseDeclared"].string
        record.concludedLicense = view["licenseConcluded"].string
        record.purpose = view["primaryPackagePurpose"].string
        record.url =
            view["externalRefs"].elements.first { $0["referenceType"].string == "purl" }?["referenceLocator"]
            .string
        record.annotations = view["annotations"].elements.compactMap { $0["comment"].string }
        return record
    }
}
