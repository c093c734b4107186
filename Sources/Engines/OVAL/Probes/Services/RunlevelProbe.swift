import Host

/// Collects `unix:runlevel_object` (OVAL 5.11, `unix-sc:runlevel_item`): whether init scripts are started or
/// killed at the runlevels of System V.
public final class RunlevelProbe: Probe {
    /// The objects that it serves.
    public let objects = ["runlevel_object"]
    private let host: Host

    /// A probe on a host.
    public init(host: Host) { self.host = host }

    /// Collects one item for each matching init script and runlevel that the host has.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let service = query["service_name"], let runlevel = query["runlevel"] else {
            return .lacking("a service_name or a runlevel", query)
        }
        guard let scripts = host.firstDirectory(["/etc/init.d", "/etc/rc.d/init.d"]) else {
            return Collected(.notApplicable, messages: ["the host has no init scripts"])
        }
        let levels = (0...6).map(String.init).filter { runlevel.matches($0) }.compactMap { level in
            host.firstDirectory(
                ["/etc/rc", "/etc/rc.d/rc", "/etc/init.d/rc"].map { HostPath("\($0)\(level).d") }
            ).map { (level, host.entries(of: $0).map(\.description)) }
        }
        var items: [Item] = []
        for script in host.entries(of: scripts) where service.matches(script.description) {
            let path = scripts.appending(script.bytes)
            guard (try? host.status(of: path))?.kind == .regular else { continue }
            for (level, links) in levels {
                let name = script.description
                let item = Item(
                    "runlevel_item",
                    fields: [
                        ItemField("service_name", name), ItemField("runlevel", level),
                        ItemField("start", links.contains { Self.isLink($0, "S", name) }),
                        ItemField("kill", links.contains { Self.isLink($0, "K", name) }),
                    ])
                if query.filter.accepts(item) { items.append(item) }
            }
        }
        return .found(items)
    }

    /// `S20name` starts and `K20name` kills.
    private static func isLink(_ link: String, _ letter: Character, _ name: String) -> Bool {
        link.first == letter && link.dropFirst().drop { $0.isASCII && $0.isNumber } == name
    }
}

extension Host {
    /// The first of some paths at which a directory is.
    func firstDirectory(_ paths: [HostPath]) -> HostPath? {
        paths.first { (try? status(of: $0).kind) == .directory }
    }
}
