/// The services of `xinetd.conf(5)`, defaults and included files taken in.
public struct XinetdConfiguration: Sendable {
    /// One service.
    public struct Service: Equatable, Sendable {
        /// The name after the word `service`.
        public var name: String
        /// The attributes by name, each with its words.
        public var attributes: [String: [String]] = [:]

        /// The first word of an attribute, or nil.
        public subscript(_ name: String) -> String? { attributes[name]?.first }
    }

    /// The services in the order of the files.
    public private(set) var services: [Service] = []
    private var defaults = Service(name: "defaults")

    /// Reads `/etc/xinetd.conf` with what it includes; nil when there is none.
    public init?(host: Host) {
        guard host.exists("/etc/xinetd.conf") else { return nil }
        read("/etc/xinetd.conf", host, depth: 0)
        for index in services.indices { services[index].take(defaults) }
    }

    /// The deepest chain of includes that is followed; files may include themselves.
    private static let depthLimit = 8

    private mutating func read(_ path: HostPath, _ host: Host, depth: Int) {
        guard depth < Self.depthLimit, services.count < 10_000 else { return }
        var current: Service?
        for line in host.lines(of: path, limit: 1 << 20) {
            var words = line.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }.map {
                String(decoding: $0, as: UTF8.self)
            }
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            if first == "}" {
                if let current { finish(current) }
                current = nil
            } else if current != nil {
                if first == "{" { continue }
                words.removeFirst()
                current?.assign(first, words)
            } else if first == "service", words.count >= 2 {
                current = Service(name: words[1])
            } else if first == "defaults" {
                current = Service(name: "")
            } else if first == "include", words.count >= 2 {
                self.read(HostPath(words[1]), host, depth: depth + 1)
            } else if first == "includedir", words.count >= 2 {
                let directory = HostPath(words[1])
                for name in host.entries(of: directory)
                where !name.bytes.contains(UInt8(ascii: ".")) && name.bytes.last != UInt8(ascii: "~") {
                    self.read(directory.appending(name.bytes), host, depth: depth + 1)
                }
            }
        }
    }

    private mutating func finish(_ section: Service) {
        if section.name.isEmpty { defaults = section } else { services.append(section) }
    }
}

extension XinetdConfiguration.Service {
    /// `=` sets, `+=` adds and `-=` takes away.
    fileprivate mutating func assign(_ name: String, _ rest: [String]) {
        guard let sign = rest.first else { return }
        let words = Array(rest.dropFirst())
        switch sign {
        case "=": attributes[name] = words
        case "+=": attributes[name, default: []] += words
        case "-=": attributes[name]?.removeAll { words.contains($0) }
        default: return
        }
    }

    /// Takes over what the defaults say and the service does not.
    fileprivate mutating func take(_ defaults: XinetdConfiguration.Service) {
        for name in ["no_access", "only_from"] where attributes[name] == nil {
            attributes[name] = defaults.attributes[name]
        }
        let id = attributes["id"]?.first ?? name
        if defaults.attributes["disabled"]?.contains(id) == true { attributes["disable"] = ["yes"] }
        if let enabled = defaults.attributes["enabled"], !enabled.contains(id) {
            attributes["disable"] = ["yes"]
        }
    }
}
