import Glibc
import Host

/// Collects `independent:environmentvariable58_object` and `environmentvariable_object`.
public final class EnvironmentVariableProbe: Probe {
    /// The objects that they serve.
    public let objects = ["environmentvariable58_object", "environmentvariable_object"]
    private let host: Host

    /// A probe on a host.
    public init(host: Host) { self.host = host }

    /// Collects the variables of this process (a nil `pid`) or of another one.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let name = query["name"] else {
            return Collected(.error, messages: ["object \(query.id) names no variable"])
        }
        var variables = host.environment
        // A nil `pid` is this process.
        var process: String? = query["pid"]?.isNil == true ? String(getpid()) : nil
        if let pid = query["pid"], !pid.isNil {
            process = pid.values.first
            guard host.isLive, let number = process.flatMap({ Int32($0) }), number > 0,
                let bytes = try? host.read(HostPath("/proc/\(number)/environ"), limit: 1 << 22)
            else { return Collected(.error, messages: ["there is no process \(process ?? "")"]) }
            variables = Host.variables(bytes)
        }
        let element =
            query.element == "environmentvariable_object"
            ? "environmentvariable_item" : "environmentvariable58_item"
        var items: [Item] = []
        for (key, value) in variables.sorted(by: { $0.key < $1.key }) where name.matches(key) {
            var fields = [ItemField("name", key), ItemField("value", value)]
            if let number = process.flatMap({ Int64($0) }) { fields.insert(ItemField("pid", number), at: 0) }
            let item = Item(element, fields: fields)
            if query.filter.accepts(item) { items.append(item) }
        }
        return .found(items)
    }
}
