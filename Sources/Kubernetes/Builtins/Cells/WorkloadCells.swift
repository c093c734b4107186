import Bytes

/// The computed cells of the kinds that make pods.
enum WorkloadCells {
    /// `1/3`: of the second number, which is one when it is not set.
    static func ratio(_ part: JSON?, _ whole: JSON?) -> JSON {
        .string("\(part?.int ?? 0)/\(whole?.int ?? 1)")
    }

    /// The wide columns Containers and Images of the pod template at a path.
    static func containers(priority: Int, template: [String]) -> [PrinterColumn] {
        let path = template + ["spec", "containers"]
        @Sendable func list(_ object: Object, _ member: String) -> JSON {
            .string((object.json[path]?.array ?? []).compactMap { $0[member]?.string }.joined(separator: ","))
        }
        return [
            .cell("Containers", priority: priority) { list($0, "name") },
            .cell("Images", priority: priority) { list($0, "image") },
        ]
    }

    static let containersAndSelector: [PrinterColumn] =
        containers(priority: 1, template: ["spec", "template"]) + [
            .cell("Selector", priority: 1) { object in
                let selector = object["spec"]?["selector"]
                // A replication controller's selector is a plain map.
                let isStructured = selector?["matchLabels"] != nil || selector?["matchExpressions"] != nil
                return isStructured ? MapCells.selector(selector) : MapCells.pairs(selector)
            }
        ]

    static func controller(_ revision: Object) -> JSON {
        guard let owner = revision.ownerReferences.first(where: \.controller) else { return "<none>" }
        let group = owner.apiVersion.split(separator: "/").dropLast().first.map { ".\($0)" } ?? ""
        return .string("\(owner.kind.lowercased())\(group)/\(owner.name)")
    }
}

/// The computed cells of jobs.
enum JobCells {
    static func status(_ job: Object) -> JSON {
        func holds(_ condition: String) -> Bool {
            job["status"]?["conditions"]?.array?.contains {
                $0["type"]?.string == condition && $0["status"] == "True"
            } ?? false
        }
        if holds("Complete") { return "Complete" }
        if holds("Failed") { return "Failed" }
        if job.deletionTimestamp != nil { return "Terminating" }
        if holds("Suspended") { return "Suspended" }
        if holds("FailureTarget") { return "FailureTarget" }
        if holds("SuccessCriteriaMet") { return "SuccessCriteriaMet" }
        return "Running"
    }

    static func completions(_ job: Object) -> JSON {
        let succeeded = job["status"]?["succeeded"]?.int ?? 0
        if let wanted = job["spec"]?["completions"]?.int { return .string("\(succeeded)/\(wanted)") }
        let parallelism = job["spec"]?["parallelism"]?.int ?? 0
        return .string(parallelism > 1 ? "\(succeeded)/1 of \(parallelism)" : "\(succeeded)/1")
    }

    static func duration(_ job: Object, _ now: Timestamp) -> JSON {
        guard let start = (job["status"]?["startTime"]?.string).flatMap({ Timestamp($0) }) else { return "" }
        let end = (job["status"]?["completionTime"]?.string).flatMap { Timestamp($0) }
        return .string(start.age(at: end ?? now))
    }

    static func lastSchedule(_ job: Object, _ now: Timestamp) -> JSON {
        guard let last = (job["status"]?["lastScheduleTime"]?.string).flatMap({ Timestamp($0) }) else {
            return "<none>"
        }
        return .string(last.age(at: now))
    }
}
