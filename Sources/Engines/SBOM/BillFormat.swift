/// The formats of bills of materials, by the names that syft and trivy give them on their command lines.
public enum BillFormat: String, Sendable, CaseIterable {
    /// CycloneDX in JSON (ECMA-424).
    case cycloneDXJSON = "cyclonedx-json"
    /// CycloneDX in XML.
    case cycloneDXXML = "cyclonedx-xml"
    /// SPDX 2.3 in JSON.
    case spdxJSON = "spdx-json"
    /// SPDX 2.3 as lines of tags and values.
    case spdxTagValue = "spdx-tag-value"
    /// SPDX 3.0 in JSON-LD.
    case spdx3JSON = "spdx3-json"
    /// What syft writes for itself.
    case syftJSON = "syft-json"
}

extension BillOfMaterials {
    /// The list in a format; nil for one that is only read.
    public func bytes(as format: BillFormat) -> [UInt8]? {
        switch format {
        case .cycloneDXJSON: cycloneDX()
        case .spdxJSON: spdxJSON()
        case .spdxTagValue: spdxTagValue()
        case .cycloneDXXML, .spdx3JSON, .syftJSON: nil
        }
    }
}
