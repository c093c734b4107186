import XML

/// A tailoring of XCCDF that says what a TailoredProfile decides (XCCDF 1.2, 6.7).
struct TailoringDocument {
    /// The profile's id.
    var profile: String
    /// The XCCDF id of the profile whose decisions come first; empty for none.
    var extends: String
    var title: String
    var description: String
    /// The content file.
    var benchmark: String
    /// Rules by XCCDF id, and whether they are selected.
    var selections: [(rule: String, isSelected: Bool)]
    /// Rules that a person checks, by XCCDF id.
    var manual: [String]
    /// Values by XCCDF id.
    var settings: [(value: String, text: String)]
    /// When the document was made, RFC 3339.
    var time: String

    private static let namespace = "http://checklists.nist.gov/xccdf/1.2"

    /// The document.
    var bytes: [UInt8] {
        var writer = XMLWriter()
        writer.element(
            "xccdf-1.2:Tailoring",
            [("xmlns:xccdf-1.2", Self.namespace), ("id", "xccdf_compliance.openshift.io_tailoring_\(name)")]
        ) { writer in
            writer.element("xccdf-1.2:benchmark", [("href", "/content/\(benchmark)")], text: "")
            writer.element("xccdf-1.2:version", [("time", time)], text: "1")
            let base = extends.isEmpty ? [] : [("extends", extends)]
            writer.element("xccdf-1.2:Profile", [("id", profile)] + base) { writer in
                writer.element("xccdf-1.2:title", [("override", "true")], text: title)
                writer.element("xccdf-1.2:description", [("override", "true")], text: description)
                for (rule, isSelected) in selections {
                    writer.element(
                        "xccdf-1.2:select", [("idref", rule), ("selected", "\(isSelected)")], text: "")
                }
                for rule in manual {
                    writer.element("xccdf-1.2:select", [("idref", rule), ("selected", "true")], text: "")
                }
                for (value, text) in settings {
                    writer.element("xccdf-1.2:set-value", [("idref", value)], text: text)
                }
                // A rule that is not checked comes out as notchecked: a person has to look.
                for rule in manual {
                    writer.element(
                        "xccdf-1.2:refine-rule", [("idref", rule), ("role", "unchecked")], text: "")
                }
            }
        }
        return writer.finish()
    }

    private var name: String {
        profile.split(separator: "_", maxSplits: 3).last.map(String.init) ?? profile
    }
}
