import XCCDF

/// The groups that hold rules which are shown, as a tree.
struct RuleTree {
    private let report: Report
    private var rulesOfGroup: [Int: [Int]] = [:]
    /// Whether lines begin with what came out.
    var showsOutcomes = true
    private var groupsOfGroup: [Int: [Int]] = [:]

    /// The place of what lies outside of every group.
    private static let root = -1

    init(_ report: Report, _ shown: [Int]) {
        self.report = report
        var kept: Set<Int> = []
        for index in shown {
            let group = report.rules[index].group
            rulesOfGroup[group ?? Self.root, default: []].append(index)
            var next = group
            while let place = next, report.groups.indices.contains(place), kept.insert(place).inserted {
                next = report.groups[place].parent
            }
        }
        for place in report.groups.indices where kept.contains(place) {
            groupsOfGroup[report.groups[place].parent ?? Self.root, default: []].append(place)
        }
    }

    func write(_ page: inout PageWriter, overview report: Report) {
        page.raw("<section aria-labelledby=\"overview\" class=\"tree\">\n<h2 id=\"overview\">")
        page.phrase(.overview)
        page.raw("</h2>\n")
        writeFilter(&page)
        writeLevel(Self.root, depth: 0, &page)
        page.raw("</section>\n")
    }

    private func writeLevel(_ group: Int, depth: Int, _ page: inout PageWriter) {
        if let rules = rulesOfGroup[group] {
            page.raw("<ul>\n")
            for index in rules { writeLine(report.rules[index], index, &page) }
            page.raw("</ul>\n")
        }
        // Benchmarks nest some ten levels; a hostile one is shown down to the depth that the reader takes.
        for place in groupsOfGroup[group] ?? [] {
            page.raw("<details open><summary>")
            page.text(
                report.groups[place].title.isEmpty ? report.groups[place].id : report.groups[place].title)
            page.raw("</summary>\n")
            writeLevel(place, depth: depth + 1, &page)
            page.raw("</details>\n")
        }
    }

    private func writeLine(_ rule: ReportRule, _ index: Int, _ page: inout PageWriter) {
        page.raw("<li")
        rule.writeFilterMarks(&page)
        page.raw(">")
        if showsOutcomes {
            page.raw("<span")
            page.attribute("class", "o \(rule.outcome.rawValue)")
            page.raw(">")
            page.text(rule.outcome.text(page.language))
            page.raw("</span> ")
        }
        page.raw("<a href=\"#r")
        page.text("\(index)")
        page.raw("\">")
        page.text(rule.title.isEmpty ? rule.id : rule.title)
        page.raw("</a> <span")
        page.attribute("class", "s s-\(rule.severity.rawValue)")
        page.raw(">")
        page.text(rule.severity.text(page.language))
        page.raw("</span></li>\n")
    }

    private func writeFilter(_ page: inout PageWriter) {
        let shown = rulesOfGroup.values.joined().map { report.rules[$0] }
        page.raw("<form id=\"filter\" hidden role=\"search\"")
        page.attribute("aria-label", Phrase.filter.text(page.language))
        page.raw(">")
        if showsOutcomes {
            page.raw("<fieldset><legend>")
            page.phrase(.outcomes)
            page.raw("</legend>")
            for outcome in Outcome.allCases where shown.contains(where: { $0.outcome == outcome }) {
                checkbox("o", outcome.rawValue, outcome.text(page.language), &page)
            }
            page.raw("</fieldset>")
        }
        page.raw("<fieldset><legend>")
        page.phrase(.severities)
        page.raw("</legend>")
        for severity in Severity.allCases.reversed() where shown.contains(where: { $0.severity == severity })
        {
            checkbox("s", severity.rawValue, severity.text(page.language), &page)
        }
        page.raw("</fieldset><p><label for=\"search\">")
        page.phrase(.search)
        page.raw(
            "</label> <input type=\"search\" id=\"search\"> <output aria-live=\"polite\"><span id=\"count\">")
        page.raw("</span> ")
        page.phrase(.shown)
        page.raw("</output></p></form>\n")
    }

    private func checkbox(_ name: StaticString, _ value: String, _ label: String, _ page: inout PageWriter) {
        page.raw("<label><input type=\"checkbox\" checked name=\"")
        page.raw(name)
        page.raw("\"")
        page.attribute("value", value)
        page.raw("> ")
        page.text(label)
        page.raw("</label>")
    }
}

extension ReportRule {
    /// What the filter goes by.
    func writeFilterMarks(_ page: inout PageWriter) {
        page.attribute("data-o", outcome.rawValue)
        page.attribute("data-s", severity.rawValue)
        page.attribute("data-t", "\(title) \(id)".lowercased())
    }
}
