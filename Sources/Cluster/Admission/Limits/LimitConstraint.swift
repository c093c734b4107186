import Bytes
import Kubernetes

/// The bounds of a LimitRange on one thing, with kube-apiserver's sentences for what is out of them.
struct LimitConstraint {
    let item: LimitRangeItem
    let requests: ResourceAmounts
    let limits: ResourceAmounts

    /// What is out of bounds.
    var problems: [String] {
        item.min.names.compactMap(minimum) + item.max.names.compactMap(maximum)
            + item.ratio.names.compactMap(ratio)
    }

    /// What is out of bounds where only requests count, as for volumes.
    var requestProblems: [String] {
        item.min.names.compactMap(minimum) + item.max.names.compactMap(maximumRequest)
    }

    private func minimum(_ name: String) -> String? {
        guard let bound = item.min[name] else { return nil }
        let start = "minimum \(name) usage per \(item.type) is \(bound.text)"
        guard let request = requests[name] else { return "\(start).  No request is specified" }
        if request < bound { return "\(start), but request is \(request.text)" }
        if let limit = limits[name], limit < bound { return "\(start), but limit is \(limit.text)" }
        return nil
    }

    private func maximum(_ name: String) -> String? {
        guard let bound = item.max[name] else { return nil }
        let start = "maximum \(name) usage per \(item.type) is \(bound.text)"
        guard let limit = limits[name] else { return "\(start).  No limit is specified" }
        if limit > bound { return "\(start), but limit is \(limit.text)" }
        if let request = requests[name], request > bound { return "\(start), but request is \(request.text)" }
        return nil
    }

    private func maximumRequest(_ name: String) -> String? {
        guard let bound = item.max[name] else { return nil }
        let start = "maximum \(name) usage per \(item.type) is \(bound.text)"
        guard let request = requests[name] else { return "\(start).  No request is specified" }
        return request > bound ? "\(start), but request is \(request.text)" : nil
    }

    private func ratio(_ name: String) -> String? {
        guard let bound = item.ratio[name] else { return nil }
        let start = "\(name) max limit to request ratio per \(item.type) is \(bound.text)"
        guard let request = requests[name], request.sign != 0 else {
            return "\(start), but no request is specified or request is 0"
        }
        guard let limit = limits[name], limit.sign != 0 else {
            return "\(start), but no limit is specified or limit is 0"
        }
        let found = Double(limit.millis) / Double(request.millis)
        return found > bound.approximate ? "\(start), but provided ratio is \(GoText.fixed(found))" : nil
    }
}
