import Bytes
import Capability
import Kubernetes

/// The verdict of one rule in one scan.
struct ComplianceCheckResult: CustomResource {
    static let type = ComplianceGroup.type(
        "ComplianceCheckResult", "compliancecheckresults", shortNames: ["ccr", "checkresults", "checkresult"])

    var object: Object

    init(_ object: Object) { self.object = object }

    /// An empty result of a scan; the scan owns it.
    init(name: String, scan: ComplianceScan) {
        object = Object(kind: Self.type.kind, name: name, namespace: scan.object.namespace)
        object.ownerReferences = [OwnerReference(to: scan.object)]
    }

    /// The rule's XCCDF id.
    var id: String {
        get { object["id"]?.string ?? "" }
        set { object["id"] = .string(newValue) }
    }

    /// The verdict.
    var status: CheckStatus {
        get { object["status"]?.string.flatMap(CheckStatus.init) ?? .error }
        set { object["status"] = .string(newValue.rawValue) }
    }

    /// How bad a failure is: unknown, info, low, medium or high.
    var severity: String {
        get { object["severity"]?.string ?? "unknown" }
        set { object["severity"] = .string(newValue) }
    }

    /// Sets a text member; an empty text is left out.
    mutating func set(_ member: String, _ text: String) {
        object[member] = text.isEmpty ? nil : .string(text)
    }
}

/// A verdict as the Compliance Operator names it.
enum CheckStatus: String, CaseIterable, Sendable {
    case pass = "PASS"
    case fail = "FAIL"
    case info = "INFO"
    case manual = "MANUAL"
    case error = "ERROR"
    case notApplicable = "NOT-APPLICABLE"
    case inconsistent = "INCONSISTENT"
}
