import ArgumentParser
import Capability
import Kubernetes

/// The command `martlet compliance fetch-fixes`.
struct ComplianceFetchFixesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch-fixes",
        abstract: "Bring the repairs that are objects of a cluster here, an object a file.",
        discussion: """
            A rule's or a profile's repairs are as the content has them, with its templates open; those of a \
            remediation, or of the remediations that a binding's, a suite's or a scan's results led to, are as they \
            would be applied. Nothing is applied. A MachineConfig is written once for each pool of machines.

            EXAMPLES
              martlet compliance fetch-fixes profile ocp4-cis -o fixes
              martlet compliance fetch-fixes rule/rhcos4-sysctl-kernel-kptr-restrict --mc-roles worker
              martlet compliance fetch-fixes scansettingbinding nist-moderate -o fixes
            """)

    static let types =
        [RuleResource.type] + ProfileRules.types + [ComplianceRemediation.type] + ScanSelection.types

    @Argument(
        help: ArgumentHelp(
            """
            A rule, profile, tailoredprofile, complianceremediation, scansettingbinding, compliancesuite or \
            compliancescan.
            """, valueName: "type name"))
    var object: [String]

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: "The directory to write to; it is made if need be.")
    var directory = "."

    @Option(
        name: .customLong("mc-roles"),
        help: """
            The pools that MachineConfigs are written for, separated by commas. Default: worker,master, or the \
            scan's own for remediations.
            """)
    var roles: String?

    @OptionGroup(title: "Cluster Options") var cluster: ClusterArguments

    func validate() throws {
        _ = try reference()
        for role in roles?.split(separator: ",", omittingEmptySubsequences: false) ?? []
        where !ObjectReference.isName(String(role)) {
            throw ValidationError("--mc-roles: \"\(role)\" cannot be the name of a pool")
        }
    }

    func run() async throws {
        let named = roles?.split(separator: ",").map(String.init)
        let fixes = FixFolder(
            folder: try OutputFolder(path: directory), roles: named ?? ["worker", "master"])
        let paths = try await cluster.withNamespace(otherwise: ComplianceGroup.namespace) { place in
            let reference = try reference()
            if reference.type == RuleResource.type {
                return try fixes.write(try await place.require(RuleResource.self, reference.name))
            }
            if ProfileRules.types.contains(reference.type) {
                return try await ProfileRules(place: place).rules(of: reference).flatMap(fixes.write)
            }
            var paths: [String] = []
            for (remediation, scan) in try await remediations(of: reference, in: place) {
                paths += try fixes.write(remediation, roles: named == nil ? scan?.roles ?? [] : [])
            }
            return paths
        }
        for path in paths { print(path) }
        if paths.isEmpty { StandardError.write("\(object.joined(separator: " ")): there are no repairs") }
    }

    private func remediations(
        of reference: ObjectReference, in place: ClusterNamespace
    ) async throws -> [(ComplianceRemediation, ComplianceScan?)] {
        if reference.type == ComplianceRemediation.type {
            let one = try await place.require(ComplianceRemediation.self, reference.name)
            return [(one, try await place.find(ComplianceScan.self, one.scan))]
        }
        var found: [(ComplianceRemediation, ComplianceScan?)] = []
        for scan in try await ScanSelection(place: place).scans(of: reference) {
            found += try await place.all(
                ComplianceRemediation.self,
                labelSelector: "\(ComplianceGroup.key("scan-name"))=\(scan.object.name)"
            ).map { ($0, scan) }
        }
        return found
    }

    private func reference() throws -> ObjectReference { try ObjectReference(object, among: Self.types) }
}
