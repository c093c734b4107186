import Bytes
import EmbeddedCluster

/// One `spec.limits[]` of a LimitRange.
struct LimitRangeItem: Sendable {
    /// `Container`, `Pod` or `PersistentVolumeClaim`.
    let type: String
    let min: ResourceAmounts
    let max: ResourceAmounts
    /// `default`: limits for containers without.
    let defaultLimits: ResourceAmounts
    /// `defaultRequest`: requests for containers without.
    let defaultRequests: ResourceAmounts
    let ratio: ResourceAmounts

    /// Reads an item; a container's maximum is its default limit, and its default limit or its minimum is
    /// its default request, where nothing else is said.
    init(_ json: JSON) {
        type = json["type"]?.string ?? ""
        min = ResourceAmounts(json["min"])
        max = ResourceAmounts(json["max"])
        ratio = ResourceAmounts(json["maxLimitRequestRatio"])
        let (limits, requests) = (ResourceAmounts(json["default"]), ResourceAmounts(json["defaultRequest"]))
        guard type == "Container" else {
            (defaultLimits, defaultRequests) = (limits, requests)
            return
        }
        let filled = limits.amounts.merging(max.amounts) { own, _ in own }
        defaultLimits = ResourceAmounts(filled)
        defaultRequests = ResourceAmounts(
            requests.amounts.merging(filled) { own, _ in own }.merging(min.amounts) { own, _ in own })
    }

    /// The items of all LimitRanges, by their namespace.
    static func byNamespace(_ objects: [StoredObject]) -> [String: [LimitRangeItem]] {
        var items: [String: [LimitRangeItem]] = [:]
        for object in objects {
            items[object.namespace ?? "", default: []] +=
                (object.json["spec"]?["limits"]?.array ?? []).map(LimitRangeItem.init)
        }
        return items
    }
}
