public import Bytes

/// What follows from a pod's specification.
public enum PodRules {
    /// How firmly a pod holds its resources: `Guaranteed`, `Burstable` or `BestEffort`.
    public static func qualityOfService(_ pod: Object) -> JSON {
        let spec = pod["spec"]
        let containers = (spec?["containers"]?.array ?? []) + (spec?["initContainers"]?.array ?? [])
        var isGuaranteed = true
        var isBestEffort = true
        for container in containers {
            let limits = amounts(container[["resources", "limits"]])
            let requests = amounts(container[["resources", "requests"]])
            if !limits.isEmpty || !requests.isEmpty { isBestEffort = false }
            for name in ["cpu", "memory"]
            where limits[name] == nil || requests[name] ?? limits[name] != limits[name] {
                isGuaranteed = false
            }
        }
        if isBestEffort { return "BestEffort" }
        return isGuaranteed ? "Guaranteed" : "Burstable"
    }

    private static func amounts(_ list: JSON?) -> [String: Quantity] {
        var amounts: [String: Quantity] = [:]
        for (name, amount) in list?.object ?? [:] where name == "cpu" || name == "memory" {
            guard let quantity = try? Quantity(parsing: amount.string ?? ""), quantity.sign > 0 else {
                continue
            }
            amounts[name] = quantity
        }
        return amounts
    }
}
