public import ArgumentParser
public import Capability
public import Cluster
public import Controllers

/// The Compliance row: standards such as CIS, NIST and ANSSI checked by rules, under the Compliance Operator's
/// API (`compliance.openshift.io/v1alpha1`).
public struct Compliance: Capability {
    /// The row's name.
    public let name = "Compliance"
    private let metrics = ComplianceMetrics()
    private let directories: ContentDirectories

    /// Makes the capability.
    ///
    /// - Parameters:
    ///   - contentDirectories: Directories from which content may be read and whose data streams become bundles.
    ///   - contentFiles: Further content files that become bundles; their directories are allowed as well.
    public init(contentDirectories: [String], contentFiles: [String]) {
        directories = ContentDirectories(contentDirectories, files: contentFiles)
    }

    /// The custom resource definitions.
    public var definitions: [[UInt8]] {
        [
            PackageResources.ComplianceCheckResult_yaml, PackageResources.ComplianceRemediation_yaml,
            PackageResources.ComplianceScan_yaml, PackageResources.ComplianceSuite_yaml,
            PackageResources.CustomRule_yaml, PackageResources.Profile_yaml,
            PackageResources.ProfileBundle_yaml, PackageResources.Rule_yaml,
            PackageResources.ScanSetting_yaml, PackageResources.ScanSettingBinding_yaml,
            PackageResources.TailoredProfile_yaml, PackageResources.Variable_yaml,
        ]
    }

    /// The control loops: an agent looks at the node, the rest at the cluster.
    public func reconcilers(in room: CapabilityRoom) -> [any Reconciler] {
        metrics.forgetSuites()
        let expressions = ExpressionScanner(room: room)
        let aggregator = ResultAggregator(
            room: room, directories: directories, reader: ContentKinds(), expressionReader: expressions)
        let clusterSide: [any Reconciler] = [
            ProfileBundleReconciler(
                room: room, directories: directories, reader: ContentKinds(),
                hostBundle: room.role == .everything ? Self.product(of: room.hostRoot) : ""),
            CustomRuleReconciler(room: room),
            TailoredProfileReconciler(room: room),
            ScanSettingBindingReconciler(room: room),
            ComplianceSuiteReconciler(room: room, metrics: metrics),
            ComplianceScanReconciler(
                room: room, directories: directories, aggregator: aggregator, metrics: metrics),
            ComplianceRemediationReconciler(room: room, metrics: metrics),
            ScanAgent(
                room: room, directories: directories, place: .platform,
                scanner: PlatformScanner(cluster: room.cluster),
                expressions: expressions),
        ]
        let hostSide: [any Reconciler] = [
            ScanAgent(
                room: room, directories: directories, place: .node(room.nodeName),
                scanner: NodeScanner(root: room.hostRoot))
        ]
        let alerts: [any Reconciler] = room.alerts.map { [SuiteAlerts(room: room, sink: $0)] } ?? []
        return switch room.role {
        case .everything: clusterSide + alerts + hostSide
        case .clusterSide: clusterSide + alerts
        case .hostSide: hostSide
        }
    }

    /// Creates the namespace, the default settings and a bundle for each installed data stream.
    public func prepare(in room: CapabilityRoom) async throws {
        try await DefaultObjects(
            room: room, directories: directories,
            hostProduct: room.role == .everything ? Self.product(of: room.hostRoot) : ""
        ).create()
        if room.role == .clusterSide { try await MonitoringObjects(room: room).create() }
    }

    /// `martlet compliance …`.
    public var commands: [any ParsableCommand.Type] { [ComplianceCommand.self] }

    /// The results in the console.
    public var pages: [Page] { [CompliancePage.page] }

    /// The counters and gauges, under upstream's names.
    public var metricsText: String { metrics.text }

    /// How many checks failed in the last scans.
    public func posture(in cluster: any Cluster) async throws -> Posture {
        try await CompliancePosture(cluster: cluster).row()
    }

    /// The product of a host; empty where it cannot be told, so that no content is taken for the host's own.
    private static func product(of root: String) -> String { (try? HostProduct(root: root).name) ?? "" }
}
