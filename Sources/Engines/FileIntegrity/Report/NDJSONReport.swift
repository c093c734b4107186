/// The report as one JSON object a line (AIDE 0.20), for programs that follow it.
struct NDJSONReport: ReportForm {
    private let report: Report
    private var text: [UInt8] = []

    init(_ report: Report) { self.report = report }

    private mutating func put(_ string: String) { text += string.utf8 }

    private mutating func open(_ type: String) { put("{ \"type\": \"\(type)\",") }
    private mutating func close() { put(" }\n") }

    private mutating func member(_ name: [UInt8], isFirst: Bool = true) {
        put(isFirst ? " " : ", ")
        text += JSONText.quoted(name)
        put(": ")
    }

    private mutating func strings(_ pairs: [(name: [UInt8], value: [UInt8])]) {
        for (place, pair) in pairs.enumerated() {
            member(pair.name, isFirst: place == 0)
            text += JSONText.quoted(pair.value)
        }
    }

    private mutating func line(_ type: String, _ pairs: [(String, String)]) {
        open(type)
        strings(pairs.map { (Array($0.0.utf8), Array($0.1.utf8)) })
        close()
    }

    func begin() {}

    mutating func differentKinds(_ kinds: [(path: [UInt8], old: AttributeSet, new: AttributeSet)]) {
        open("different_attributes")
        strings(kinds.map { ($0.path, Array($0.new.difference(from: $0.old).utf8)) })
        close()
    }

    mutating func start(_ time: String) {
        line("startup", [("start_time", time), ("aide_version", report.configuration.dialect.version)])
    }

    mutating func outline(_ sentence: String) { line("outline", [("outline", sentence)]) }

    mutating func newDatabase(_ path: String) { line("new_database", [("new_database", path)]) }

    mutating func settings(_ settings: [ReportSetting], _ ofReport: [ReportSetting]) {
        let all = settings + ofReport
        if !all.isEmpty { line("config", all.map { ($0.name, $0.value) }) }
    }

    mutating func numbers() {
        open("number_of_entries")
        put(" \"total\": \(report.outcome.total)")
        if report.hasFindings {
            put(", \"added\": \(report.counts.added), \"removed\": \(report.counts.removed)")
            put(", \"changed\": \(report.counts.changed)")
        }
        close()
    }

    mutating func list(_ states: ReportEntries.State) {
        for index in report.listed(states) {
            let difference = report.entries.differences[index]
            let state = report.entries.states[index]
            let (type, word) =
                state.contains(.added)
                ? ("addition", "added")
                : state.contains(.removed) ? ("removal", "removed") : ("change", "changed")
            open(type)
            let value = report.options.summarizes ? report.summary.text(difference, state) : word
            strings([(difference.path, Array(value.utf8))])
            close()
        }
    }

    mutating func details() {
        let values = AttributeValues(options: report.options)
        for index in report.entries.differences.indices {
            for part in report.entries.details(index, report.options) {
                open("details")
                member((part.new ?? part.old)?.path ?? [])
                put("{")
                let ordered = AttributeValues.ordered(part.attributes, report.configuration.dialect)
                for (place, attribute) in ordered.enumerated() {
                    member(Array((attribute.member ?? "").utf8), isFirst: place == 0)
                    put("{")
                    let (before, now) = (
                        values.lines(attribute, of: part.old), values.lines(attribute, of: part.new)
                    )
                    value("old", attribute, before, isFirst: true)
                    value("new", attribute, now, isFirst: before.isEmpty)
                    put(" }")
                }
                put(" }")
                close()
            }
        }
    }

    private mutating func value(_ name: String, _ attribute: Attribute, _ lines: [[UInt8]], isFirst: Bool) {
        guard let first = lines.first else { return }
        member(Array(name.utf8), isFirst: isFirst)
        guard lines.count > 1 else {
            text += JSONText.scalar(attribute, first)
            return
        }
        put("[")
        for (place, line) in lines.enumerated() {
            put(place == 0 ? " " : ", ")
            text += JSONText.quoted(line)
        }
        put(" ]")
    }

    mutating func databases(_ databases: [Entry]) {
        let values = AttributeValues(options: report.options)
        open("databases")
        for (place, database) in databases.enumerated() {
            member(database.path, isFirst: place == 0)
            put("{")
            let ordered = AttributeValues.ordered(database.attributes, report.configuration.dialect)
            for (place, attribute) in ordered.enumerated() {
                value(
                    attribute.member ?? "", attribute, values.lines(attribute, of: database),
                    isFirst: place == 0)
            }
            put(" }")
        }
        close()
    }

    mutating func end(_ time: String, seconds: Int64) {
        open("shutdown")
        strings([(Array("end_time".utf8), Array(time.utf8))])
        put(", \"run_time_seconds\": \(seconds)")
        close()
    }

    func finish() -> [UInt8] { text }
}
