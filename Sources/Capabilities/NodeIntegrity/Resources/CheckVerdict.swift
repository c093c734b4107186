import Bytes

/// How a check of a node ended: an element of `results`, and `lastResult`.
struct CheckVerdict: Equatable, Sendable {
    /// The three ends.
    enum Condition: String, Sendable, CaseIterable {
        /// Everything is as it was.
        case succeeded = "Succeeded"
        /// Something differs.
        case failed = "Failed"
        /// Something could not be looked at.
        case errored = "Errored"
    }

    var condition: Condition
    /// When the node was looked at, RFC 3339.
    var probeTime: String
    /// The ConfigMap with the log of a failed check.
    var logName: String?
    var logNamespace: String?
    /// Why a check could not be ended.
    var problem: String?
    var added = 0
    var changed = 0
    var removed = 0

    init(_ condition: Condition, at probeTime: String) {
        self.condition = condition
        self.probeTime = probeTime
    }

    /// Reads a verdict; nil when it has no condition that is known.
    init?(_ json: JSON?) {
        guard let json, let condition = json["condition"]?.string.flatMap(Condition.init) else { return nil }
        self.condition = condition
        probeTime = json["lastProbeTime"]?.string ?? ""
        logName = json["resultConfigMapName"]?.string
        logNamespace = json["resultConfigMapNamespace"]?.string
        problem = json["errorMessage"]?.string
        added = json["filesAdded"]?.int ?? 0
        changed = json["filesChanged"]?.int ?? 0
        removed = json["filesRemoved"]?.int ?? 0
    }

    /// The verdict as JSON; a count of nothing is left out.
    var json: JSON {
        var json: JSON = [
            "condition": .string(condition.rawValue), "lastProbeTime": .string(probeTime),
        ]
        json["resultConfigMapName"] = logName.map(JSON.string)
        json["resultConfigMapNamespace"] = logNamespace.map(JSON.string)
        json["errorMessage"] = problem.map(JSON.string)
        for (member, count) in [("filesAdded", added), ("filesChanged", changed), ("filesRemoved", removed)] {
            if count > 0 { json[member] = .int(Int64(count)) }
        }
        return json
    }
}
