public import OVAL
import XCCDF

/// OVAL results as a page for people: every definition's verdict, and what spoke against those that failed.
///
/// ```swift
/// let report = OVALReport(try RecordedResults(path: "results.xml"))
/// try report.writeHTML { try file.write($0) }
/// ```
public struct OVALReport {
    /// The results of each system.
    let systems: [SystemResults]
    /// The definitions that were evaluated; nil leaves titles out.
    let definitions: Definitions?

    /// A page of a document of results.
    public init(_ results: RecordedResults) {
        systems = results.systems
        definitions = results.definitions
    }

    /// A page of what an evaluator came to so far.
    public init(_ evaluator: Evaluator, on system: SystemInfo) {
        systems = [evaluator.results(on: system)]
        definitions = evaluator.definitions
    }

    /// Writes the page; it needs no other file and has no script.
    ///
    /// - Parameters:
    ///   - language: The language of headings and labels; texts of the definitions stay as they are.
    ///   - receive: Gets the page in pieces of some 64 KiB.
    /// - Throws: What `receive` throws.
    public func writeHTML(
        language: Language = .english, to receive: @escaping ([UInt8]) throws -> Void
    ) throws {
        var page = PageWriter(language: language, receive: receive)
        let title = Phrase.ovalReport.text(language)
        page.begin(
            title: title, subtitle: systems.first?.characteristics.system.hostName ?? "",
            contents: [("summary", .summary), ("about", .characteristics), ("definitions", .definitions)])
        writeSummary(&page)
        for system in systems { write(system.characteristics.system, &page) }
        page.raw("<section aria-labelledby=\"definitions\">\n<h2 id=\"definitions\">")
        page.phrase(.definitions)
        page.raw("</h2>\n")
        for system in systems { try writeDefinitions(system, &page) }
        page.raw("</section>\n")
        try page.end(footer: definitions?.file ?? "", hasScript: false)
    }

    private func writeSummary(_ page: inout PageWriter) {
        page.raw("<section aria-labelledby=\"summary\">\n<h2 id=\"summary\">")
        page.phrase(.summary)
        page.raw("</h2>\n<ul class=\"tiles\">\n")
        for verdict in Verdict.allCases {
            let count = systems.reduce(0) { $0 + $1.definitions.count { $0.verdict == verdict } }
            if count == 0 { continue }
            page.raw("<li><b>")
            page.text("\(count)")
            page.raw("</b>")
            page.text(verdict.rawValue)
            page.raw("</li>\n")
        }
        page.raw("</ul></section>\n")
    }

    private func write(_ system: SystemInfo, _ page: inout PageWriter) {
        page.raw("<section aria-labelledby=\"about\">\n<h2 id=\"about\">")
        page.phrase(.characteristics)
        page.raw("</h2>\n<table><tbody>\n")
        page.row(.target, system.hostName)
        let parts = [system.name, system.version, system.architecture].filter { !$0.isEmpty }
        page.row(.platforms, parts.joined(separator: " · "))
        page.row(.addresses, system.interfaces.map(\.address).joined(separator: ", "))
        page.raw("</tbody></table></section>\n")
    }

    private func writeDefinitions(_ system: SystemResults, _ page: inout PageWriter) throws {
        let evidence = RecordedEvidence(system, definitions)
        for outcome in system.definitions {
            let style = Self.style(outcome.verdict, outcome.definitionClass)
            page.raw("<article><h3><span class=\"o ")
            page.text(style)
            page.raw("\">")
            page.text(outcome.verdict.rawValue)
            page.raw("</span> ")
            let title = definitions?.definitions[outcome.id]?.title ?? ""
            page.text(title.isEmpty ? outcome.id : title)
            page.raw("</h3>\n<p class=\"dim\">")
            let words = [outcome.id, outcome.definitionClass?.rawValue ?? ""].filter { !$0.isEmpty }
            page.text(words.joined(separator: " · "))
            page.raw("</p>\n")
            let findings = style == "pass" ? [] : evidence.findings(outcome)
            page.writeEvidence(messages: outcome.messages, findings)
            page.raw("</article>\n")
            try page.flushIfLarge()
        }
    }

    /// The style of a verdict: good and bad news of the kinds of definition that have any.
    static func style(_ verdict: Verdict, _ definitionClass: Definition.Class?) -> String {
        switch (verdict, definitionClass) {
        case (.true, .compliance), (.false, .patch), (.false, .vulnerability): "pass"
        case (.false, .compliance), (.true, .patch), (.true, .vulnerability): "fail"
        case (.true, _), (.false, _): "informational"
        case (.error, _), (.unknown, _): "error"
        case (.notEvaluated, _), (.notApplicable, _): "notapplicable"
        }
    }
}
