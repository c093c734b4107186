import Bytes

/// What makes controllers of pods invalid, besides their templates.
enum WorkloadRules {
    static func deployment(_ spec: JSON, _ rules: inout FieldRules) {
        let strategy = spec["strategy"] ?? [:]
        rules.oneOf(strategy["type"], "spec.strategy.type", ["Recreate", "RollingUpdate"])
        if strategy["type"] == "Recreate", strategy["rollingUpdate"] != nil {
            rules.forbidden(
                "spec.strategy.rollingUpdate", "may not be specified when strategy `type` is 'Recreate'")
        }
        if let update = strategy["rollingUpdate"] {
            let surge = isZero(update["maxSurge"])
            if surge, isZero(update["maxUnavailable"]) {
                rules.invalid(
                    "spec.strategy.rollingUpdate.maxUnavailable", update["maxUnavailable"] ?? 0,
                    "may not be 0 when `maxSurge` is 0")
            }
            percentage(update["maxSurge"], "spec.strategy.rollingUpdate.maxSurge", &rules)
            percentage(update["maxUnavailable"], "spec.strategy.rollingUpdate.maxUnavailable", &rules)
        }
        for member in ["minReadySeconds", "revisionHistoryLimit", "progressDeadlineSeconds"] {
            if let number = spec[member]?.int { rules.notNegative(number, "spec.\(member)") }
        }
        if let deadline = spec["progressDeadlineSeconds"]?.int, deadline <= spec["minReadySeconds"]?.int ?? 0
        {
            rules.invalid(
                "spec.progressDeadlineSeconds", .int(Int64(deadline)), "must be greater than minReadySeconds")
        }
    }

    static func statefulSet(_ spec: JSON, _ rules: inout FieldRules) {
        rules.oneOf(spec["podManagementPolicy"], "spec.podManagementPolicy", "PodManagementPolicyType")
        rules.oneOf(
            spec[["updateStrategy", "type"]], "spec.updateStrategy.type", ["RollingUpdate", "OnDelete"])
    }

    /// Of a StatefulSet little may change: its claims and its name for the network are fixed.
    static func statefulSetChange(_ object: JSON, from old: JSON, _ rules: inout FieldRules) {
        func frozen(_ object: JSON) -> JSONObject {
            var spec = object["spec"]?.object ?? [:]
            for member in [
                "replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit",
                "persistentVolumeClaimRetentionPolicy", "minReadySeconds",
            ] { spec[member] = nil }
            return spec
        }
        guard frozen(object) != frozen(old) else { return }
        rules.forbidden(
            "spec",
            "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', "
                + "'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and "
                + "'minReadySeconds' are forbidden")
    }

    static func job(_ spec: JSON, _ path: String, _ rules: inout FieldRules) {
        for member in [
            "parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished",
        ] {
            if let number = spec[member]?.int { rules.notNegative(number, "\(path).\(member)") }
        }
        rules.oneOf(spec["completionMode"], "\(path).completionMode", ["NonIndexed", "Indexed"])
        KindRules.template(spec["template"], "\(path).template", &rules)
        let policy = spec[["template", "spec", "restartPolicy"]]
        if policy == "Always" || policy == nil || policy == "" {
            rules.add([
                .init(
                    reason: "FieldValueRequired",
                    message: "Required value: valid values: \"OnFailure\", \"Never\"",
                    field: "\(path).template.spec.restartPolicy")
            ])
        }
    }

    static func cronJob(_ object: JSON, _ spec: JSON, _ rules: inout FieldRules) {
        let name = object[["metadata", "name"]]?.string ?? ""
        if name.utf8.count > 52 {
            rules.invalid("metadata.name", .string(name), "must be no more than 52 characters")
        }
        let schedule = spec["schedule"]?.string ?? ""
        if schedule.isEmpty {
            rules.require(nil, "spec.schedule")
        } else if let problem = CronSchedule.problem(schedule) {
            rules.invalid("spec.schedule", .string(schedule), problem)
        }
        rules.oneOf(spec["concurrencyPolicy"], "spec.concurrencyPolicy", ["Allow", "Forbid", "Replace"])
        for member in ["startingDeadlineSeconds", "successfulJobsHistoryLimit", "failedJobsHistoryLimit"] {
            if let number = spec[member]?.int { rules.notNegative(number, "spec.\(member)") }
        }
        job(spec[["jobTemplate", "spec"]] ?? [:], "spec.jobTemplate.spec", &rules)
    }

