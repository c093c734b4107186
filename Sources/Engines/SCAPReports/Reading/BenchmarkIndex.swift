import XCCDF

/// Where the parts of a benchmark lie in a file.
struct BenchmarkIndex {
    /// The benchmark's id.
    var id = ""
    var title = ""
    var version = ""
    var groups: [ReportGroup] = []
    var rules: [Place] = []
    var profiles: [String: (title: String, offset: Int)] = [:]
    var plainTexts: [String: String] = [:]
    var valueTitles: [String: String] = [:]

    /// A rule and where its element begins.
    struct Place {
        var id: String
        var title: String
        var severity: Severity
        var group: Int?
        var offset: Int
    }

    /// Runs over a benchmark, on whose start the scanner stands, and hands out results that are in it.
    init(_ scanner: MarkupScanner, testResult: () throws(ReportError) -> Void) throws(ReportError) {
        id = try scanner.attribute("id") ?? ""
        try scanner.forEachChild { () throws(ReportError) in
            if scanner.isNamed("TestResult") {
                try testResult()
            } else if scanner.isNamed("title") {
                if title.isEmpty { title = try scanner.line() }
            } else if scanner.isNamed("version") {
                version = try scanner.line()
            } else if scanner.isNamed("plain-text") {
                if let id = try scanner.attribute("id") { plainTexts[id] = try scanner.text() }
            } else if scanner.isNamed("Profile") {
                let offset = scanner.offset
                let id = try scanner.attribute("id") ?? ""
                profiles[id] = (try Self.title(scanner), offset)
            } else {
                try readItem(scanner, parent: nil)
            }
        }
    }

    private mutating func readItem(_ scanner: MarkupScanner, parent: Int?) throws(ReportError) {
        if scanner.isNamed("Rule") {
            let severity = try scanner.attribute("severity").flatMap(Severity.init(rawValue:)) ?? .unknown
            var place = Place(
                id: try scanner.attribute("id") ?? "", title: "", severity: severity, group: parent,
                offset: scanner.offset)
            place.title = try Self.title(scanner)
            rules.append(place)
        } else if scanner.isNamed("Value") {
            let id = try scanner.attribute("id") ?? ""
            valueTitles[id] = try Self.title(scanner)
        } else if scanner.isNamed("Group") {
            let index = groups.count
            groups.append(ReportGroup(id: try scanner.attribute("id") ?? "", title: "", parent: parent))
            try scanner.forEachChild { () throws(ReportError) in
                if scanner.isNamed("title") {
                    if groups[index].title.isEmpty { groups[index].title = try scanner.line() }
                } else {
                    try readItem(scanner, parent: index)
                }
            }
        }
    }

    /// The first title of the current element; ends anywhere in it.
    private static func title(_ scanner: MarkupScanner) throws(ReportError) -> String {
        let own = scanner.depth
        while try scanner.next() != .done, scanner.depth >= own {
            guard scanner.depth == own + 1, scanner.isNamed("title") else { continue }
            return try scanner.line()
        }
        return ""
    }
}
