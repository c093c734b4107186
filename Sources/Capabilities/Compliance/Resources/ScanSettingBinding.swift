import Bytes
import Capability
import Kubernetes

/// Which profiles are scanned with which setting.
struct ScanSettingBinding: CustomResource {
    static let type = ComplianceGroup.type(
        "ScanSettingBinding", "scansettingbindings", shortNames: ["ssb"], hasStatus: true)

    /// A reference to a profile.
    struct ProfileReference: Equatable {
        var kind: String
        var name: String
    }

    var object: Object

    init(_ object: Object) { self.object = object }

    /// The profiles.
    var profiles: [ProfileReference] {
        (object["profiles"]?.array ?? []).map {
            ProfileReference(kind: $0["kind"]?.string ?? "Profile", name: $0["name"]?.string ?? "")
        }
    }

    /// The name of the ScanSetting.
    var settingName: String { object["settingsRef"]?["name"]?.string ?? "default" }

    /// The suite exists and follows the binding.
    mutating func setReady(suite: String, now: String) {
        set(
            "READY", suite: suite, isReady: true, reason: "Processed",
            message: "The scan setting binding was successfully processed", now: now)
    }

    /// The suite exists and its schedule rests.
    mutating func setSuspended(suite: String, now: String) {
        set(
            "SUSPENDED", suite: suite, isReady: false, reason: "Suspended",
            message: "The scan setting's schedule is suspended", now: now)
    }

    private mutating func set(
        _ phase: String, suite: String, isReady: Bool, reason: String, message: String, now: String
    ) {
        var conditions = Conditions(object["status"]?["conditions"])
        conditions.set("Ready", isReady, reason: reason, message: message, now: now)
        object["status"] = [
            "phase": .string(phase), "conditions": conditions.json,
            "outputRef": [
                "apiGroup": "compliance.openshift.io", "kind": "ComplianceSuite", "name": .string(suite),
            ],
        ]
    }

    /// The binding asks for something that is not there.
    mutating func setInvalid(_ why: String, now: String) {
        var conditions = Conditions(object["status"]?["conditions"])
        conditions.set("Ready", false, reason: "Invalid", message: why, now: now)
        object["status"] = ["phase": "INVALID", "conditions": conditions.json]
    }
}
