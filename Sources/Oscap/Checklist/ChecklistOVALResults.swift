import OVAL
import SCAP
import SCAPReports

/// The OVAL results of a checklist's scan: files of `--oval-results` and reports of an ARF document.
struct ChecklistOVALResults {
    private let reports: OVALReports

    init(_ session: ChecklistSession, _ record: OVALRecord, system: SystemInfo) throws(Failure) {
        let file = try OVALResultsFile(session.invocation.arguments)
        var reports = OVALReports(content: session.content, record: record, system: system, generator: .now)
        reports.directives = file.directives
        reports.includesCharacteristics = file.includesCharacteristics
        self.reports = reports
    }

    /// Writes a file for each file of definitions into the current directory.
    func writeFiles() throws(Failure) {
        for (index, name) in Self.names(of: reports.hrefs).enumerated() {
            try ResultFile(name).write { receive in try reports.write(index, to: receive) }
        }
    }

    /// The reports of an ARF document.
    var parts: [AssetReport.Part] { reports.parts }

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
