extension BillOfMaterials {
    /// The list as SPDX 2.3 in lines of tags and values.
    public func spdxTagValue() -> [UInt8] {
        let document = SPDXDocument(self)
        var out = TagOutput()
        out.tag("SPDXVersion", "SPDX-2.3")
        out.tag("DataLicense", "CC0-1.0")
        out.tag("SPDXID", SPDXDocument.id)
        out.tag("DocumentName", document.name)
        out.tag("DocumentNamespace", SPDXWriter.namespace(of: SPDXWriter.body(document)))
        for creator in document.creators { out.tag("Creator", creator) }
        out.tag("Created", document.created)
        for package in document.packages {
            out.newLine()
            out.tag("PackageName", package.name)
            out.tag("SPDXID", package.id)
            out.tag("PackageVersion", package.version)
            out.tag("PackageSupplier", package.supplier ?? "NOASSERTION")
            out.tag("PackageDownloadLocation", "NOASSERTION")
            out.tag("FilesAnalyzed", "false")
            out.text("PackageSourceInfo", package.sourceInfo)
            out.tag("PackageLicenseConcluded", "NOASSERTION")
            out.tag("PackageLicenseDeclared", package.license ?? "NOASSERTION")
            out.tag("PackageCopyrightText", "NOASSERTION")
            if let url = package.url { out.tag("ExternalRef", "PACKAGE-MANAGER purl \(url)") }
            // Lines have a dash where JSON has a low line (SPDX 2.3, 7.24).
            out.tag(
                "PrimaryPackagePurpose",
                package.purpose == "OPERATING_SYSTEM" ? "OPERATING-SYSTEM" : package.purpose)
        }
        for license in document.otherLicenses {
            out.newLine()
            out.tag("LicenseID", license.id)
            out.text("ExtractedText", license.name)
            out.tag("LicenseName", license.name)
        }
        out.newLine()
        for relationship in document.relationships {
            out.tag("Relationship", "\(relationship.from) \(relationship.type) \(relationship.to)")
        }
        out.annotations(document.annotations, of: SPDXDocument.id, in: document)
        for package in document.packages {
            out.annotations(package.annotations, of: package.id, in: document)
        }
        return out.bytes
    }
}

private struct TagOutput {
    private(set) var bytes: [UInt8] = []

    mutating func newLine() { bytes.append(UInt8(ascii: "\n")) }

    /// A value of one line: what would end it becomes a space.
    mutating func tag(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        begin(name)
        let start = bytes.count
        bytes.append(contentsOf: value.utf8)
        for index in start..<bytes.count where bytes[index] < 0x20 { bytes[index] = UInt8(ascii: " ") }
        newLine()
    }

    /// A value of any lines.
    mutating func text(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        begin(name)
        bytes.append(contentsOf: "<text>".utf8)
        let end = Array("</text>".utf8)
        let start = bytes.count
        bytes.append(contentsOf: value.utf8)
        if value.utf8.contains(end[0]) { breakMarks(end, from: start) }
        bytes.append(contentsOf: end)
        newLine()
    }

    /// Puts a space into what would end the value early: nothing can stand for it.
    private mutating func breakMarks(_ mark: [UInt8], from start: Int) {
        let value = Array(bytes[start...])
        bytes.removeSubrange(start...)
        for (index, byte) in value.enumerated() {
            bytes.append(byte)
            if byte == mark[0], value[index...].starts(with: mark) { bytes.append(UInt8(ascii: " ")) }
        }
    }

    mutating func annotations(_ comments: [String], of id: String, in document: SPDXDocument) {
        for comment in comments {
            newLine()
            tag("Annotator", document.creators.first)
            tag("AnnotationDate", document.created)
            tag("AnnotationType", "OTHER")
            tag("SPDXREF", id)
            text("AnnotationComment", comment)
        }
    }

    private mutating func begin(_ name: StaticString) {
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: ": ".utf8)
    }
}
