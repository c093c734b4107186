import Host

/// Collects `linux:selinuxsecuritycontext_object` (OVAL 5.11, `linux-sc:selinuxsecuritycontext_item`): the
/// SELinux contexts of files and processes.
public final class SELinuxSecurityContextProbe: Probe {
    /// The objects that it serves.
    public let objects = ["selinuxsecuritycontext_object"]
    private let index: FileIndex

    init(index: FileIndex) { self.index = index }

    /// Collects the contexts of the files, or of the process, that the object names.
    ///
    /// A file without a context is left out; where no file has one, SELinux never labelled the host, which is
    /// an error, as for the reference scanner.
    public func collect(_ query: ObjectQuery) -> Collected {
        if let pid = query["pid"], !pid.isNil { return processes(pid, query) }
        guard let search = FileSearch(query) else { return .lacking("a path or a pid", query) }
        var items: [Item] = []
        var unlabelled: HostPath?
        FileWalk(index: index, search: search, wantsStatuses: false) { file in
            let path = HostPath(bytes: file.path)
            guard let context = (try? self.index.host.securityContext(of: path)) ?? nil else {
                unlabelled = path
                return
            }
            let item = Item(
                "selinuxsecuritycontext_item", fields: file.placeFields + Self.fields(context, isRaw: true))
            if query.filter.accepts(item) { items.append(item) }
        }.run()
        if items.isEmpty, let unlabelled {
            return Collected(.error, messages: ["\(unlabelled) has no SELinux context"])
        }
        return .found(items)
    }

    /// A number of 0 is the process that scans.
    private func processes(_ pid: EntityQuery, _ query: ObjectQuery) -> Collected {
        let host = index.host
        guard host.isLive else { return .needsRunningSystem("processes") }
        var items: [Item] = []
        var isUnlabelled = false
        let numbers =
            pid.literal == "0"
            ? [(try? host.linkTarget(of: "/proc/self")).flatMap { Int64($0.description) } ?? 0]
            : host.processNumbers().filter { pid.matches(.integer($0)) }
        for number in numbers {
            guard let context = host.securityContext(ofProcess: number) else {
                isUnlabelled = true
                continue
            }
            let item = Item(
                "selinuxsecuritycontext_item",
                fields: [ItemField("pid", number)] + Self.fields(context, isRaw: false))
            if query.filter.accepts(item) { items.append(item) }
        }
        if items.isEmpty, isUnlabelled {
            return Collected(.notCollected, messages: ["the kernel gives processes no SELinux context"])
        }
        return .found(items)
    }

    /// `user:role:type[:low[-high]]`, each level `sensitivity[:categories]`.
    static func fields(_ context: String, isRaw: Bool) -> [ItemField] {
        let parts = context.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
        var fields = zip(["user", "role", "type"] as [FieldName], parts).map { ItemField($0, String($1)) }
        guard parts.count == 4 else { return fields }
        let levels = parts[3].split(separator: "-", maxSplits: 1)
        let names: [[FieldName]] = [
            ["low_sensitivity", "low_category"], ["high_sensitivity", "high_category"],
        ]
        let rawNames: [[FieldName]] = [
            ["rawlow_sensitivity", "rawlow_category"], ["rawhigh_sensitivity", "rawhigh_category"],
        ]
        for names in isRaw ? [names, rawNames] : [names] {
            for (level, names) in zip(levels, names) {
                fields += zip(names, level.split(separator: ":", maxSplits: 1)).map {
                    ItemField($0, String($1))
                }
            }
        }
        return fields
    }
}
