import Bytes

/// The computed cells of pods.
enum PodCells {
    static func ready(_ pod: Object) -> JSON {
        let statuses = pod["status"]?["containerStatuses"]?.array ?? []
        let restartable = sidecarNames(pod)
        let sidecars = (pod["status"]?["initContainerStatuses"]?.array ?? []).filter {
            restartable.contains($0["name"]?.string ?? "")
        }
        let isRunning = { (status: JSON) in
            status["ready"]?.bool == true && status["state"]?["running"] != nil
        }
        let total = (pod["spec"]?["containers"]?.array?.count ?? 0) + restartable.count
        let ready = statuses.filter(isRunning).count + sidecars.filter { $0["ready"]?.bool == true }.count
        return .string("\(ready)/\(total)")
    }

    static func status(_ pod: Object) -> JSON {
        let status = pod["status"] ?? [:]
        let phase = status["phase"]?.string ?? ""
        var reason = status["reason"]?.string ?? phase
        let isGated = status["conditions"]?.array?.contains {
            $0["type"] == "PodScheduled" && $0["reason"] == "SchedulingGated"
        }
        if isGated == true { reason = "SchedulingGated" }
        if let initializing = initializing(pod) {
            reason = initializing
        } else {
            reason =
                running(status["containerStatuses"]?.array ?? [], conditions: status["conditions"]) ?? reason
        }
        if pod.deletionTimestamp != nil {
            if status["reason"] == "NodeLost" { return "Unknown" }
            if phase != "Succeeded" && phase != "Failed" { return "Terminating" }
        }
        return .string(reason)
    }

    static func restarts(_ pod: Object, _ now: Timestamp) -> JSON {
        let statuses = pod["status"]?["containerStatuses"]?.array ?? []
        let count = statuses.reduce(0) { $0 + ($1["restartCount"]?.int ?? 0) }
        let ends = statuses.compactMap { $0["lastState"]?["terminated"]?["finishedAt"]?.string }
            .compactMap { Timestamp($0) }
        guard count > 0, let last = ends.max() else { return .string(String(count)) }
        return .string("\(count) (\(last.age(at: now)) ago)")
    }

    static func readinessGates(_ pod: Object) -> JSON {
        guard let gates = pod["spec"]?["readinessGates"]?.array, !gates.isEmpty else { return "<none>" }
        let held = gates.filter { gate in
            pod["status"]?["conditions"]?.array?.contains {
                $0["type"] == gate["conditionType"] && $0["status"] == "True"
            } ?? false
        }
        return .string("\(held.count)/\(gates.count)")
    }

    private static func sidecarNames(_ pod: Object) -> [String] {
        (pod["spec"]?["initContainers"]?.array ?? []).filter { $0["restartPolicy"] == "Always" }
            .compactMap { $0["name"]?.string }
    }

    /// What the first init container that has not done its work says, or nil when all have.
    private static func initializing(_ pod: Object) -> String? {
        let statuses = pod["status"]?["initContainerStatuses"]?.array ?? []
        let total = pod["spec"]?["initContainers"]?.array?.count ?? 0
        let sidecars = sidecarNames(pod)
        for (index, status) in statuses.enumerated() {
            let terminated = status["state"]?["terminated"]
            if terminated?["exitCode"]?.int == 0 { continue }
            if sidecars.contains(status["name"]?.string ?? "") && status["started"]?.bool == true { continue }
            if let terminated { return "Init:\(ending(terminated))" }
            let waiting = status["state"]?["waiting"]?["reason"]?.string ?? ""
            if !waiting.isEmpty && waiting != "PodInitializing" { return "Init:\(waiting)" }
            return "Init:\(index)/\(total)"
        }
        return nil
    }

    private static func running(_ statuses: [JSON], conditions: JSON?) -> String? {
        var reason: String?
        var hasRunning = false
        for status in statuses.reversed() {
            let state = status["state"]
            if let waiting = state?["waiting"]?["reason"]?.string, !waiting.isEmpty {
                reason = waiting
            } else if let terminated = state?["terminated"] {
                reason = ending(terminated)
            } else if status["ready"]?.bool == true && state?["running"] != nil {
                hasRunning = true
            }
        }
        guard reason == "Completed" && hasRunning else { return reason }
        let isReady = conditions?.array?.contains { $0["type"] == "Ready" && $0["status"] == "True" } ?? false
        return isReady ? "Running" : "NotReady"
    }

    private static func ending(_ terminated: JSON) -> String {
        if let reason = terminated["reason"]?.string, !reason.isEmpty { return reason }
        if let signal = terminated["signal"]?.int, signal != 0 { return "Signal:\(signal)" }
        return "ExitCode:\(terminated["exitCode"]?.int ?? 0)"
    }
}
