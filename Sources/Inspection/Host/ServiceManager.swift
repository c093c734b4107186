/// What systemd's manager tells of its units.
public final class ServiceManager {
    private let bus: SystemBus
    private var known: [String: [String: [String]]] = [:]

    init(bus: SystemBus) { self.bus = bus }

    private static let service = "org.freedesktop.systemd1"
    private static let manager = "/org/freedesktop/systemd1"

    /// The names of the loaded units.
    public func units() throws(ServiceManagerError) -> [String] {
        let reply = try bus.call(
            Self.service, path: Self.manager, interface: "org.freedesktop.systemd1.Manager",
            member: "ListUnits")
        guard case .array(let units)? = reply.first else { throw .unexpectedReply("ListUnits") }
        return units.compactMap { unit in
            if case .structure(let fields) = unit, case .string(let name)? = fields.first {
                name
            } else {
                nil
            }
        }
    }

    /// The properties of a unit; each element of a list is one value.
    public func properties(of unit: String) throws(ServiceManagerError) -> [String: [String]] {
        if let properties = known[unit] { return properties }
        let loaded = try bus.call(
            Self.service, path: Self.manager, interface: "org.freedesktop.systemd1.Manager",
            member: "LoadUnit",
            arguments: [unit])
        guard case .string(let path)? = loaded.first else { throw .unexpectedReply("LoadUnit") }
        let reply = try bus.call(
            Self.service, path: path, interface: "org.freedesktop.DBus.Properties", member: "GetAll",
            arguments: ["org.freedesktop.systemd1.Unit"])
        guard case .array(let entries)? = reply.first else { throw .unexpectedReply("GetAll") }
        var properties: [String: [String]] = [:]
        for case .structure(let pair) in entries {
            if pair.count == 2, case .string(let name) = pair[0] { properties[name] = pair[1].texts }
        }
        known[unit] = properties
        return properties
    }
}

extension Host {
    /// Connects to the service manager over the system bus.
    ///
    /// - Throws: ``ServiceManagerError`` when there is no bus, or the host is a directory.
    public func serviceManager() throws(ServiceManagerError) -> ServiceManager {
        guard isLive else { throw .notRunning }
        observer?.willAsk(.fleeting)
        return ServiceManager(bus: try SystemBus(path: "/run/dbus/system_bus_socket"))
    }
}

extension Host {
    /// The unit files of a directory in which no service manager runs.
    public func unitFiles() -> UnitFiles { UnitFiles(host: self) }
}

/// Why the service manager could not be asked.
public enum ServiceManagerError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The host is a directory in which nothing runs.
    case notRunning
    /// No connection to the system bus could be made; the text is the system's reason.
    case noBus(String)
    /// The bus or the manager refused a call.
    case refused(String)
    /// The reply was not what the interface promises; the text names the call.
    case unexpectedReply(String)

    /// One sentence.
    public var description: String {
        switch self {
        case .notRunning: "nothing runs in a directory, so there is no service manager to ask"
        case .noBus(let why): "the system bus cannot be reached, so systemd's units are unknown: \(why)"
        case .refused(let why): "the system bus refused a call: \(why)"
        case .unexpectedReply(let call): "systemd's reply to \(call) has an unexpected form"
        }
    }
}
