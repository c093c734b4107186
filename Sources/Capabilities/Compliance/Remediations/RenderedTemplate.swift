import GoTemplates

/// A rendered template, and which values it asked for.
struct RenderedTemplate: Equatable, Sendable {
    var text: String
    /// The values that were put in, sorted.
    var used: [String] = []
    /// The values that are asked for and that nobody set, sorted.
    var missing: [String] = []

    /// Puts values into the template of a repair; one that nobody set stands as `<no value>`, as Go writes it.
    ///
    /// - Throws: `TemplateError`, which names the place in the template.
    init(_ template: String, values: [String: String]) throws(TemplateError) {
        let template = try EncodedTemplate(template)
        let names = template.fieldNames
        used = names.filter { values[$0] != nil }.sorted()
        missing = names.filter { values[$0] == nil }.sorted()
        text = try template.render(.map(values.mapValues(TemplateValue.string)), missingKey: .noValue)
    }
}
