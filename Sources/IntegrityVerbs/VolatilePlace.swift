import FileIntegrity
import Host

/// A place that programs write to all the time, which a configuration had better not compare.
struct VolatilePlace {
    let path: String
    /// What is there.
    let use: String

    private static let all = [
        VolatilePlace(path: "/proc/self/stat", use: "the kernel's own figures"),
        VolatilePlace(path: "/sys/kernel/uevent_seqnum", use: "the kernel's own figures"),
        VolatilePlace(path: "/dev/shm/any", use: "shared memory"),
        VolatilePlace(path: "/run/any.pid", use: "the state of what runs"),
        VolatilePlace(path: "/tmp/any", use: "temporary files"),
        VolatilePlace(path: "/var/tmp/any", use: "temporary files"),
        VolatilePlace(path: "/var/log/any.log", use: "logs"),
        VolatilePlace(path: "/var/cache/any", use: "caches"),
        VolatilePlace(path: "/var/lib/containerd/any", use: "containers' files"),
        VolatilePlace(path: "/var/lib/containers/storage/any", use: "containers' files"),
        VolatilePlace(path: "/var/lib/docker/any", use: "containers' files"),
        VolatilePlace(path: "/var/lib/kubelet/pods/any", use: "pods' files"),
        VolatilePlace(path: "/var/lib/etcd/member/snap/db", use: "the cluster's database"),
        VolatilePlace(path: "/var/lib/martlet/any", use: "this program's own state"),
    ]

    /// What changes with every write; of a log that only grows, neither is.
    private static let changing = AttributeSet.digests.union(
        AttributeSet(.size, .modificationTime, .changeTime, .blockCount))

    /// The rules that compare such places, one remark each.
    static func remarks(on configuration: Configuration) -> [ConfigurationRemark] {
        let rules = configuration.rules
        // The rules of OpenShift's operator name the node's files below the mount of its root.
        let mount = rules.rules.contains { $0.expression.hasPrefix("/hostroot/") } ? "/hostroot" : ""
        var places: [Int: [VolatilePlace]] = [:]
        for place in all {
            let match = rules.match(Array((mount + place.path).utf8), .regular)
            guard match.isTaken, let number = match.rule else { continue }
            let attributes = rules.rules[number].attributes
            if attributes.isDisjoint(with: changing) || attributes.has(.growing)
                || attributes.has(.growingSize)
            {
                continue
            }
            places[number, default: []].append(place)
        }
        return places.sorted { $0.key < $1.key }.map { number, places in
            let rule = rules.rules[number]
            let named = places.prefix(3).map { "\(mount)\($0.path) (\($0.use))" }.joined(separator: ", ")
            let more = places.count > 3 ? " and \(places.count - 3) more such places" : ""
            return ConfigurationRemark(
                level: .warning, place: rule.place,
                message:
                    "'\(rule.kind.sign)\(rule.expression)' compares \(named)\(more), which change all the "
                    + "time; leave them out, or compare owner and mode alone")
        }
    }
}
