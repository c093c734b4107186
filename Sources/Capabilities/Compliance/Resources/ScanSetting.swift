import Bytes
import Capability
import Kubernetes

/// How and when scans run.
struct ScanSetting: CustomResource {
    static let type = ComplianceGroup.type("ScanSetting", "scansettings", shortNames: ["ss"])

    var object: Object

    init(_ object: Object) { self.object = object }

    /// The node roles to scan; `@all` alone for every node.
    var roles: [String] { object["roles"]?.array?.compactMap(\.string) ?? [] }

    /// When to scan again, in cron's five fields; empty for never.
    var schedule: String { object["schedule"]?.string ?? "" }
    /// Whether the schedule rests.
    var isSuspended: Bool { object["suspend"]?.bool ?? false }

    /// The members that a suite takes over as they are.
    var suiteSettings: JSONObject {
        pick(["autoApplyRemediations", "autoUpdateRemediations", "schedule", "suspend"])
    }

    /// The members that each scan takes over as they are.
    var scanSettings: JSONObject {
        pick([
            "rawResultStorage", "scanTolerations", "scanLimits", "strictNodeScan", "showNotApplicable",
            "remediationEnforcement", "timeout", "maxRetryOnTimeout", "priorityClass", "debug",
            "noExternalResources", "httpsProxy",
        ])
    }

    private func pick(_ members: [String]) -> JSONObject {
        JSONObject(members.compactMap { member in object[member].map { (member, $0) } })
    }
}
