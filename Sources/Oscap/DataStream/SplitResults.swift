import XML

/// `oscap ds rds-split`: the source and a report of a result data stream as two files.
struct SplitResults {
    let invocation: Invocation

    func run() throws(Failure) -> ExitStatus {
        let path = invocation.words[0]
        guard try SourceFile(path).kind == .resultDataStream else {
            throw Failure("\(path): it is not a result data stream")
        }
        try DocumentBytes.caught { try split(path) }
        return .ok
    }

    private func split(_ path: String) throws {
        let outline = try XMLInput(path: path).outline(depth: 5)
        let wanted = invocation.arguments.value("report-id")
        let elements = outline.elements
        let reports = elements.indices.filter { index in
            elements[index].localName == "report"
                && (wanted == nil || elements[index].attribute("id") == wanted)
        }
        let chosen =
            reports.first { Self.content(of: $0, outline)?.localName == "TestResult" } ?? reports.first
        guard let chosen, let report = Self.content(of: chosen, outline) else {
            invocation.terminal.print("Failed to split given result data stream '\(path)'.\n")
            throw Failure("Failed to locate a report with ID matching '\(wanted ?? "<any>")' ID.")
        }
        guard let request = elements.firstIndex(where: { $0.localName == "report-request" }),
            let source = Self.content(of: request, outline)
        else {
            invocation.terminal.print("Failed to split given result data stream '\(path)'.\n")
            throw Failure("\(path): the result data stream holds no report request")
        }
        let target = TargetDirectory(invocation.words[1])
        try write(outline.slice(source), to: target.path("report-request.xml"))
        try write(outline.slice(report), to: target.path("report.xml"))
    }

    /// The document in the `content` of a report or a request.
    private static func content(of parent: Int, _ outline: XMLOutline) -> XMLOutline.Element? {
        guard
            let content = outline.elements.firstIndex(where: {
                $0.parent == parent && $0.localName == "content"
            })
        else { return nil }
        return outline.children(of: content).first
    }

    private func write(_ slice: XMLSlice, to path: String) throws {
        let declaration = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
        try ResultFile(path).write(declaration + slice.bytes() + [0x0A])
    }
}
