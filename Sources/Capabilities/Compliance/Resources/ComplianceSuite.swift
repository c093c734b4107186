import Bytes
import Capability
import Kubernetes

/// Scans that belong together.
struct ComplianceSuite: CustomResource {
    static let type = ComplianceGroup.type(
        "ComplianceSuite", "compliancesuites", shortNames: ["suites", "suite"], hasStatus: true)

    var object: Object

    init(_ object: Object) { self.object = object }

    /// A suite of scans, owned by the binding that asked for it.
    init(name: String, owner: Object, spec: JSON) {
        object = Object(kind: Self.type.kind, name: name, namespace: owner.namespace)
        object.ownerReferences = [OwnerReference(to: owner)]
        object["spec"] = spec
    }

    /// The scans' specs, each with its `name`.
    var scans: [JSON] { object["spec"]?["scans"]?.array ?? [] }

    /// When to scan again, in cron's five fields; empty for never.
    var schedule: String { object["spec"]?["schedule"]?.string ?? "" }
    /// Whether the schedule rests.
    var isSuspended: Bool { object["spec"]?["suspend"]?.bool ?? false }
    /// Whether remediations are applied when the scans end.
    var autoApplies: Bool { object["spec"]?["autoApplyRemediations"]?.bool ?? false }
    /// Whether outdated remediations are replaced by current ones.
    var autoUpdates: Bool { object["spec"]?["autoUpdateRemediations"]?.bool ?? false }

    /// How far the suite is.
    var phase: ScanPhase? { object["status"]?["phase"]?.string.flatMap(ScanPhase.init) }
    /// How the suite ended.
    var result: ScanResult? { object["status"]?["result"]?.string.flatMap(ScanResult.init) }

    /// Takes the scans' states as the suite's own: the least advanced phase, the worst result.
    mutating func reflect(_ scans: [ComplianceScan], problem: String = "", now: String) {
        let phase = scans.map { $0.phase ?? .pending }.min() ?? .pending
        let worst = scans.map { $0.result ?? .notAvailable }.min() ?? .notAvailable
        let result = problem.isEmpty || worst == .notAvailable ? worst : min(worst, .error)
        var conditions = Conditions(object["status"]?["conditions"])
        if !problem.isEmpty, scans.isEmpty {
            conditions.setInvalid(problem, now: now)
        } else if phase == .done {
            conditions.setReady("Compliance suite run", now: now)
        } else {
            conditions.setProcessing("Compliance suite run", now: now)
        }
        let statuses: [JSON] = scans.map { scan in
            var status = scan.object["status"] ?? [:]
            status["name"] = .string(scan.object.name)
            status["conditions"] = nil
            return status
        }
        object["status"] = [
            "phase": .string(phase.rawValue), "result": .string(result.rawValue),
            "scanStatuses": .array(statuses), "conditions": conditions.json,
        ]
        if !problem.isEmpty { object["status"]?["errorMessage"] = .string(problem) }
    }
}
