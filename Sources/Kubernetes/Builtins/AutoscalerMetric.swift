import Bytes

/// A metric of an autoscaler in the two spellings: `v1` has flat members where `v2` has structures.
///
/// The side is `target` for what is wanted and `current` for what is seen.
enum AutoscalerMetric {
    /// One member: its path in `v2`, where `*` is the side, and its name in `v1`.
    private typealias Member = (new: [String], old: @Sendable (String) -> String)

    private static let members: [String: [Member]] = {
        let name: Member = (["name"], { _ in "name" })
        let container: Member = (["container"], { _ in "container" })
        let metric: Member = (["metric", "name"], { _ in "metricName" })
        let selector: Member = (["metric", "selector"], { _ in "selector" })
        let utilization: Member = (["*", "averageUtilization"], { "\($0)AverageUtilization" })
        let average: Member = (["*", "averageValue"], { "\($0)AverageValue" })
        let value: Member = (["*", "value"], { "\($0)Value" })
        return [
            "resource": [name, utilization, average],
            "containerResource": [name, container, utilization, average],
            "pods": [metric, selector, average],
            "object": [
                (["describedObject"], { _ in "target" }), metric, selector, value,
                (["*", "averageValue"], { _ in "averageValue" }),
            ],
            "external": [metric, (["metric", "selector"], { _ in "metricSelector" }), value, average],
        ]
    }()

    /// A metric of `v1` in the spelling of `v2`; nil for none that is known.
    static func new(_ old: JSON, _ side: String) -> JSON? {
        convert(old) { body, member in
            guard let value = body[member.old(side)] else { return nil }
            return (path(member, side), value)
        } finish: { body in
            guard side == "target" else { return }
            let target = body["target"]
            let type =
                target?["averageUtilization"] != nil
                ? "Utilization" : target?["averageValue"] == nil ? "Value" : "AverageValue"
            var typed: JSON = ["type": .string(type)]
            for (name, value) in target?.object ?? [:] { typed[name] = value }
            body["target"] = typed
        }
    }

    /// A metric of `v2` in the spelling of `v1`; nil for none that is known.
    static func old(_ new: JSON, _ side: String) -> JSON? {
        convert(new) { body, member in
            guard let value = body[path(member, side)] else { return nil }
            return ([member.old(side)], value)
        } finish: { _ in
        }
    }

    private static func path(_ member: Member, _ side: String) -> [String] {
        member.new.map { $0 == "*" ? side : $0 }
    }

    private static func convert(
        _ metric: JSON, _ member: (JSON, Member) -> (path: [String], value: JSON)?,
        finish: (inout JSON) -> Void
    ) -> JSON? {
        guard let type = metric["type"]?.string, let first = type.first else { return nil }
        let source = first.lowercased() + type.dropFirst()
        guard let members = members[source], let body = metric[source] else { return nil }
        var converted: JSON = [:]
        for case let (path, value)? in members.map({ member(body, $0) }) {
            if path.count == 1 {
                converted[path[0]] = value
            } else {
                var inner = converted[path[0]] ?? [:]
                inner[path[1]] = value
                converted[path[0]] = inner
            }
        }
        finish(&converted)
        return .object(["type": .string(type), source: converted])
    }
}
