import Inventory
import PackageURLs

extension BillOfMaterials {
    /// The list as CycloneDX 1.6 in JSON (ECMA-424).
    ///
    /// The serial number is the digest of the content, and nothing else is made up: the same list gives the same
    /// bytes.
    public func cycloneDX() -> [UInt8] { CycloneDXWriter(bill: self).bytes }
}

private struct CycloneDXWriter {
    let bill: BillOfMaterials

    var bytes: [UInt8] {
        var body = JSONOutput()
        body.member("version", 1)
        write(metadataTo: &body)
        write(componentsTo: &body)
        let serial = ContentName.uuid(of: body.bytes)
        var out = JSONOutput()
        out.object { out in
            out.member("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json")
            out.member("bomFormat", "CycloneDX")
            out.member("specVersion", "1.6")
            out.member("serialNumber", "urn:uuid:\(serial)")
            out.members(body)
        }
        return out.bytes + [UInt8(ascii: "\n")]
    }

    private func write(metadataTo out: inout JSONOutput) {
        out.object("metadata") { out in
            out.member("timestamp", bill.created.map(Timestamp.text))
            if !bill.tools.isEmpty {
                out.object("tools") { out in
                    out.array("components") { out in
                        for tool in bill.tools {
                            out.object { out in
                                out.member("type", "application")
                                out.member("name", tool.name)
                                out.member("version", tool.version)
                            }
                        }
                    }
                }
            }
            let subject = bill.subject ?? BillOfMaterials.Subject(.directory, name: "")
            out.object("component") { out in
                out.member("bom-ref", Self.root)
                out.member("type", subject.kind.cycloneDX)
                out.member("name", subject.name)
                out.member("version", subject.version)
            }
            let problems = bill.inventory.problems
            guard !problems.isEmpty else { return }
            out.array("properties") { out in
                for (number, problem) in problems.enumerated() {
                    Self.write("\(PropertyName.problem)\(number):path", problem.path, to: &out)
                    Self.write("\(PropertyName.problem)\(number):reason", problem.reason, to: &out)
                }
            }
        }
    }

    private static let root = "subject"
    private static let system = "operating-system"

    private func write(componentsTo out: inout JSONOutput) {
        let distribution = bill.inventory.distribution
        var taken: Set<String> = [Self.root, Self.system]
        var systemReferences: [String] = []
        var references: [String] = []
        out.array("components") { out in
            if let distribution {
                out.newLine()
                write(distribution, to: &out)
            }
            for package in bill.inventory.packages {
                let url = package.url(of: distribution)
                let text = url?.description
                let reference = ContentName.unique(
                    text ?? "\(package.fullName)@\(package.version)", among: &taken)
                out.newLine()
                write(package, url: url, text: text, reference: reference, to: &out)
                if distribution != nil, package.type.isOfDistribution {
                    systemReferences.append(reference)
                } else {
                    references.append(reference)
                }
            }
        }
        // A tool that reads tells by these which packages are the system's.
        out.array("dependencies") { out in
            out.newLine()
            write(Self.root, on: (distribution == nil ? [] : [Self.system]) + references, to: &out)
            guard distribution != nil else { return }
            out.newLine()
            write(Self.system, on: systemReferences, to: &out)
        }
        guard bill.inventory.isIncomplete else { return }
        out.array("compositions") { out in
            out.object { out in
                out.member("aggregate", "incomplete")
                out.array("assemblies") { $0.string(Self.root) }
            }
        }
    }

    private func write(_ reference: String, on others: [String], to out: inout JSONOutput) {
        out.object { out in
            out.member("ref", reference)
            out.array("dependsOn") { out in
                for other in others { out.string(other) }
            }
        }
    }

    private func write(_ distribution: Distribution, to out: inout JSONOutput) {
        out.object { out in
            out.member("bom-ref", Self.system)
            out.member("type", "operating-system")
            out.member("name", distribution.family)
            out.member("version", distribution.version)
            out.member("description", distribution.title)
            out.array("properties") { out in
                for property in distribution.properties {
                    Self.write(property.name, property.value, to: &out)
                }
            }
        }
    }

    private func write(
        _ package: Package, url: PackageURL?, text: String?, reference: String, to out: inout JSONOutput
    ) {
        // trivy and syft put the whole name into one field, but for Maven.
        let group = package.type == .maven ? package.namespace : nil
        out.object { out in
            out.member("bom-ref", reference)
            out.member("type", "library")
            if let vendor = package.vendor {
                out.object("supplier") { $0.member("name", vendor) }
            }
            out.member("group", group)
            out.member("name", group == nil ? package.fullName : package.name)
            out.member("version", package.version)
            if !package.licenses.isEmpty { write(package.licenses, to: &out) }
            out.member("purl", text)
            var properties = JSONOutput()
            package.forEachProperty(url: url, group: group) { Self.write($0, $1, to: &properties) }
            guard !properties.bytes.isEmpty else { return }
            out.array("properties") { $0.members(properties) }
        }
    }

    /// An expression may only stand alone (CycloneDX 1.6, licenseChoice).
    private func write(_ licenses: [String], to out: inout JSONOutput) {
        out.array("licenses") { out in
            if licenses.count == 1, !LicenseExpression.isListed(licenses[0]),
                LicenseExpression.isValid(licenses[0])
            {
                return out.object { $0.member("expression", licenses[0]) }
            }
            for license in licenses {
                if LicenseExpression.isListed(license) {
                    out.element(#"{"license":{"id":"#, license, "}}")
                } else {
                    out.element(#"{"license":{"name":"#, license, "}}")
                }
            }
        }
    }

    private static func write(_ name: String, _ value: String, to out: inout JSONOutput) {
        out.pair(#"{"name":"#, name, #","value":"#, value)
    }
}

extension BillOfMaterials.Subject.Kind {
    /// The component's type (CycloneDX 1.6, component.type).
    var cycloneDX: String {
        switch self {
        case .image: "container"
        case .directory: "file"
        case .host: "device"
        case .application: "application"
        }
    }

    init(cycloneDX type: String) {
        switch type {
        case "container": self = .image
        case "device", "operating-system": self = .host
        case "file": self = .directory
        default: self = .application
        }
    }
}
