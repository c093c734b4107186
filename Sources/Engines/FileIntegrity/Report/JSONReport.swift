/// The report as one JSON object, laid out as the peer lays it out.
struct JSONReport: ReportForm {
    private let report: Report
    private var text: [UInt8] = []

    init(_ report: Report) { self.report = report }

    private mutating func put(_ string: String) { text += string.utf8 }

    /// The name of a member with the colon after it.
    private mutating func member(_ name: [UInt8], indent: Int) {
        put(String(repeating: " ", count: indent))
        text += JSONText.quoted(name)
        put(": ")
    }

    private mutating func string(_ name: String, _ value: String, isLast: Bool = false) {
        member(Array(name.utf8), indent: 2)
        text += JSONText.quoted(value)
        put(isLast ? "\n" : ",\n")
    }

    mutating func begin() { put("{\n") }

    mutating func differentKinds(_ kinds: [(path: [UInt8], old: AttributeSet, new: AttributeSet)]) {
        put("  \"different_attributes\": {\n")
        for (index, kind) in kinds.enumerated() {
            member(kind.path, indent: 4)
            text += JSONText.quoted(kind.new.difference(from: kind.old))
            put(index + 1 < kinds.count ? ",\n" : "\n")
        }
        put("  },\n")
    }

    mutating func start(_ time: String) {
        string("start_time", time)
        string("aide_version", report.configuration.dialect.version)
    }

    mutating func outline(_ sentence: String) {
        string("outline", sentence, isLast: report.level < .summary)
    }

    mutating func newDatabase(_ path: String) { string("new_database", path) }

    mutating func settings(_ settings: [ReportSetting], _ ofReport: [ReportSetting]) {
        for setting in settings + ofReport { string(setting.name, setting.value) }
    }

    mutating func numbers() {
        put("  \"number_of_entries\": {\n    \"total\": \(report.outcome.total)")
        if report.hasFindings {
            put(",\n    \"added\": \(report.counts.added),\n    \"removed\": \(report.counts.removed)")
            put(",\n    \"changed\": \(report.counts.changed)")
        }
        put("\n  },\n")
    }

    mutating func list(_ states: ReportEntries.State) {
        let name =
            switch states {
            case .added: "added"
            case .removed: "removed"
            case .changed: "changed"
            default: "entries"
            }
        let options = report.options
        let isObject = options.summarizes || !options.isGrouped
        put("  \"\(name)\": \(isObject ? "{" : "[")\n")
        for (place, index) in report.listed(states).enumerated() {
            if place > 0 { put(",\n") }
            let difference = report.entries.differences[index]
            let state = report.entries.states[index]
            guard isObject else {
                put("    ")
                text += JSONText.quoted(difference.path)
                continue
            }
            member(difference.path, indent: 4)
            let kind = state.contains(.added) ? "added" : state.contains(.removed) ? "removed" : "changed"
            text += JSONText.quoted(options.summarizes ? report.summary.text(difference, state) : kind)
        }
        put("\n  \(isObject ? "}" : "]"),\n")
    }

    mutating func details() {
        put("  \"details\": {\n")
        var isFirst = true
        for index in report.entries.differences.indices {
            for part in report.entries.details(index, report.options) {
                if !isFirst { put(",\n") }
                isFirst = false
                member((part.new ?? part.old)?.path ?? [], indent: 4)
                put("{\n")
                attributes(part.old, part.new, part.attributes)
                put("\n    }")
            }
        }
        put("\n  },\n")
    }

    private mutating func attributes(_ old: Entry?, _ new: Entry?, _ attributes: AttributeSet) {
        let values = AttributeValues(options: report.options)
        let ordered = AttributeValues.ordered(attributes, report.configuration.dialect)
        for (place, attribute) in ordered.enumerated() {
            if place > 0 { put(",\n") }
            member(Array((attribute.member ?? "").utf8), indent: 6)
            put("{\n")
            let (before, now) = (values.lines(attribute, of: old), values.lines(attribute, of: new))
            value("old", attribute, before, indent: 8)
            if !before.isEmpty, !now.isEmpty { put(",\n") }
            value("new", attribute, now, indent: 8)
            put("\n      }")
        }
    }

    private mutating func value(_ name: String, _ attribute: Attribute, _ lines: [[UInt8]], indent: Int) {
        guard let first = lines.first else { return }
        member(Array(name.utf8), indent: indent)
        guard lines.count > 1 else {
            text += JSONText.scalar(attribute, first)
            return
        }
        put("[\n")
        for (place, line) in lines.enumerated() {
            put(String(repeating: " ", count: indent + 2))
            text += JSONText.quoted(line)
            put(place + 1 < lines.count ? ",\n" : "\n")
        }
        put(String(repeating: " ", count: indent) + "]")
    }

    mutating func databases(_ databases: [Entry]) {
        put("  \"databases\": {\n")
        let values = AttributeValues(options: report.options)
        for (place, database) in databases.enumerated() {
            if place > 0 { put(",\n") }
            member(database.path, indent: 4)
            put("{\n")
            let ordered = AttributeValues.ordered(database.attributes, report.configuration.dialect)
            for (place, attribute) in ordered.enumerated() {
                if place > 0 { put(",\n") }
                value(attribute.member ?? "", attribute, values.lines(attribute, of: database), indent: 6)
            }
            put("\n    }")
        }
        put("\n  },\n")
    }

    mutating func end(_ time: String, seconds: Int64) {
        string("end_time", time)
        put("  \"run_time_seconds\": \(seconds)\n")
    }

    func finish() -> [UInt8] { text + "}\n".utf8 }
}
