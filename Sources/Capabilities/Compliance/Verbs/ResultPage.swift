import Capability
import Glibc
import Kubernetes
import SCAPReports
import Threads

/// The page for people beside a raw result.
struct ResultPage {
    /// The content that explains the rules; nil for the scan's own, where this machine has it.
    let content: String?

    /// Writes `NAME.html` beside `NAME.xml`; gives its path and what a reader should know of it.
    func write(beside path: String, of scan: ComplianceScan) async throws -> (path: String, notes: [String]) {
        let page = "\(path.hasSuffix(".xml") ? path.dropLast(4) : path[...]).html"
        let benchmark = content ?? Self.ownContent(of: scan)
        let notes = try await BlockingThread.run {
            let report = try Report(path: path, benchmarkPath: benchmark)
            try OutputFile(path: page).write { try report.writeHTML(language: .preferred, to: $0) }
            return report.notes
        }
        return (page, notes)
    }

    private static func ownContent(of scan: ComplianceScan) -> String? {
        guard scan.contentImage.hasPrefix("file://") else { return nil }
        let path = "\(scan.contentImage.dropFirst(7))/\(scan.content)"
        return access(path, R_OK) == 0 ? path : nil
    }
}
