import ArgumentParser
import Bytes
import Capability
import Kubernetes

/// The command `martlet compliance fetch-raw`.
struct ComplianceFetchRawCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch-raw", abstract: "Bring the result documents of scans in a cluster here.",
        discussion: """
            Writes one XCCDF document for each node, or for the platform, and prints the paths. The documents of a \
            binding's or a suite's scans go into a folder for each scan. The exit code is 3 when a node left none.

            EXAMPLES
              martlet compliance fetch-raw scansettingbinding nist-moderate -o results
              martlet compliance fetch-raw compliancescan/debian12-standard-worker -o results --html
              martlet compliance fetch-raw scan ocp4-cis -o before --run 3
            """)

    @Argument(
        help: ArgumentHelp(
            "A scansettingbinding, compliancesuite or compliancescan.", valueName: "type name"))
    var object: [String]

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: "The directory to write to; it is made if need be.")
    var directory = "."

    @Flag(help: "Write a page for people beside each document.") var html = false

    @Option(help: "With --html: the content that explains the rules. Default: the scan's own, if it is here.")
    var content: String?

    @Option(help: "The number of an earlier run whose results are kept. Default: the last that has ended.")
    var run: Int?

    @OptionGroup(title: "Cluster Options") var cluster: ClusterArguments

    func validate() throws {
        _ = try reference()
        if content != nil, !html { throw ValidationError("--content needs --html") }
        if let run, run < 0 { throw ValidationError("--run: \(run) is negative") }
    }

    func run() async throws {
        let folder = try OutputFolder(path: directory)
        let isComplete = try await cluster.withNamespace(otherwise: ComplianceGroup.namespace) { place in
            let reference = try reference()
            let scans = try await ScanSelection(place: place).scans(of: reference)
            let fetch = RawResultFetch(place: place)
            var isComplete = true
            for scan in scans {
                let own =
                    reference.type == ComplianceScan.type ? folder : try folder.folder(scan.object.name)
                do {
                    for document in try await fetch.fetch(scan, run: run, into: own) {
                        isComplete = try await show(document, of: scan) && isComplete
                    }
                } catch let failure as CommandFailure where scans.count > 1 {
                    // The other scans' results are still wanted.
                    StandardError.write("\(failure)")
                    isComplete = false
                }
            }
            return isComplete
        }
        if !isComplete { throw HouseExit.partial }
    }

    /// Prints what came of a target; false when it is not all there.
    private func show(_ document: RawResultFetch.Fetched, of scan: ComplianceScan) async throws -> Bool {
        if !document.problem.isEmpty {
            StandardError.write("\(scan.object.name): \(document.target): \(document.problem)")
        }
        guard let path = document.path else { return false }
        print(path)
        guard html else { return true }
        let page = try await ResultPage(content: content).write(beside: path, of: scan)
        for note in page.notes { StandardError.write("\(page.path): \(note)") }
        print(page.path)
        return true
    }

    private func reference() throws -> ObjectReference {
        try ObjectReference(object, among: ScanSelection.types)
    }
}
