extension BillOfMaterials {
    /// The list as SPDX 2.3 in JSON.
    ///
    /// The namespace is the digest of the content: the same list gives the same bytes. Where no time is known, which
    /// SPDX asks for, it is the first of 1970.
    public func spdxJSON() -> [UInt8] {
        let document = SPDXDocument(self)
        let body = SPDXWriter.body(document)
        var out = JSONOutput()
        out.object { out in
            out.member("spdxVersion", "SPDX-2.3")
            out.member("dataLicense", "CC0-1.0")
            out.member("SPDXID", SPDXDocument.id)
            out.member("name", document.name)
            out.member("documentNamespace", SPDXWriter.namespace(of: body))
            out.object("creationInfo") { out in
                out.member("created", document.created)
                out.array("creators") { out in
                    for creator in document.creators { out.string(creator) }
                }
            }
            out.members(body)
        }
        return out.bytes + [UInt8(ascii: "\n")]
    }
}

enum SPDXWriter {
    static func namespace(of body: JSONOutput) -> String {
        "https://spdx.org/spdxdocs/martlet-\(ContentName.uuid(of: body.bytes))"
    }

    /// The members that are the content.
    static func body(_ document: SPDXDocument) -> JSONOutput {
        var out = JSONOutput()
        write(document.annotations, of: document, to: &out)
        out.array("packages") { out in
            for package in document.packages {
                out.newLine()
                write(package, of: document, to: &out)
            }
        }
        if !document.otherLicenses.isEmpty {
            out.array("hasExtractedLicensingInfos") { out in
                for license in document.otherLicenses {
                    out.newLine()
                    out.object { out in
                        out.member("licenseId", license.id)
                        out.member("name", license.name)
                        out.member("extractedText", license.name)
                    }
                }
            }
        }
        out.array("relationships") { out in
            for relationship in document.relationships {
                out.newLine()
                out.object { out in
                    out.member("spdxElementId", relationship.from)
                    out.member("relationshipType", "\(relationship.type)")
                    out.member("relatedSpdxElement", relationship.to)
                }
            }
        }
        return out
    }

    private static func write(
        _ package: SPDXDocument.Element, of document: SPDXDocument, to out: inout JSONOutput
    ) {
        out.object { out in
            out.member("name", package.name)
            out.member("SPDXID", package.id)
            out.member("versionInfo", package.version)
            out.member("supplier", package.supplier ?? "NOASSERTION")
            out.member("downloadLocation", "NOASSERTION")
            out.member("filesAnalyzed", false)
            out.member("sourceInfo", package.sourceInfo)
            out.member("licenseConcluded", "NOASSERTION")
            out.member("licenseDeclared", package.license ?? "NOASSERTION")
            out.member("copyrightText", "NOASSERTION")
            if let url = package.url {
                out.array("externalRefs") { out in
                    out.object { out in
                        out.member("referenceCategory", "PACKAGE-MANAGER")
                        out.member("referenceType", "purl")
                        out.member("referenceLocator", url)
                    }
                }
            }
            out.member("primaryPackagePurpose", package.purpose)
            write(package.annotations, of: document, to: &out)
        }
    }

    private static func write(_ comments: [String], of document: SPDXDocument, to out: inout JSONOutput) {
        guard !comments.isEmpty else { return }
        out.array("annotations") { out in
            for comment in comments {
                out.object { out in
                    out.member("annotator", document.creators.first)
                    out.member("annotationDate", document.created)
                    out.member("annotationType", "OTHER")
                    out.member("comment", comment)
                }
            }
        }
    }
}
