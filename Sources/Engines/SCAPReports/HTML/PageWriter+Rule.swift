import XCCDF

extension PageWriter {
    /// Begins a rule's article with its heading; the caller ends it.
    mutating func beginRule(_ rule: ReportRule, _ index: Int, showsOutcome: Bool) {
        raw("<article id=\"r")
        text("\(index)")
        raw("\"")
        rule.writeFilterMarks(&self)
        raw(">\n<header><h3>")
        text(rule.title.isEmpty ? rule.id : rule.title)
        raw("</h3>")
        if showsOutcome {
            raw("<span")
            attribute("class", "o \(rule.outcome.rawValue)")
            raw(">")
            text(rule.outcome.text(language))
            raw("</span>")
        }
        raw("<span")
        attribute("class", "s s-\(rule.severity.rawValue)")
        raw(">")
        phrase(.severity)
        raw(": ")
        text(rule.severity.text(language))
        raw("</span></header>\n<p class=\"id\">")
        text(rule.id)
        raw("</p>\n")
    }
}
