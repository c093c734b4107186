import Bytes
import Capability
import Kubernetes

/// One scan of nodes against one profile.
struct ComplianceScan: CustomResource {
    static let type = ComplianceGroup.type(
        "ComplianceScan", "compliancescans", shortNames: ["scans", "scan"], hasStatus: true)

    var object: Object

    init(_ object: Object) { self.object = object }

    /// The profile's XCCDF id.
    var profile: String { object["spec"]?["profile"]?.string ?? "" }
    /// The image, or `file://` directory, that carries the content.
    var contentImage: String { object["spec"]?["contentImage"]?.string ?? "" }
    /// The data stream's path in it.
    var content: String { object["spec"]?["content"]?.string ?? "" }
    /// Node or Platform.
    var scanType: String { object["spec"]?["scanType"]?.string ?? "Node" }
    /// OpenSCAP or CEL.
    var scannerType: String { object["spec"]?["scannerType"]?.string ?? "OpenSCAP" }
    /// The XCCDF id of the only rule to check; empty for all of the profile's.
    var rule: String { object["spec"]?["rule"]?.string ?? "" }
    /// The ConfigMap that holds the tailoring; empty for none.
    var tailoringMap: String { object["spec"]?["tailoringConfigMap"]?["name"]?.string ?? "" }
    /// Whether a node that cannot be scanned makes the scan an error.
    var isStrict: Bool { object["spec"]?["strictNodeScan"]?.bool ?? true }
    /// How long the scan may take, in seconds; nil for ever, and for what is no span of time.
    var timeout: Int64? {
        let seconds = GoDuration.seconds(object["spec"]?["timeout"]?.string ?? "30m") ?? 0
        return seconds > 0 ? seconds : nil
    }
    /// How often a scan that ran into its timeout is tried again.
    var maxRetries: Int { object["spec"]?["maxRetryOnTimeout"]?.int ?? 3 }
    /// Which enforcement remediations are made: empty or `off`, `all`, or one type.
    var enforcement: String { object["spec"]?["remediationEnforcement"]?.string ?? "" }
    /// Whether raw results of earlier runs are kept.
    var keepsRawResults: Bool { object["spec"]?["rawResultStorage"]?["enabled"]?.bool ?? true }
    /// How many runs' raw results are kept; 0 for all.
    var rotation: Int { object["spec"]?["rawResultStorage"]?["rotation"]?.int ?? 3 }
    /// Names one run of the scan: results of another are not its own.
    var run: String { "\(currentIndex)-\(remainingRetries ?? maxRetries)" }
    /// Whether rules that do not apply get a result.
    var showsNotApplicable: Bool { object["spec"]?["showNotApplicable"]?.bool ?? false }
    /// Labels that a node must carry to be scanned; empty for every node.
    var nodeSelector: [String: String] {
        guard let members = object["spec"]?["nodeSelector"]?.object else { return [:] }
        return Dictionary(members.map { ($0.key, $0.value.string ?? "") }) { _, last in last }
    }
    /// The suite that the scan belongs to; its own name when it has none.
    var suite: String { object.labels[ComplianceGroup.key("suite")] ?? object.name }

    /// How far the scan is; nil before the controller saw it.
    var phase: ScanPhase? {
        get { object["status"]?["phase"]?.string.flatMap(ScanPhase.init) }
        set { setStatus("phase", newValue.map { .string($0.rawValue) }) }
    }

    /// How the scan ended.
    var result: ScanResult? {
        get { object["status"]?["result"]?.string.flatMap(ScanResult.init) }
        set { setStatus("result", newValue.map { .string($0.rawValue) }) }
    }

    /// Why the scan ended in an error.
    var errorMessage: String {
        get { object["status"]?["errormsg"]?.string ?? "" }
        set { setStatus("errormsg", newValue.isEmpty ? nil : .string(newValue)) }
    }

    /// When the scan began, RFC 3339.
    var startTimestamp: String? {
        get { object["status"]?["startTimestamp"]?.string }
        set { setStatus("startTimestamp", newValue.map(JSON.string)) }
    }

    /// When the scan ended, RFC 3339.
    var endTimestamp: String? {
        get { object["status"]?["endTimestamp"]?.string }
        set { setStatus("endTimestamp", newValue.map(JSON.string)) }
    }

    /// What a person should know though the scan went well.
    var warnings: String {
        get { object["status"]?["warnings"]?.string ?? "" }
        set { setStatus("warnings", newValue.isEmpty ? nil : .string(newValue)) }
    }

    /// How often the scan may still be tried again after a timeout; nil before it began.
    var remainingRetries: Int? {
        get { object["status"]?["remainingRetries"]?.int }
        set { setStatus("remainingRetries", newValue.map { .int(Int64($0)) }) }
    }

    /// The object that stores the raw results.
    var resultsStorage: JSON? {
        get { object["status"]?["resultsStorage"] }
        set { setStatus("resultsStorage", newValue) }
    }

    /// How often the scan was started again.
    var currentIndex: Int {
        get { object["status"]?["currentIndex"]?.int ?? 0 }
        set { setStatus("currentIndex", .int(Int64(newValue))) }
    }

    /// `status.conditions`.
    var conditions: Conditions {
        get { Conditions(object["status"]?["conditions"]) }
        set { setStatus("conditions", newValue.json) }
    }

    private mutating func setStatus(_ member: String, _ value: JSON?) {
        var status = object["status"] ?? [:]
        status[member] = value
        object["status"] = status
    }
}

/// How far a scan or a suite is; a suite is as far as the last of its scans.
enum ScanPhase: String, CaseIterable, Comparable, Sendable {
    case pending = "PENDING"
    case launching = "LAUNCHING"
    case running = "RUNNING"
    case aggregating = "AGGREGATING"
    case done = "DONE"

    static func < (left: ScanPhase, right: ScanPhase) -> Bool { left.rank < right.rank }
    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// How a scan or a suite ended, worst first; a suite ends like the worst of its scans.
enum ScanResult: String, CaseIterable, Comparable, Sendable {
    case notAvailable = "NOT-AVAILABLE"
    case error = "ERROR"
    case inconsistent = "INCONSISTENT"
    case nonCompliant = "NON-COMPLIANT"
    case notApplicable = "NOT-APPLICABLE"
    case compliant = "COMPLIANT"

    static func < (left: ScanResult, right: ScanResult) -> Bool { left.rank < right.rank }
    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
