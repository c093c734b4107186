import XML

/// What `info` tells of a checklist or a tailoring.
struct ChecklistSummary {
    var isTailoring = false
    /// The checklist's id, or the benchmark that a tailoring says it is for.
    var id: String?
    var benchmarkHint: String?
    var version = ""
    var isResolved = false
    var status: (date: String, text: String)?
    var profiles: [ProfileSummary] = []
    var checkFiles: [CheckFile] = []
    /// The documents to which its rules refer: what rules call them, and where they are.
    var references: [(name: String, href: String)] = []
    var testResults: [TestResultSummary] = []

    /// Reads the `Benchmark` or `Tailoring` on which the reader stands.
    init(reader: XMLReader) throws {
        isTailoring = reader.localName == "Tailoring"
        id = reader.attribute("id")
        version = String(reader.namespace.split(separator: "/").last ?? "")
        isResolved = ["1", "true"].contains(reader.attribute("resolved"))
        var seen: Set<CheckFile> = []
        try reader.forEachChild { try read($0, &seen) }
    }

    private mutating func read(_ reader: XMLReader, _ seen: inout Set<CheckFile>) throws {
        switch reader.localName {
        case "status": try readStatus(reader)
        case "benchmark": benchmarkHint = reader.attribute("href")
        case "reference":
            let href = reader.attribute("href") ?? ""
            references.append((try reader.text().collapsed, href))
        case "Profile": profiles.append(try ProfileSummary(reader: reader))
        case "Group", "Rule": try readItem(reader, &seen)
        case "TestResult": testResults.append(try TestResultSummary(reader: reader))
        default: break
        }
    }

    /// The status in force is the latest one.
    private mutating func readStatus(_ reader: XMLReader) throws {
        let date = reader.attribute("date") ?? ""
        let text = try reader.text()
        if date >= status?.date ?? "" { status = (date, text) }
    }

    private mutating func readItem(_ reader: XMLReader, _ seen: inout Set<CheckFile>) throws {
        try reader.forEachChild { child in
            switch child.localName {
            case "Group", "Rule", "complex-check": try readItem(child, &seen)
            case "check":
                let system = child.attribute("system") ?? ""
                try child.forEachChild { content in
                    guard content.localName == "check-content-ref",
                        let href = content.attribute("href")
                    else { return }
                    let file = CheckFile(href: href, system: system)
                    if seen.insert(file).inserted { checkFiles.append(file) }
                }
            default: break
            }
        }
    }
}

/// A file to which checks refer.
struct CheckFile: Hashable {
    let href: String
    let system: String
}

/// What `info` tells of a profile.
struct ProfileSummary {
    let id: String
    let isAbstract: Bool
    var title = ""
    var description = ""

    init(reader: XMLReader) throws {
        id = reader.attribute("id") ?? ""
        isAbstract = ["1", "true"].contains(reader.attribute("abstract"))
        try reader.forEachChild { child in
            switch child.localName {
            case "title": if title.isEmpty { title = try child.text().collapsed }
            case "description": if description.isEmpty { description = try child.text().collapsed }
            default: break
            }
        }
    }
}

/// What `info` tells of a result.
struct TestResultSummary {
    var id = ""
    var start = ""
    var end = ""
    var benchmark = ""
    var profile = ""
    var platforms: [String] = []

    init(reader: XMLReader) throws {
        id = reader.attribute("id") ?? ""
        start = reader.attribute("start-time") ?? ""
        end = reader.attribute("end-time") ?? ""
        try reader.forEachChild { child in
            switch child.localName {
            case "benchmark": benchmark = child.attribute("href") ?? ""
            case "profile": profile = child.attribute("idref") ?? ""
            case "platform": platforms.append(child.attribute("idref") ?? "")
            default: break
            }
        }
    }
}

extension String {
    /// White space as single spaces, none around.
    var collapsed: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
