import Bytes
import EmbeddedCluster
import Kubernetes

/// Counts what the stored objects of a namespace use up.
struct QuotaCount: Sendable {
    let cluster: EmbeddedCluster

    /// The resources that some names of quotas speak of, by their qualified names.
    static func resources(of names: some Sequence<String>) -> Set<String> {
        var found: Set<String> = []
        for name in names {
            if name.hasPrefix("count/") {
                found.insert(String(name.dropFirst("count/".count)))
            } else if QuotaItem.countedByPlural.contains(name) {
                found.insert(name)
            } else {
                for resource in ["pods", "services", "persistentvolumeclaims"]
                where !QuotaItem(resource, [:]).countedNames(of: [name]).isEmpty {
                    found.insert(resource)
                }
            }
        }
        return found
    }

    /// What a namespace uses of what a quota bounds, with `underway` on top: objects and changes that are let
    /// pass and not stored yet.
    func used(_ quota: ResourceQuota, underway: [QuotaReservation]) -> ResourceAmounts {
        let names = quota.wanted.names
        var used = ResourceAmounts(Dictionary(uniqueKeysWithValues: names.map { ($0, Quantity.zero) }))
        var counted = quota
        counted.hard = quota.wanted
        for resource in Self.resources(of: names) {
            var stored: Set<String> = []
            for object in reader(resource)?.objects(namespace: quota.object.namespace) ?? [] {
                let item = QuotaItem(resource, object.json)
                stored.insert(Object(item.object).uid)
                if counted.covers(item) { used += item.usage.masked(by: names) }
            }
            for reservation in underway where reservation.item.resource == resource {
                guard reservation.isChange || !stored.contains(reservation.uid),
                    counted.covers(reservation.item)
                else { continue }
                used += reservation.increase.masked(by: names)
            }
        }
        return used
    }

    /// The objects of a resource in whichever version is served.
    func reader(_ resource: String) -> ResourceReader? {
        guard let type = cluster.resources.first(where: { $0.type.qualifiedName == resource })?.type else {
            return nil
        }
        return cluster.reader(group: type.group, version: type.version, plural: type.plural)
    }
}

/// What a write that was let pass will use up once it is stored.
struct QuotaReservation: Sendable {
    let uid: String
    let item: QuotaItem
    /// A change of a stored object, and not a new one.
    let isChange: Bool
    /// How much more is used after it.
    let increase: ResourceAmounts
}
