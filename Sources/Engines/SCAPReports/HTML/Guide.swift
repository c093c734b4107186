import SCAP
import XCCDF

/// A profile as a document that people read: what it asks for, why, and how to get there.
///
/// ```swift
/// let guide = Guide(content: content, profile: try content.resolve(.named("standard")))
/// try guide.writeHTML { try file.write($0) }
/// ```
public struct Guide {
    private let report: Report
    private let shown: [Int]
    private let description: String
    private let values: [(title: String, id: String, value: String)]

    /// Prepares the guide of a profile; the content must have been read with its texts.
    public init(content: Content, profile: ResolvedProfile) {
        let benchmark = content.benchmark
        var report = Report()
        report.title = benchmark.title
        report.benchmarkID = benchmark.id
        report.benchmarkVersion = benchmark.version
        report.profileID = profile.id
        report.profileTitle = profile.title
        report.values = profile.values
        report.groups = benchmark.groups.map {
            ReportGroup(id: $0.id, title: $0.item.title, parent: $0.item.parent)
        }
        report.rules = benchmark.rules.indices.map { index in
            var rule = ReportRule(id: benchmark.rules[index].id)
            rule.title = benchmark.rules[index].title
            rule.group = benchmark.rules[index].item.parent
            rule.severity = profile.rules[index].severity
            rule.idents = benchmark.rules[index].idents
            return rule
        }
        report.readTexts(path: content.path) { ModelDetails(benchmark: benchmark, profile: profile) }
        self.report = report
        shown = benchmark.rules.indices.filter { profile.ruleIsSelected[$0] }
        let described = benchmark.profiles.first { $0.id == profile.id }?.description ?? benchmark.description
        description = benchmark.plain(described, under: profile)
        // Only values that selected rules hand to their checks say something about the profile.
        let used = shown.reduce(into: Set<String>()) { used, index in
            for check in benchmark.rules[index].checks { check.collectValues(into: &used) }
        }
        values = benchmark.values.filter { used.contains($0.id) }.map {
            ($0.title, $0.id, profile.values[$0.id]?.joined(separator: ", ") ?? "")
        }
    }

    /// Writes the guide as one HTML page that needs nothing else.
    ///
    /// - Parameters:
    ///   - language: The language of headings and labels.
    ///   - receive: Gets the page in pieces of some 64 KiB.
    /// - Throws: ``ReportError`` when texts of rules cannot be read, and what `receive` throws.
    public func writeHTML(
        language: Language = .english, to receive: @escaping ([UInt8]) throws -> Void
    ) throws {
        var page = PageWriter(language: language, receive: receive)
        page.begin(
            title: report.profileTitle.isEmpty ? report.title : report.profileTitle,
            subtitle: Phrase.guide.text(language),
            contents: [
                ("summary", .summary), ("values", .values), ("overview", .overview), ("rules", .rules),
            ])
        writeSummary(&page)
        writeValues(&page)
        var tree = RuleTree(report, shown)
        tree.showsOutcomes = false
        tree.write(&page, overview: report)
        page.raw("<section aria-labelledby=\"rules\">\n<h2 id=\"rules\">")
        page.phrase(.rules)
        page.raw("</h2>\n")
        for index in shown {
            try writeRule(index, &page)
            try page.flushIfLarge()
        }
        page.raw("</section>\n")
        try page.end(footer: "\(report.benchmarkID) \(report.benchmarkVersion)", hasScript: true)
    }

    private func writeSummary(_ page: inout PageWriter) {
        page.raw("<section aria-labelledby=\"summary\">\n<h2 id=\"summary\">")
        page.phrase(.summary)
        page.raw("</h2>\n<p class=\"lines\">")
        page.text(description)
        page.raw("</p>\n<table><tbody>\n")
        page.row(.benchmark, "\(report.title) · \(report.benchmarkID)")
        page.row(.version, report.benchmarkVersion)
        page.row(.profile, report.profileID ?? Phrase.noProfile.text(page.language))
        page.row(.rulesCount, "\(shown.count)")
        page.raw("</tbody></table>\n</section>\n")
    }

    private func writeValues(_ page: inout PageWriter) {
        page.raw("<section aria-labelledby=\"values\">\n<h2 id=\"values\">")
        page.phrase(.values)
        page.raw("</h2>\n<table><tbody>\n")
        for value in values {
            page.raw("<tr><th scope=\"row\">")
            page.text(value.title)
            page.raw("</th><td><code>")
            page.text(value.value)
            page.raw("</code><br><span class=\"id\">")
            page.text(value.id)
            page.raw("</span></td></tr>\n")
        }
        page.raw("</tbody></table>\n</section>\n")
    }

    private func writeRule(_ index: Int, _ page: inout PageWriter) throws(ReportError) {
        let rule = report.rules[index]
        page.beginRule(rule, index, showsOutcome: false)
        page.write(try report.detail(of: rule), identsFrom: rule)
        page.raw("</article>\n")
    }
}

extension CheckExpression {
    fileprivate func collectValues(into values: inout Set<String>) {
        switch self {
        case .check(let check): values.formUnion(check.exports.map(\.valueID))
        case .complex(_, _, let parts): for part in parts { part.collectValues(into: &values) }
        }
    }
}
