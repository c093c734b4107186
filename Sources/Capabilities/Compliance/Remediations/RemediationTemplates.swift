/// What puts values into the templates of repairs.
protocol RemediationTemplates: Sendable {
    /// Renders a template.
    ///
    /// - Throws: one sentence that names the place in the template.
    func render(_ template: String, values: [String: String]) throws -> RenderedTemplate
}

/// A rendered template, and which values it asked for.
struct RenderedTemplate: Equatable, Sendable {
    var text: String
    /// The values that were put in, sorted.
    var used: [String] = []
    /// The values that are asked for and that nobody set, sorted.
    var missing: [String] = []
}

/// Templates that only name values: `{{.var_name}}`; whatever else a template can do is refused.
struct NamedValueTemplates: RemediationTemplates {
    func render(_ template: String, values: [String: String]) throws -> RenderedTemplate {
        var rendered = RenderedTemplate(text: "")
        var used: Set<String> = []
        var missing: Set<String> = []
        var rest = template[...]
        while let open = rest.firstRange(of: "{{") {
            rendered.text += rest[..<open.lowerBound]
            guard let close = rest[open.upperBound...].firstRange(of: "}}") else {
                throw ScanFailure(
                    description: "the template's action \(rest[open.lowerBound...].prefix(30)) has no end")
            }
            let action = rest[open.upperBound..<close.lowerBound].filter { !$0.isWhitespace }
            let name = action.dropFirst()
            guard action.hasPrefix("."), !name.isEmpty,
                name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
            else {
                throw ScanFailure(
                    description: "the template's action {{\(action.prefix(40))}} is not supported")
            }
            if let value = values[String(name)] {
                rendered.text += value
                used.insert(String(name))
            } else {
                missing.insert(String(name))
            }
            rest = rest[close.upperBound...]
        }
        rendered.text += rest
        rendered.used = used.sorted()
        rendered.missing = missing.sorted()
        return rendered
    }
}
