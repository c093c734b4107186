/// The lines that `info` prints about one file.
struct InfoText {
    private(set) var text = ""

    /// Whether the documents to which rules refer are listed.
    var listsReferences = false

    mutating func add(_ line: String) { text += line + "\n" }

    /// A checklist; `indent` is what precedes each line of it.
    mutating func add(_ checklist: ChecklistSummary, indent: String) {
        if checklist.isTailoring {
            if let hint = checklist.benchmarkHint { add("\(indent)Benchmark Hint: \(hint)") }
            return addProfiles(checklist.profiles, indent: indent)
        }
        if let status = checklist.status {
            add("\(indent)Status: \(status.text)")
            if !status.date.isEmpty { add("\(indent)Generated: \(status.date)") }
        }
        add("\(indent)Resolved: \(checklist.isResolved)")
        addProfiles(checklist.profiles, indent: indent)
        add("\(indent)Referenced check files:")
        for file in checklist.checkFiles {
            add("\(indent)\t\(file.href)")
            add("\(indent)\t\tsystem: \(file.system)")
        }
        if listsReferences {
            add("\(indent)References:")
            for reference in checklist.references { add("\(indent)\t\(reference.name): \(reference.href)") }
        }
        if !checklist.testResults.isEmpty {
            add("\(indent)Test Results:")
            for result in checklist.testResults { add(result, indent: "\(indent)\t") }
        }
    }

    /// A result.
    mutating func add(_ result: TestResultSummary, indent: String) {
        add("\(indent)Result ID: \(result.id)")
        add("\(indent)Source benchmark: \(result.benchmark)")
        add("\(indent)Source profile: \(result.profile.isEmpty ? "(Default)" : result.profile)")
        add("\(indent)Evaluation started: \(result.start)")
        add("\(indent)Evaluation finished: \(result.end)")
        add("\(indent)Platform CPEs:")
        for platform in result.platforms.isEmpty ? ["(none)"] : result.platforms {
            add("\(indent)\t\(platform)")
        }
    }

    /// A profile on its own.
    mutating func add(_ profile: ProfileSummary) {
        add("Profile")
        add("\tTitle: \(profile.title)")
        add("\tId: \(Self.id(profile))")
        add("")
        add("\tDescription: \(profile.description)")
    }

    private mutating func addProfiles(_ profiles: [ProfileSummary], indent: String) {
        add("\(indent)Profiles:")
        for profile in profiles {
            add("\(indent)\tTitle: \(profile.title)")
            add("\(indent)\t\tId: \(Self.id(profile))")
        }
    }

    private static func id(_ profile: ProfileSummary) -> String {
        profile.isAbstract ? "\(profile.id) (abstract)" : profile.id
    }
}
