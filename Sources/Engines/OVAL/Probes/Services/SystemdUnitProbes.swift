import Host

/// Collects `linux:systemdunitproperty_object` from the running service manager, or from a directory's unit
/// files.
public final class SystemdUnitPropertyProbe: Probe {
    /// The objects that it serves.
    public let objects = ["systemdunitproperty_object"]
    private let host: Host
    private lazy var files = host.unitFiles()

    /// A probe on a host.
    public init(host: Host) { self.host = host }

    /// Collects the matching properties of the matching loaded units.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let unit = query["unit"], let property = query["property"] else {
            return Collected(.error, messages: ["object \(query.id) lacks a unit or a property"])
        }
        if !host.isLive { return files.collectProperties(query, unit, property) }
        do throws(ServiceManagerError) {
            let manager = try host.serviceManager()
            var items: [Item] = []
            for name in try manager.units() where unit.matches(name) {
                for (key, values) in try manager.properties(of: name)
                where property.matches(key) && !values.isEmpty {
                    let item = Item(
                        "systemdunitproperty_item",
                        fields: [ItemField("unit", name), ItemField("property", key)]
                            + values.map { ItemField("value", $0) })
                    if query.filter.accepts(item) { items.append(item) }
                }
            }
            return .found(items)
        } catch {
            return .withoutServiceManager(error)
        }
    }
}

/// Collects `linux:systemdunitdependency_object`: what a unit pulls in, directly or through targets.
public final class SystemdUnitDependencyProbe: Probe {
    /// The objects that it serves.
    public let objects = ["systemdunitdependency_object"]
    private let host: Host
    private lazy var files = host.unitFiles()

    /// A probe on a host.
    public init(host: Host) { self.host = host }

    /// Collects the matching loaded units, each with its dependencies.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let unit = query["unit"] else {
            return Collected(.error, messages: ["object \(query.id) names no unit"])
        }
        if !host.isLive { return files.collectDependencies(query, unit) }
        do throws(ServiceManagerError) {
            let manager = try host.serviceManager()
            var items: [Item] = []
            for name in try manager.units() where unit.matches(name) {
                let item = Item(
                    "systemdunitdependency_item",
                    fields: [ItemField("unit", name)]
                        + (try Self.dependencies(of: name, manager)).map { ItemField("dependency", $0) })
                if query.filter.accepts(item) { items.append(item) }
            }
            return .found(items)
        } catch {
            return .withoutServiceManager(error)
        }
    }

    private static func dependencies(
        of unit: String, _ manager: ServiceManager
    ) throws(ServiceManagerError) -> [String] {
        try UnitDependencies.all(of: unit) { target throws(ServiceManagerError) in
            let properties = try manager.properties(of: target)
            return (properties["Requires"] ?? []) + (properties["Wants"] ?? [])
        }
    }
}

/// What a unit pulls in.
enum UnitDependencies {
    /// Follows what `direct` gives, into targets only, as `systemctl list-dependencies` does.
    static func all<E: Error>(of unit: String, _ direct: (String) throws(E) -> [String]) throws(E) -> [String]
    {
        var found: [String] = []
        var seen: Set<String> = []
        var waiting = [unit]
        while let next = waiting.popLast() {
            guard next.hasSuffix(".target") else { continue }
            for dependency in try direct(next) where seen.insert(dependency).inserted {
                found.append(dependency)
                waiting.append(dependency)
            }
        }
        return found
    }
}

extension Collected {
    /// Without a bus a live host cannot be asked, which is an error.
    fileprivate static func withoutServiceManager(_ error: ServiceManagerError) -> Collected {
        Collected(.error, messages: [error.description])
    }
}
