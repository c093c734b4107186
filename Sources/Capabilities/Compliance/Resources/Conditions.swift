import Bytes

/// `status.conditions` as the Compliance Operator writes them: `Ready` and `Processing`, sorted by type.
struct Conditions: Equatable {
    private var conditions: [String: JSON]

    init(_ json: JSON?) {
        conditions = Dictionary(
            (json?.array ?? []).map { ($0["type"]?.string ?? "", $0) }, uniquingKeysWith: { _, last in last })
    }

    /// The conditions as an array.
    var json: JSON { .array(conditions.sorted { $0.key < $1.key }.map(\.value)) }

    /// Sets a condition; the time changes only when its status does.
    mutating func set(_ type: String, _ isTrue: Bool, reason: String, message: String, now: String) {
        let status = isTrue ? "True" : "False"
        let known = conditions[type]
        let since = known?["status"]?.string == status ? known?["lastTransitionTime"]?.string : nil
        conditions[type] = [
            "type": .string(type), "status": .string(status), "reason": .string(reason),
            "message": .string(message), "lastTransitionTime": .string(since ?? now),
        ]
    }

    /// Work will begin.
    mutating func setPending(_ what: String, now: String) {
        set("Processing", false, reason: "NotRunning", message: "\(what) is not running", now: now)
        set("Ready", false, reason: "Pending", message: "\(what) is pending", now: now)
    }

    /// Work took too long and was given up.
    mutating func setTimeout(_ why: String, now: String) {
        set("Processing", false, reason: "NotRunning", message: why, now: now)
        set("Ready", false, reason: "Timeout", message: why, now: now)
    }

    /// Work is going on and its result is not there yet.
    mutating func setProcessing(_ what: String, now: String) {
        set("Processing", true, reason: "Running", message: "\(what) is being processed", now: now)
        set("Ready", false, reason: "Processing", message: "\(what) is being processed", now: now)
    }

    /// Work has ended well.
    mutating func setReady(_ what: String, now: String) {
        set("Processing", false, reason: "NotRunning", message: "\(what) is not being processed", now: now)
        set("Ready", true, reason: "Done", message: "\(what) is done", now: now)
    }

    /// Work cannot be done.
    mutating func setInvalid(_ why: String, now: String) {
        set("Processing", false, reason: "NotRunning", message: why, now: now)
        set("Ready", false, reason: "Invalid", message: why, now: now)
    }
}
