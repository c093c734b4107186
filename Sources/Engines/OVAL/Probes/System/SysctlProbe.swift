import Host

/// Collects `unix:sysctl_object`: kernel parameters as the running kernel has them.
public final class SysctlProbe: Probe {
    /// The objects that it serves.
    public let objects = ["sysctl_object"]
    private let host: Host
    private let index: FileIndex

    init(index: FileIndex) {
        self.index = index
        host = index.host
    }

    /// Collects the parameters whose name matches.
    ///
    /// Parameters that nobody may read or that have no value are left out, as `sysctl(8)` leaves them out.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let name = query["name"] else {
            return Collected(.error, messages: ["object \(query.id) names no parameter"])
        }
        var items: [Item] = []
        var messages: [String] = []
        func add(_ parameter: String, _ bytes: [UInt8]) {
            if bytes.isEmpty { return }
            let item = Item(
                "sysctl_item",
                fields: [ItemField("name", parameter)] + Self.values(bytes).map { ItemField("value", $0) })
            if query.filter.accepts(item) { items.append(item) }
        }
        if !host.isLive {
            for (parameter, value) in host.configuredSysctls().sorted(by: { $0.key < $1.key })
            where name.matches(parameter) { add(parameter, Array(value.utf8)) }
            return .found(items)
        }
        if name.operation == .equals, !name.isNil {
            for value in Set(name.values).sorted() {
                if isReadable(Host.sysctlPath(value)), let bytes = host.sysctl(value) { add(value, bytes) }
            }
            return .found(items)
        }
        for path in parameterFiles() {
            let parameter = Self.name(of: path)
            guard name.matches(parameter), isReadable(path) else { continue }
            do throws(HostError) {
                add(parameter, try host.read(path, limit: 1 << 20))
            } catch  where path.split.name == Array("stable_secret".utf8) {
                // IPv6 has the file before the secret is set, and refuses to read it until then.
                continue
            } catch {
                messages.append(error.description)
            }
        }
        if messages.isEmpty { return .found(items) }
        return Collected(.incomplete, items: items, messages: messages)
    }

    /// Some files of the kernel are switches that can only be written.
    private func isReadable(_ path: HostPath) -> Bool {
        ((try? host.status(of: path).mode) ?? 0) & 0o400 != 0
    }

    private func parameterFiles() -> [HostPath] {
        var files: [HostPath] = []
        guard let path = try? EntityQuery(name: "path", values: ["/proc/sys"]),
            let name = try? EntityQuery(name: "filename", operation: .patternMatch, values: [".*"]),
            let search = FileSearch(
                ObjectQuery(
                    id: "", family: "unix", element: "file_object",
                    entities: ["path": path, "filename": name],
                    behaviors: ["recurse": "directories", "recurse_direction": "down"]))
        else { return [] }
        FileWalk(index: index, search: search, wantsStatuses: false) {
            files.append(HostPath(bytes: $0.path))
        }.run()
        return files
    }

    private static func name(of path: HostPath) -> String {
        String(
            decoding: path.bytes.dropFirst("/proc/sys/".utf8.count).map { $0 == 0x2F ? 0x2E : $0 },
            as: UTF8.self)
    }

    /// One value a line; what is neither printable nor a blank divides too.
    private static func values(_ bytes: [UInt8]) -> [String] {
        var parts = bytes.split(omittingEmptySubsequences: false) { byte in
            byte == 0x0A || !((0x20...0x7E).contains(byte) || (0x09...0x0D).contains(byte))
        }
        if parts.last?.isEmpty == true { parts.removeLast() }
        return parts.map { String(decoding: $0, as: UTF8.self) }
    }
}
