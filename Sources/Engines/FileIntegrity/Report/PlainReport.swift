/// The report for people.
struct PlainReport: ReportForm {
    private let report: Report
    private var text: [UInt8] = []

    private static let labelWidth = 10
    /// Two columns share what a line of 80 characters has left beside the label.
    private static let columnWidth = (80 - (4 + labelWidth)) / 2

    init(_ report: Report) { self.report = report }

    /// The details of one entry alone.
    static func details(of entry: Entry, _ report: Report) -> [UInt8] {
        var form = PlainReport(report)
        form.details(of: entry, nil, entry.attributes)
        return form.text
    }

    private mutating func put(_ string: String) { text += string.utf8 }

    func begin() {}

    mutating func differentKinds(_ kinds: [(path: [UInt8], old: AttributeSet, new: AttributeSet)]) {
        for kind in kinds {
            put("Entry ")
            text += PlainText.escaped(kind.path)
            put(" in databases has different attributes: \(kind.new.difference(from: kind.old))\n")
        }
    }

    mutating func start(_ time: String) {
        put("Start timestamp: \(time) (AIDE \(report.configuration.dialect.version))\n")
    }

    mutating func outline(_ sentence: String) { put(sentence + "\n") }

    mutating func newDatabase(_ path: String) { put("New AIDE database written to \(path)\n") }

    mutating func settings(_ settings: [ReportSetting], _ ofReport: [ReportSetting]) {
        let line = settings.map { "\($0.label): \(PlainText.escaped($0.value))" }.joined(separator: " | ")
        if !line.isEmpty { put(line + "\n") }
        for setting in ofReport { put("\(setting.label): \(setting.value)\n") }
    }

    mutating func numbers() {
        guard report.hasFindings else {
            put("\nNumber of entries:\t\(report.outcome.total)")
            return
        }
        put(
            "\nSummary:\n  Total number of entries:\t\(report.outcome.total)\n"
                + "  Added entries:\t\t\(report.counts.added)\n  Removed entries:\t\t\(report.counts.removed)\n"
                + "  Changed entries:\t\t\(report.counts.changed)")
    }

    mutating func list(_ states: ReportEntries.State) {
        let title =
            switch states {
            case .added: "Added entries"
            case .removed: "Removed entries"
            case .changed: "Changed entries"
            default: allEntries
            }
        headline(title)
        for index in report.listed(states) {
            let difference = report.entries.differences[index]
            let state = report.entries.states[index]
            put("\n")
            if report.options.summarizes {
                put(report.summary.text(difference, state))
            } else {
                put(state.contains(.added) ? "added" : state.contains(.removed) ? "removed" : "changed")
            }
            put(": ")
            text += PlainText.escaped(difference.path)
        }
    }

    private var allEntries: String {
        var kinds: [String] = []
        if report.counts.added > 0 { kinds.append("added") }
        if report.counts.removed > 0 { kinds.append("removed") }
        if report.counts.changed > 0 || kinds.isEmpty { kinds.append("changed") }
        let words =
            kinds.count == 3 ? "added, removed and changed" : kinds.joined(separator: " and ")
        return words.prefix(1).uppercased() + words.dropFirst() + " entries"
    }

    mutating func details() {
        headline("Detailed information about changes")
        for index in report.entries.differences.indices {
            for part in report.entries.details(index, report.options) {
                details(of: part.old, part.new, part.attributes)
            }
        }
    }

    mutating func databases(_ databases: [Entry]) {
        headline("The attributes of the (uncompressed) database(s)")
        for database in databases { details(of: database, nil, database.attributes) }
    }

    mutating func end(_ time: String, seconds: Int64) {
        put("\n\nEnd timestamp: \(time) (run time: \(seconds / 60)m \(seconds % 60)s)\n")
    }

    func finish() -> [UInt8] { text }

    private mutating func headline(_ title: String) {
        let rule = String(repeating: "-", count: 51)
        put("\n\n\(rule)\n\(title):\n\(rule)\n")
    }

    private mutating func details(of old: Entry?, _ new: Entry?, _ attributes: AttributeSet) {
        guard let entry = new ?? old else { return }
        put("\n")
        if let type = AttributeValues.typeName(of: entry) { put("\(type): ") }
        text += PlainText.escaped(entry.path)
        put("\n")
        let values = AttributeValues(options: report.options)
        for attribute in AttributeValues.ordered(attributes, report.configuration.dialect) {
            rows(
                attribute.label ?? "", values.lines(attribute, of: old).map(PlainText.escaped),
                values.lines(attribute, of: new).map(PlainText.escaped))
        }
    }

    /// The lines of an attribute, each broken where its column ends.
    ///
    /// The peer goes on to another line a character late, so a value of just 33 characters loses its last
    /// one.
    private mutating func rows(_ label: String, _ old: [[UInt8]], _ new: [[UInt8]]) {
        for index in 0..<max(old.count, new.count) {
            let before = index < old.count ? old[index] : []
            let now = index < new.count ? new[index] : []
            var part = 0
            while max(before.count, now.count) >= Self.columnWidth * part {
                let isFirst = index + part == 0
                row(
                    isFirst ? label : "", isFirst ? ":" : " ", part, old.isEmpty ? nil : before,
                    new.isEmpty ? nil : now)
                part += 1
            }
        }
    }

    private mutating func row(_ label: String, _ mark: String, _ part: Int, _ old: [UInt8]?, _ new: [UInt8]?)
    {
        let width = Self.columnWidth - 1
        func piece(_ value: [UInt8]) -> ArraySlice<UInt8> { value.dropFirst(part * width).prefix(width) }
        put(
            " " + label + String(repeating: " ", count: max(0, Self.labelWidth - label.utf8.count)) + mark
                + " ")
        if let old {
            let piece = piece(old)
            text += piece
            if new != nil {
                put(String(repeating: " ", count: Self.columnWidth - piece.count) + "| ")
            }
        } else {
            put(String(repeating: " ", count: Self.columnWidth + 2))
        }
        if let new { text += piece(new) }
        put("\n")
    }
}
