import Host

/// Collects `unix:xinetd_object` (OVAL 5.11, `unix-sc:xinetd_item`): the services of the Internet super-server.
public final class XinetdProbe: Probe {
    /// The objects that it serves.
    public let objects = ["xinetd_object"]
    private let host: Host
    private lazy var configuration = XinetdConfiguration(host: host)
    private lazy var services = host.services()

    /// A probe on a host.
    public init(host: Host) { self.host = host }

    /// Collects the services whose protocol and name match; a host without a configuration has no
    /// such server.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let name = query["service_name"], let `protocol` = query["protocol"] else {
            return .lacking("a protocol or a service_name", query)
        }
        guard let configuration else {
            return Collected(.notApplicable, messages: ["the host has no xinetd"])
        }
        var items: [Item] = []
        for service in configuration.services {
            let protocolName = service["protocol"] ?? (service["socket_type"] == "dgram" ? "udp" : "tcp")
            guard name.matches(service.name), `protocol`.matches(protocolName) else { continue }
            let item = item(service, protocolName)
            if query.filter.accepts(item) { items.append(item) }
        }
        return .found(items)
    }

    private func item(_ service: XinetdConfiguration.Service, _ protocolName: String) -> Item {
        func words(_ attribute: String, _ field: FieldName) -> [ItemField] {
            (service.attributes[attribute] ?? []).map { ItemField(field, $0) }
        }
        func joined(_ attribute: String) -> String? {
            service.attributes[attribute].map { $0.joined(separator: " ") }
        }
        var fields = [ItemField("protocol", protocolName), ItemField("service_name", service.name)]
        fields += words("flags", "flags") + words("no_access", "no_access") + words("only_from", "only_from")
        if let port = service["port"].flatMap({ Int64($0) }) ?? services["\(service.name)/\(protocolName)"] {
            fields.append(ItemField("port", port))
        }
        let texts: [(FieldName, String?)] = [
            ("server", joined("server")), ("server_arguments", joined("server_args")),
            ("socket_type", service["socket_type"]),
        ]
        for case let (name, text?) in texts { fields.append(ItemField(name, text)) }
        // Several kinds may be given; the schema takes one.
        if let type = service["type"] { fields.append(ItemField("type", type)) }
        if let user = service["user"] { fields.append(ItemField("user", user)) }
        fields += [
            ItemField("wait", service["wait"] == "yes"), ItemField("disabled", service["disable"] == "yes"),
        ]
        return Item("xinetd_item", fields: fields)
    }
}

extension Host {
    /// The ports of `services(5)` by `name/protocol`.
    func services() -> [String: Int64] {
        guard let bytes = try? read("/etc/services", limit: 16 << 20) else { return [:] }
        var ports: [String: Int64] = [:]
        for line in bytes.split(separator: 0x0A) {
            let words = line.prefix { $0 != UInt8(ascii: "#") }.split { $0 == 0x20 || $0 == 0x09 }.map {
                String(decoding: $0, as: UTF8.self)
            }
            guard words.count >= 2 else { continue }
            let parts = words[1].split(separator: "/")
            guard parts.count == 2, let port = Int64(parts[0]) else { continue }
            for name in [words[0]] + words.dropFirst(2) where ports["\(name)/\(parts[1])"] == nil {
                ports["\(name)/\(parts[1])"] = port
            }
        }
        return ports
    }
}
