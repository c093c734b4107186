import XML

/// `oscap info FILE`: what a file is and what is in it.
struct InfoCommand {
    let invocation: Invocation
    let path: String
    private var text = InfoText()

    init(_ invocation: Invocation) {
        self.invocation = invocation
        path = invocation.words.first ?? ""
        text.listsReferences = invocation.arguments.has("references")
    }

    private var wanted: String? { invocation.arguments.value("profile") }
    private var listsProfiles: Bool { invocation.arguments.has("profiles") }

    mutating func run() throws -> ExitStatus {
        let source: SourceFile
        do throws(Failure) { source = try SourceFile(path) } catch {
            invocation.terminal.print("Could not determine document type\n")
            throw error
        }
        defer { invocation.terminal.print(text.text) }
        let reader = try SourceFile.reader(path)
        do {
            switch source.kind {
            case .checklist: try checklist(reader, source)
            case .tailoring: try tailoring(reader, source)
            case .sourceDataStream: try dataStream(reader, source)
            case .resultDataStream: try results(reader, source)
            case .questionnaires: text.add("Document type: OCIL Definitions file")
            case .cpeDictionary, .cpeLanguage:
                text.add("Document type: \(source.kind.name)")
                text.add("Imported: \(source.modified)")
            default: try oval(reader, source)
            }
        } catch let error as XMLError {
            throw SourceFile.failure(error)
        }
        return .ok
    }

    private mutating func checklist(_ reader: XMLReader, _ source: SourceFile) throws {
        let summary = try ChecklistSummary(reader: reader)
        if listsProfiles { return list(summary.profiles) }
        text.add("Document type: XCCDF Checklist")
        if let wanted { return show(wanted, of: summary.profiles) }
        text.add("Checklist version: \(summary.version)")
        text.add("Imported: \(source.modified)")
        text.add(summary, indent: "")
    }

    private mutating func tailoring(_ reader: XMLReader, _ source: SourceFile) throws {
        text.add("Document type: XCCDF Tailoring")
        text.add("Imported: \(source.modified)")
        text.add(try ChecklistSummary(reader: reader), indent: "")
    }

    private mutating func dataStream(_ reader: XMLReader, _ source: SourceFile) throws {
        let summary = try DataStreamSummary(reader: reader)
        warnOfRemotes(summary)
        let all = summary.streams.flatMap { stream in
            stream.checklists.flatMap { summary.checklists[String($0.href.dropFirst())]?.profiles ?? [] }
        }
        if listsProfiles { return list(all) }
        text.add("Document type: Source Data Stream")
        text.add("Imported: \(source.modified)")
        for stream in summary.streams {
            text.add("")
            text.add("Stream: \(stream.id)")
            text.add("Generated: \(stream.timestamp ?? "(null)")")
            text.add("Version: \(stream.scapVersion)")
            if wanted == nil { add(stream, summary) }
        }
        if let wanted { show(wanted, of: all) }
    }

    private mutating func add(_ stream: DataStreamSummary.Stream, _ summary: DataStreamSummary) {
        text.add(stream.checklists.isEmpty ? "No checklists." : "Checklists:")
        for reference in stream.checklists {
            text.add("\tRef-Id: \(reference.id)")
            guard let checklist = summary.checklists[String(reference.href.dropFirst())] else { continue }
            text.add(checklist, indent: "\t\t")
        }
        text.add(stream.checks.isEmpty ? "No checks." : "Checks:")
        for reference in stream.checks { text.add("\tRef-Id: \(reference.id)") }
        text.add(stream.dictionaries.isEmpty ? "No dictionaries." : "Dictionaries:")
        for reference in stream.dictionaries { text.add("\tRef-Id: \(reference.id)") }
    }

    private func warnOfRemotes(_ summary: DataStreamSummary) {
        for stream in summary.streams where !stream.checklists.isEmpty {
            for reference in stream.checks where reference.isRemote {
                invocation.warnOfRemote(component: reference.id, href: reference.href)
            }
        }
    }

    private mutating func results(_ reader: XMLReader, _ source: SourceFile) throws {
        let summary = try ReportSummary(reader: reader)
        text.add("Document type: Result Data Stream")
        text.add("Imported: \(source.modified)")
        for asset in summary.assets {
            text.add("")
            text.add("Asset: \(asset)")
            for report in summary.reportsOfAsset[asset] ?? [] {
                text.add("\tARF report: \(report)")
                if let request = summary.requestOfReport[report] {
                    text.add("\t\tReport request: \(request)")
                }
                if let result = summary.results[report] { text.add(result, indent: "\t\t") }
            }
        }
    }

    private mutating func oval(_ reader: XMLReader, _ source: SourceFile) throws {
        var generated = "(null)"
        var version = "(null)"
        try reader.forEachChild { generator in
            guard generator.localName == "generator" else { return }
            try generator.forEachChild { child in
                switch child.localName {
                case "schema_version": version = try child.text()
                case "timestamp": generated = try child.text()
                default: break
                }
            }
        }
        let name = source.kind == .ovalDefinitions ? "OVAL Definitions" : source.kind.name
        text.add("Document type: \(name)")
        text.add("OVAL version: \(version)")
        text.add("Generated: \(generated)")
        text.add("Imported: \(source.modified)")
    }

    private mutating func list(_ profiles: [ProfileSummary]) {
        for profile in profiles { text.add("\(profile.id):\(profile.title)") }
    }

    private mutating func show(_ suffix: String, of profiles: [ProfileSummary]) {
        let matches = profiles.filter { $0.id == suffix }
        let candidates = matches.isEmpty ? profiles.filter { $0.id.hasSuffix(suffix) } : matches
        switch candidates.count {
        case 1: text.add(candidates[0])
        case 0: for line in ProfileSuffix.noneMatches(suffix, in: path) { invocation.terminal.complain(line) }
        default:
            for line in ProfileSuffix.severalMatch(suffix, in: path) { invocation.terminal.complain(line) }
        }
    }
}

extension Invocation {
    /// A component of a data stream that lies elsewhere and is not fetched.
    func warnOfRemote(component: String, href: String) {
        warn(
            "Datastream component '\(component)' points out to the remote '\(href)'. "
                + "Use '--fetch-remote-resources' option to download it.")
        warn("Skipping '\(href)' file which is referenced from datastream")
    }
}

/// What is said of the end of a profile's id that fits none or several.
enum ProfileSuffix {
    static func noneMatches(_ suffix: String, in path: String) -> [String] {
        [
            "No profile matching suffix \"\(suffix)\" was found. Get available profiles using:",
            "$ oscap info \"\(path)\"",
        ]
    }

    static func severalMatch(_ suffix: String, in path: String) -> [String] {
        [
            "At least two profiles matched suffix \"\(suffix)\". Use a more specific suffix to get an exact match. "
                + "Get list of profiles using:", "$ oscap info \"\(path)\"",
        ]
    }
}
