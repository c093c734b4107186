import OVAL
import SCAP
import SCAPReports
import XML

/// The OVAL results of a checklist's scan: files of `--oval-results` and reports of an ARF document.
struct ChecklistOVALResults {
    private let content: Content
    /// What the rules ask stands before what platforms ask.
    private let documents: [OVALRecord.Document]
    private let system: SystemInfo
    private let file: OVALResultsFile

    init(_ session: ChecklistSession, _ record: OVALRecord, system: SystemInfo) throws(Failure) {
        content = session.content
        let asked = content.benchmark.checkFiles
        documents =
            asked.flatMap { href in record.documents.filter { $0.href == href } }
            + record.documents.filter { !asked.contains($0.href) }
        self.system = system
        file = try OVALResultsFile(session.invocation.arguments)
    }

    /// Writes a file for each file of definitions into the current directory.
    func writeFiles() throws(Failure) {
        for (name, document) in zip(Self.names(of: documents.map(\.href)), documents) {
            try ResultFile(name).write { receive in try write(document, isDocument: true, to: receive) }
        }
    }

    /// The reports of an ARF document, `oval0` for the first file of definitions.
    var parts: [AssetReport.Part] {
        documents.enumerated().map { index, document in
            AssetReport.Part(id: "oval\(index)", href: document.href) { receive in
                try write(document, isDocument: false, to: receive)
            }
        }
    }

    private func write(
        _ document: OVALRecord.Document, isDocument: Bool, to receive: @escaping ([UInt8]) throws -> Void
    ) throws {
        let source =
            file.directives.includesSourceDefinitions ? try content.source(of: document.href).bytes() : nil
        try file.write(
            document.evaluator, source: source, system: system, isDocument: isDocument, to: receive)
    }

    /// `x-oval.xml.result.xml` for `x-oval.xml`; further results of one name are numbered.
    ///
    /// Content says where its files are, but not where others are written: only the last word of a path counts.
    static func names(of hrefs: [String]) -> [String] {
        var taken: Set<String> = []
        return hrefs.map { href in
            let last = href.split(separator: "/").last.map(String.init) ?? "oval"
            var name = "\(last).result.xml"
            var number = 1
            while !taken.insert(name).inserted {
                number += 1
                name = "\(last).result-\(number).xml"
            }
            return name
        }
    }
}
