import Bytes
import EmbeddedCluster
import Kubernetes

/// The quotas of a namespace while some writes are judged against them, one after another.
struct QuotaBatch {
    private var quotas: [ResourceQuota]
    private let original: [ResourceQuota]
    /// What the writes that passed will use up.
    private(set) var reservations: [QuotaReservation] = []

    init(_ quotas: [ResourceQuota]) {
        self.quotas = quotas
        original = quotas
    }

    /// Counts quotas whose status does not speak of their spec, or all.
    mutating func recount(all: Bool, _ count: (ResourceQuota) -> ResourceAmounts) {
        for place in quotas.indices where all || !quotas[place].isCounted {
            quotas[place].used = count(quotas[place])
            quotas[place].hard = quotas[place].wanted
        }
    }

    /// The quotas whose status has to be written.
    var changed: [ResourceQuota] {
        zip(quotas, original).filter { $0.used != $1.used || $0.hard != $1.hard }.map(\.0)
    }

    /// Judges a write and takes what it needs; returns the refusal.
    mutating func judge(_ request: AdmissionRequest) -> StatusError? {
        guard let object = request.object else { return nil }
        let item = QuotaItem(request.resource.qualifiedName, object.json)
        var interesting: [Int] = []
        for (place, quota) in quotas.enumerated() where quota.covers(item) {
            if let problem = item.problem(under: item.countedNames(of: quota.hard.names)) {
                return request.forbidden("failed quota: \(quota.name): \(problem)")
            }
            interesting.append(place)
        }
        if interesting.isEmpty { return nil }
        let usage = item.usage
        let negative = usage.names.filter { (usage[$0]?.sign ?? 0) < 0 }
        if !negative.isEmpty {
            return request.forbidden(
                "quota usage is negative for resource(s): \(negative.joined(separator: ","))")
        }
        let previous = request.oldObject.map { QuotaItem(item.resource, $0.json) }
        var next = quotas
        for place in interesting {
            let quota = quotas[place]
            // A change that brings the object under the quota counts in full.
            let before = previous.flatMap { quota.covers($0) ? $0.usage : nil }
            let increase = (before.map { usage.increase(over: $0) } ?? usage).withoutZeros
            let requested = increase.masked(by: quota.hard.names)
            if let refusal = Self.excess(quota, requested) { return request.forbidden(refusal) }
            next[place].used += requested
        }
        if request.isDryRun { return nil }
        quotas = next
        let increase = previous.map { usage.increase(over: $0.usage) } ?? usage
        if !increase.withoutZeros.isEmpty {
            reservations.append(
                QuotaReservation(
                    uid: object.uid, item: item, isChange: previous != nil, increase: increase))
        }
        return nil
    }

    /// `exceeded quota: …` when there is not so much left.
    private static func excess(_ quota: ResourceQuota, _ requested: ResourceAmounts) -> String? {
        let exceeded = requested.names.filter { name in
            guard let hard = quota.hard[name], let wanted = requested[name] else { return false }
            return (quota.used[name] ?? .zero) + wanted > hard
        }
        if exceeded.isEmpty { return nil }
        return "exceeded quota: \(quota.name), requested: \(requested.masked(by: exceeded).text), "
            + "used: \(quota.used.masked(by: exceeded).text), limited: \(quota.hard.masked(by: exceeded).text)"
    }
}
