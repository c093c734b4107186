import XML

/// What `info` tells of a source data stream collection.
struct DataStreamSummary {
    /// One data stream and its component-refs.
    struct Stream {
        var id = ""
        var timestamp: String?
        var scapVersion = ""
        var checklists: [Reference] = []
        var checks: [Reference] = []
        var dictionaries: [Reference] = []
    }

    /// A component-ref.
    struct Reference {
        let id: String
        let href: String

        var isRemote: Bool { !href.hasPrefix("#") }
    }

    var streams: [Stream] = []
    /// The checklists and tailorings by component id.
    var checklists: [String: ChecklistSummary] = [:]

    /// Reads the `data-stream-collection` on which the reader stands.
    init(reader: XMLReader) throws {
        try reader.forEachChild { child in
            switch child.localName {
            case "data-stream": streams.append(try Self.stream(child))
            case "component":
                let id = child.attribute("id") ?? ""
                try child.forEachChild { root in
                    guard ["Benchmark", "Tailoring"].contains(root.localName) else { return }
                    checklists[id] = try ChecklistSummary(reader: root)
                }
            default: break
            }
        }
    }

    private static func stream(_ reader: XMLReader) throws -> Stream {
        var stream = Stream()
        stream.id = reader.attribute("id") ?? ""
        stream.timestamp = reader.attribute("timestamp")
        stream.scapVersion = reader.attribute("scap-version") ?? ""
        try reader.forEachChild { section in
            let name = section.localName
            try section.forEachChild { child in
                guard child.localName == "component-ref" else { return }
                let reference = Reference(
                    id: child.attribute("id") ?? "",
                    href: child.attribute("href", namespace: "http://www.w3.org/1999/xlink") ?? "")
                switch name {
                case "checklists": stream.checklists.append(reference)
                case "checks": stream.checks.append(reference)
                case "dictionaries": stream.dictionaries.append(reference)
                default: break
                }
            }
        }
        return stream
    }
}

/// What `info` tells of a result data stream (ARF 1.1, 5).
struct ReportSummary {
    /// An asset and what was reported about it.
    var assets: [String] = []
    /// Reports about an asset, in order.
    var reportsOfAsset: [String: [String]] = [:]
    /// The request for which a report was made.
    var requestOfReport: [String: String] = [:]
    /// The results by report.
    var results: [String: TestResultSummary] = [:]

    init(reader: XMLReader) throws {
        try reader.forEachChild { section in
            switch section.localName {
            case "relationships": try section.forEachChild { try readRelationship($0) }
            case "assets": try section.forEachChild { assets.append($0.attribute("id") ?? "") }
            case "reports":
                try section.forEachChild { report in
                    let id = report.attribute("id") ?? ""
                    try report.forEachChild { content in
                        try content.forEachChild { root in
                            guard root.localName == "TestResult" else { return }
                            results[id] = try TestResultSummary(reader: root)
                        }
                    }
                }
            default: break
            }
        }
    }

    private mutating func readRelationship(_ reader: XMLReader) throws {
        let subject = reader.attribute("subject") ?? ""
        let type = (reader.attribute("type") ?? "").split(separator: ":").last ?? ""
        try reader.forEachChild { child in
            guard child.localName == "ref" else { return }
            let target = try child.text().collapsed
            switch type {
            case "isAbout": reportsOfAsset[target, default: []].append(subject)
            case "createdFor": requestOfReport[subject] = target
            default: break
            }
        }
    }
}
