import Bytes
import Capability
import Kubernetes

/// A change that makes a failed check pass: an object that is stored when the remediation is applied.
struct ComplianceRemediation: CustomResource {
    static let type = ComplianceGroup.type(
        "ComplianceRemediation", "complianceremediations",
        shortNames: ["cr", "remediations", "remediation", "rems"], hasStatus: true)

    /// What became of the change.
    enum ApplicationState: String, Sendable {
        case pending = "Pending"
        case notApplied = "NotApplied"
        case applied = "Applied"
        case outdated = "Outdated"
        case error = "Error"
        case missingDependencies = "MissingDependencies"
        case needsReview = "NeedsReview"
    }

    var object: Object

    init(_ object: Object) { self.object = object }

    /// Whether somebody wants the change.
    var applies: Bool {
        get { object["spec"]?["apply"]?.bool ?? false }
        set { setSpec("apply", .bool(newValue)) }
    }

    /// Configuration or Enforcement.
    var type: String { object["spec"]?["type"]?.string ?? "Configuration" }

    /// The object that the content asks for now.
    var current: JSON? { payload("current") }

    /// The object that was asked for when the remediation was applied, where it is another one now.
    var outdated: JSON? {
        get { payload("outdated") }
        set { setSpec("outdated", newValue.map { ["object": $0] }) }
    }

    /// The scan that found the failure.
    var scan: String { object.labels[ComplianceGroup.key("scan-name")] ?? "" }
    /// The suite of that scan.
    var suite: String { object.labels[ComplianceGroup.key("suite")] ?? "" }
    /// The name of the MachineConfig that the remediation makes.
    var machineConfigName: String { "75-\(object.name)" }

    var state: ApplicationState? {
        get { object["status"]?["applicationState"]?.string.flatMap(ApplicationState.init) }
        set { setStatus("applicationState", newValue.map { .string($0.rawValue) }) }
    }

    /// Why the change could not be made; empty when it could.
    var errorMessage: String {
        get { object["status"]?["errorMessage"]?.string ?? "" }
        set { setStatus("errorMessage", newValue.isEmpty ? nil : .string(newValue)) }
    }

    /// The elements of an annotation that holds a comma list.
    func list(_ word: String) -> [String] {
        (object.annotations[ComplianceGroup.key(word)] ?? "").split(separator: ",").map(String.init)
    }

    private func payload(_ member: String) -> JSON? {
        let object = object["spec"]?[member]?["object"]
        return object?.object == nil ? nil : object
    }

    private mutating func setSpec(_ member: String, _ value: JSON?) {
        var spec = object["spec"] ?? [:]
        spec[member] = value
        object["spec"] = spec
    }

    private mutating func setStatus(_ member: String, _ value: JSON?) {
        var status = object["status"] ?? [:]
        status[member] = value
        object["status"] = status
    }
}