    static func budget(_ spec: JSON, _ rules: inout FieldRules) {
        if spec["minAvailable"] != nil, spec["maxUnavailable"] != nil {
            rules.invalid("spec", spec, "minAvailable and maxUnavailable cannot be both set")
        }
        percentage(spec["minAvailable"], "spec.minAvailable", &rules)
        percentage(spec["maxUnavailable"], "spec.maxUnavailable", &rules)
        if let selector = spec["selector"] { SelectorRules.check(selector, "spec.selector", &rules) }
    }

    static func autoscaler(_ spec: JSON, _ rules: inout FieldRules) {
        let least = spec["minReplicas"]?.int ?? 1
        if least < 1 {
            rules.invalid("spec.minReplicas", .int(Int64(least)), "must be greater than or equal to 1")
        }
        let most = spec["maxReplicas"]?.int ?? 0
        if most < 1 {
            rules.invalid("spec.maxReplicas", .int(Int64(most)), "must be greater than 0")
        } else if most < least {
            rules.invalid(
                "spec.maxReplicas", .int(Int64(most)), "must be greater than or equal to `minReplicas`")
        }
        rules.require(spec[["scaleTargetRef", "kind"]], "spec.scaleTargetRef.kind")
        rules.require(spec[["scaleTargetRef", "name"]], "spec.scaleTargetRef.name")
    }

    private static func isZero(_ value: JSON?) -> Bool { value == 0 || value == "0%" }

    /// A number that is not negative, or a percentage.
    private static func percentage(_ value: JSON?, _ path: String, _ rules: inout FieldRules) {
        switch value {
        case .int(let number)?: rules.notNegative(Int(number), path)
        case .string(let text)?:
            let digits = text.dropLast()
            guard text.hasSuffix("%"), !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
            else {
                rules.invalid(
                    path, .string(text),
                    "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  "
                        + "or '93%', regex used for validation is '[0-9]+%')")
                return
            }
        default: break
        }
    }
}

/// Cron's five fields, as far as their form goes.
enum CronSchedule {
    private static let ranges = [0...59, 0...23, 1...31, 1...12, 0...7]
    private static let names = [
        3: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        4: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"],
    ]

    /// What is wrong with a schedule, or nil.
    static func problem(_ schedule: String) -> String? {
        if schedule.hasPrefix("@") {
            let known = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"]
            let isKnown = known.contains(schedule) || schedule.hasPrefix("@every ")
            return isKnown ? nil : "unrecognized descriptor: \(schedule)"
        }
        let fields = schedule.split(whereSeparator: \.isWhitespace)
        guard fields.count == 5 else {
            return "expected exactly 5 fields, found \(fields.count): \(list(fields))"
        }
        for (index, field) in fields.enumerated() {
            for part in field.split(separator: ",", omittingEmptySubsequences: false) {
                if let problem = problem(String(part), index) { return problem }
            }
        }
        return nil
    }

    private static func list(_ fields: [Substring]) -> String {
        "[\(fields.joined(separator: " "))]"
    }

    private static func problem(_ part: String, _ index: Int) -> String? {
        let halves = part.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count <= 2 else { return "too many slashes: \(part)" }
        if halves.count == 2 {
            guard let step = Int(halves[1]) else { return "failed to parse int from \(halves[1])" }
            if step == 0 { return "step of range should be a positive number: \(part)" }
        }
        if halves[0] == "*" || halves[0] == "?" { return nil }
        let ends = halves[0].split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count <= 2 else { return "too many hyphens: \(part)" }
        var numbers: [Int] = []
        for end in ends {
            let name = names[index]?.firstIndex(of: end.lowercased())
            guard let number = name.map({ index == 3 ? $0 + 1 : $0 }) ?? Int(end) else {
                return "failed to parse int from \(end): strconv.Atoi: parsing \"\(end)\": invalid syntax"
            }
            numbers.append(number)
        }
        guard let first = numbers.first, let last = numbers.last else { return "empty field" }
        let range = ranges[index]
        if first < range.lowerBound {
            return "beginning of range (\(first)) below minimum (\(range.lowerBound)): \(part)"
        }
        if last > range.upperBound {
            return "end of range (\(last)) above maximum (\(range.upperBound)): \(part)"
        }
        return first > last ? "beginning of range (\(first)) beyond end of range (\(last)): \(part)" : nil
    }
}
