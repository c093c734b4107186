/// How the tests, objects and states of OVAL definitions read, for those that a report shows.
struct OVALTexts {
    struct Test {
        var comment: String
        var object = ""
        var states: [String] = []
    }

    var tests: [String: Test] = [:]
    /// What each object looks for: `name operation "value"`, one per entity.
    var objects: [String: [String]] = [:]
    /// What each state wants.
    var states: [String: [String]] = [:]

    /// The most characters of one value that are shown.
    static let textLimit = 200

    /// Reads `oval_definitions`; the scanner stands on its start.
    mutating func read(_ scanner: MarkupScanner, tests wanted: Set<String>) throws(ReportError) {
        try scanner.forEachChild { () throws(ReportError) in
            if scanner.isNamed("tests") {
                try readTests(scanner, wanted)
            } else if scanner.isNamed("objects") {
                objects = try Self.entities(scanner, Set(tests.values.map(\.object)))
            } else if scanner.isNamed("states") {
                states = try Self.entities(scanner, Set(tests.values.flatMap(\.states)))
            }
        }
    }

    private mutating func readTests(_ scanner: MarkupScanner, _ wanted: Set<String>) throws(ReportError) {
        try scanner.forEachChild { () throws(ReportError) in
            guard let id = try scanner.attribute("id"), wanted.contains(id) else { return }
            var test = Test(comment: try scanner.attribute("comment") ?? "")
            try scanner.forEachChild { () throws(ReportError) in
                if scanner.isNamed("object") {
                    test.object = try scanner.attribute("object_ref") ?? ""
                } else if scanner.isNamed("state"), let state = try scanner.attribute("state_ref") {
                    test.states.append(state)
                }
            }
            tests[id] = test
        }
    }

    private static func entities(
        _ scanner: MarkupScanner, _ wanted: Set<String>
    ) throws(ReportError) -> [String: [String]] {
        var result: [String: [String]] = [:]
        try scanner.forEachChild { () throws(ReportError) in
            guard let id = try scanner.attribute("id"), wanted.contains(id) else { return }
            var lines: [String] = []
            try scanner.forEachChild { () throws(ReportError) in
                let name = scanner.localName
                guard name != "behaviors", name != "notes", name != "Signature", name != "set" else { return }
                let operation = try scanner.attribute("operation") ?? "equals"
                let isMasked = try scanner.attribute("mask") == "true"
                if let variable = try scanner.attribute("var_ref") {
                    lines.append("\(name) \(operation) variable \"\(variable)\"")
                } else {
                    let text = try scanner.text()
                    lines.append("\(name) \(operation) " + (isMasked ? "(masked)" : "\"\(shortened(text))\""))
                }
            }
            result[id] = lines
        }
        return result
    }

    static func shortened(_ text: String) -> String {
        text.unicodeScalars.count > textLimit ? String(text.prefix(textLimit)) + "…" : text
    }
}
