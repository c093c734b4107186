import XCCDF

extension Report {
    /// Writes the report as one HTML page that needs nothing else: it is readable without its script, in light and
    /// dark, by keyboard and on paper.
    ///
    /// - Parameters:
    ///   - language: The language of headings and labels; texts of the benchmark stay as they are.
    ///   - receive: Gets the page in pieces of some 64 KiB.
    /// - Throws: ``ReportError`` when texts of rules cannot be read, and what `receive` throws.
    public func writeHTML(
        language: Language = .english, to receive: @escaping ([UInt8]) throws -> Void
    ) throws {
        var page = PageWriter(language: language, receive: receive)
        let heading = title.isEmpty ? Phrase.report.text(language) : title
        page.begin(
            title: heading, subtitle: Phrase.report.text(language),
            contents: [
                ("summary", .summary), ("about", .characteristics), ("overview", .overview),
                ("rules", .rules),
            ])
        writeSummary(&page)
        writeCharacteristics(&page)
        let shown = rules.indices.filter { rules[$0].outcome != .notSelected }
        RuleTree(self, shown).write(&page, overview: self)
        try writeRules(&page, shown)
        try page.end(footer: footer, hasScript: true)
    }

    private var footer: String {
        [testSystem, resultID, endTime].filter { !$0.isEmpty }.joined(separator: " · ")
    }

    private func writeSummary(_ page: inout PageWriter) {
        page.raw("<section aria-labelledby=\"summary\">\n<h2 id=\"summary\">")
        page.phrase(.summary)
        page.raw("</h2>\n<ul class=\"tiles\">\n")
        if let score {
            tile(&page, .score, "\(Self.short(score.value)) / \(Self.short(score.maximum))", "")
        }
        let counts = counts
        let order: [Outcome] = [
            .fail, .error, .unknown, .pass, .fixed, .notApplicable, .notChecked, .informational,
        ]
        for outcome in order {
            guard let count = counts[outcome], count > 0 else { continue }
            page.raw("<li><b")
            page.attribute("class", outcome.rawValue)
            page.raw(">")
            page.text("\(count)")
            page.raw("</b>")
            page.text(outcome.text(page.language))
            page.raw("</li>\n")
        }
        page.raw("</ul>\n")
        writeBar(&page, order.map { ($0, counts[$0] ?? 0) })
        if counts[.fail, default: 0] + counts[.error, default: 0] + counts[.unknown, default: 0] == 0 {
            page.raw("<p>")
            page.phrase(.allDone)
            page.raw("</p>\n")
        }
        if !scores.isEmpty {
            page.raw("<table><thead><tr><th scope=\"col\">")
            page.phrase(.scoreModel)
            page.raw("</th><th scope=\"col\" class=\"n\">")
            page.phrase(.score)
            page.raw("</th><th scope=\"col\" class=\"n\">")
            page.phrase(.maximum)
            page.raw("</th></tr></thead><tbody>\n")
            for score in scores {
                page.raw("<tr><td>")
                page.text(score.system)
                page.raw("</td><td class=\"n\">")
                page.text(Self.short(score.value))
                page.raw("</td><td class=\"n\">")
                page.text(Self.short(score.maximum))
                page.raw("</td></tr>\n")
            }
            page.raw("</tbody></table>\n")
        }
        page.raw("</section>\n")
    }

    private func tile(_ page: inout PageWriter, _ name: Phrase, _ value: String, _ style: String) {
        page.raw("<li><b>")
        page.text(value)
        page.raw("</b>")
        page.phrase(name)
        page.raw("</li>\n")
    }

    /// A bar of the shares; the numbers stand beside it in words, so it is hidden from screen readers.
    private func writeBar(_ page: inout PageWriter, _ counts: [(Outcome, Int)]) {
        let total = counts.reduce(0) { $0 + $1.1 }
        guard total > 0 else { return }
        page.raw("<svg class=\"bar\" aria-hidden=\"true\" preserveAspectRatio=\"none\" viewBox=\"0 0 ")
        page.text("\(total)")
        page.raw(" 1\">")
        var start = 0
        for (outcome, count) in counts where count > 0 {
            page.raw("<rect")
            page.attribute("class", outcome.rawValue)
            page.attribute("x", "\(start)")
            page.attribute("width", "\(count)")
            page.raw(" height=\"1\"/>")
            start += count
        }
        page.raw("</svg>\n")
    }

    private func writeCharacteristics(_ page: inout PageWriter) {
        page.raw("<section aria-labelledby=\"about\">\n<h2 id=\"about\">")
        page.phrase(.characteristics)
        page.raw("</h2>\n<table><tbody>\n")
        page.row(.target, target)
        page.row(.organization, organizations.joined(separator: " / "))
        page.row(.benchmark, benchmarkID)
        page.row(.version, benchmarkVersion)
        let profile = [profileTitle, profileID ?? ""].filter { !$0.isEmpty }.joined(separator: " · ")
        page.row(.profile, profile.isEmpty ? Phrase.noProfile.text(page.language) : profile)
        page.row(.started, startTime)
        page.row(.ended, endTime)
        page.row(.scanner, testSystem)
        page.row(.identity, identity)
        page.row(.addresses, addresses.joined(separator: ", "))
        page.row(.platforms, platforms.joined(separator: ", "))
        page.row(.notes, notes.joined(separator: " "))
        page.raw("</tbody></table>\n")
        if !facts.isEmpty {
            page.raw("<details><summary>")
            page.phrase(.facts)
            page.raw("</summary><table><tbody>\n")
            for fact in facts {
                page.raw("<tr><th scope=\"row\">")
                page.text(fact.name)
                page.raw("</th><td>")
                page.text(fact.value)
                page.raw("</td></tr>\n")
            }
            page.raw("</tbody></table></details>\n")
        }
        page.raw("</section>\n")
    }

    /// Two decimals, without the zeros that say nothing.
    static func short(_ number: Double) -> String {
        guard abs(number) < 1e12 else { return "–" }
        let hundredths = Int((number * 100).rounded())
        let fraction = abs(hundredths % 100)
        guard fraction > 0 else { return "\(hundredths / 100)" }
        return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    }
}
