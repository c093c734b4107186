import Bytes
import Kubernetes

/// The ConfigMap in which one target's results wait for being merged: the Compliance Operator's contract between
/// its scanner and its aggregator.
struct ResultMap: Sendable {
    static let type = ResourceType(
        kind: GroupVersionKind(version: "v1", kind: "ConfigMap"), plural: "configmaps")
    /// Marks the maps that hold results.
    static let label = "complianceoperator.openshift.io/scan-result"
    /// Says to which run of the scan the results belong.
    static let runKey = ComplianceGroup.key("scan-run")
    /// Marks results of an earlier run, which are kept for people.
    static let archiveLabel = ComplianceGroup.key("raw-results")
    /// Documents beyond this go packed into nobody's ConfigMap: the API server refuses larger objects.
    static let sizeLimit = 1 << 20

    private static let nodeKey = "openscap-scan-result/node"
    private static let packedKey = "openscap-scan-result/compressed"

    var object: Object

    init(_ object: Object) { self.object = object }

    /// A target's report.
    init(_ report: TargetReport, of scan: ComplianceScan, target: String) {
        self.init(of: scan, target: target, exitCode: report.exitCode)
        setData("results", String(decoding: report.document, as: UTF8.self))
        if !report.warnings.isEmpty { setData("warnings", report.warnings.joined(separator: "\n")) }
    }

    /// A target that could not be looked at; `unschedulable` when it cannot be reached.
    init(of scan: ComplianceScan, target: String, exitCode: String, problem: String) {
        self.init(of: scan, target: target, exitCode: exitCode)
        setData("error-msg", problem)
    }

    private init(of scan: ComplianceScan, target: String, exitCode: String) {
        object = Object(
            kind: Self.type.kind, name: ComplianceNames.resultMap(scan: scan.object.name, target: target),
            namespace: scan.object.namespace)
        object.labels = [ComplianceGroup.key("scan-name"): scan.object.name, Self.label: ""]
        object.annotations = [Self.nodeKey: target, Self.runKey: scan.run]
        object.ownerReferences = [OwnerReference(to: scan.object)]
        setData("exit-code", exitCode)
    }

    /// The node, or what stands for the platform.
    var target: String { object.annotations[Self.nodeKey] ?? "" }
    /// How the scanner ended: `0`, `2`, `unschedulable`, anything else for an error.
    var exitCode: String { object["data"]?["exit-code"]?.string ?? "" }
    var problem: String { object["data"]?["error-msg"]?.string ?? "" }
    var warnings: String { object["data"]?["warnings"]?.string ?? "" }

    /// The run that left the results, or nil where a foreign scanner does not say.
    var run: String? { object.annotations[Self.runKey] }

    /// Whether the results are of the scan's present run; a foreign scanner does not say.
    func belongs(to scan: ComplianceScan) -> Bool {
        run.map { $0 == scan.run } ?? true
    }

    /// The XCCDF document, still packed with bzip2 where it came so; nil where there is none.
    var document: [UInt8]? {
        guard let text = object["data"]?["results"]?.string else { return nil }
        return object.annotations[Self.packedKey] == nil ? Array(text.utf8) : Base64.decode(text)
    }

    private mutating func setData(_ key: String, _ value: String) {
        var data = object["data"] ?? [:]
        data[key] = .string(value)
        object["data"] = data
    }
}
