import XCCDF

/// The controls of standards that a rule serves, from its references.
enum ControlReferences {
    /// Parts of a standard's address and its name in annotations, as the Compliance Operator names it.
    private static let standards: [(address: String, name: String)] = [
        ("NIST.SP.800-53r4", "NIST-800-53"), ("NIST.SP.800-53r5", "NIST-800-53"),
        ("cisecurity.org/benchmark/kubernetes", "CIS-OCP"), ("cisecurity.org", "CIS"),
        ("nerc.com", "NERC-CIP"), ("pcisecuritystandards.org", "PCI-DSS"), ("bsi.bund.de", "BSI"),
        ("gpo.gov/fdsys/pkg/CFR-2007-title45", "HIPAA"), ("gpo.gov", "HIPAA"),
        ("public.cyber.mil/stigs", "STIG"), ("iase.disa.mil", "STIG"), ("isaca.org", "COBIT"),
        ("iso.org", "ISO27001"), ("cyber.gov.au", "ACSC-E8"), ("ssi.gouv.fr", "ANSSI"),
    ]

    /// The controls, sorted, by the standard's name.
    static func byStandard(_ references: [Reference]) -> [String: [String]] {
        var controls: [String: Set<String>] = [:]
        for reference in references {
            let control = reference.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            guard !control.isEmpty,
                let standard = standards.first(where: { reference.href.contains($0.address) })
            else { continue }
            controls[standard.name, default: []].insert(control)
        }
        return controls.mapValues { $0.sorted() }
    }
}
