import Bytes

/// A taint of a node (core/v1 `Taint`).
struct Taint {
    let key: String
    let value: String
    let effect: String

    init(_ json: JSON) {
        key = json["key"]?.string ?? ""
        value = json["value"]?.string ?? ""
        effect = json["effect"]?.string ?? ""
    }

    /// Whether it keeps things off the node; what a node is while it comes and goes (`node.kubernetes.io/…`)
    /// keeps no DaemonSet off it, and upstream's checks are one.
    var repels: Bool { effect != "PreferNoSchedule" && !key.hasPrefix("node.kubernetes.io/") }
}

/// What makes up for a taint (core/v1 `Toleration`).
struct Toleration {
    let key: String
    let value: String
    let effect: String
    let isForAnyValue: Bool

    init(_ json: JSON) {
        key = json["key"]?.string ?? ""
        value = json["value"]?.string ?? ""
        effect = json["effect"]?.string ?? ""
        isForAnyValue = json["operator"]?.string == "Exists"
    }

    func tolerates(_ taint: Taint) -> Bool {
        guard effect.isEmpty || effect == taint.effect else { return false }
        if key.isEmpty { return isForAnyValue }
        return key == taint.key && (isForAnyValue || value == taint.value)
    }
}
