import ArgumentParser
import Bytes
import Capability
import Kubernetes

/// The command `martlet compliance rerun-now`.
struct ComplianceRerunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rerun-now", abstract: "Let scans in a cluster begin anew at once.",
        discussion: """
            With --wait the exit code tells how they ended: 0 when all are compliant, 2 when one is not, 3 when one \
            could not say.

            EXAMPLES
              martlet compliance rerun-now scansettingbinding nist-moderate
              martlet compliance rerun-now compliancesuite/this-host --wait
              martlet compliance rerun-now scan ocp4-cis -n openshift-compliance -o json
            """, aliases: ["rerun"])

    @Argument(
        help: ArgumentHelp(
            "A scansettingbinding, compliancesuite or compliancescan.", valueName: "type name"))
    var object: [String]

    @Flag(help: "Wait until the scans have ended.") var wait = false

    @Option(help: "How long to wait, such as 30m or 1h30m.") var timeout = "30m"

    @Option(name: [.short, .long], help: "How to print: table, json or yaml.") var output = OutputFormat.table

    @OptionGroup(title: "Cluster Options") var cluster: ClusterArguments

    func validate() throws {
        _ = try reference()
        if GoDuration.seconds(timeout) == nil {
            throw ValidationError("--timeout \(timeout): give a span of time such as 30m")
        }
    }

    func run() async throws {
        let limit = GoDuration.seconds(timeout) ?? 0
        let scans = try await cluster.withNamespace(otherwise: ComplianceGroup.namespace) { place in
            let rerun = Rerun(place: place)
            let asked = try await rerun.ask(
                try await ScanSelection(place: place).scans(of: try reference()))
            return wait
                ? try await rerun.wait(for: asked, atMost: .seconds(limit)) : asked.map(\.scan)
        }
        print(text(scans), terminator: "")
        if wait { throw Rerun.exitCode(scans) }
    }

    private func reference() throws -> ObjectReference {
        try ObjectReference(object, among: ScanSelection.types)
    }

    private func text(_ scans: [ComplianceScan]) -> String {
        guard output == .table else {
            return output.render(["scans": .array(scans.map(Self.json))])
        }
        // What is said of a scan that only begins is how it stood before.
        var table = TextTable(wait ? ["SCAN", "PHASE", "RESULT"] : ["SCAN", "WAS", "RESULT"])
        for scan in scans {
            table.add([
                scan.object.name, scan.phase?.rawValue ?? "", scan.result?.rawValue ?? "",
            ])
        }
        return table.text
    }

    private static func json(_ scan: ComplianceScan) -> JSON {
        [
            "name": .string(scan.object.name), "namespace": .string(scan.object.namespace ?? ""),
            "phase": .string(scan.phase?.rawValue ?? ""), "result": .string(scan.result?.rawValue ?? ""),
            "currentIndex": .int(Int64(scan.currentIndex)), "errorMessage": .string(scan.errorMessage),
        ]
    }
}
