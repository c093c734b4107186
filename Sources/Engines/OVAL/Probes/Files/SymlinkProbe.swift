import Host

/// Collects `unix:symlink_object` (OVAL 5.11, `unix-sc:symlink_item`): where a link leads in the end.
public final class SymlinkProbe: Probe {
    /// The objects that it serves.
    public let objects = ["symlink_object"]
    /// False: the index and the caches tell the host's observer of each use.
    public var remembersReading: Bool { false }
    private let index: FileIndex

    init(index: FileIndex) { self.index = index }

    /// Collects the links whose path matches.
    ///
    /// A file that is no link does not exist for this object; a link that leads nowhere or in a circle is an
    /// item in error.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let filePath = query["filepath"], let search = FileSearch(query) else {
            return .lacking("a filepath", query)
        }
        var items: [Item] = []
        var messages: [String] = []
        func add(_ path: HostPath) {
            let place = ItemField("filepath", ItemValue(bytes: path.bytes), datatype: .string)
            var item = Item("symlink_item", fields: [place])
            do throws(HostError) {
                let target = try index.host.canonicalPath(of: path)
                item.fields.append(
                    ItemField("canonical_path", ItemValue(bytes: target.bytes), datatype: .string))
            } catch {
                item.status = .error
                item.fields.append(ItemField("canonical_path", status: .error))
                messages.append("\(path) leads nowhere: \(error)")
            }
            if query.filter.accepts(item) { items.append(item) }
        }
        if filePath.operation == .equals {
            for value in filePath.values {
                let path = HostPath(value)
                guard let status = try? index.host.status(of: path, followingLinks: false) else {
                    messages.append("\(path) does not exist")
                    continue
                }
                if status.kind == .symbolicLink {
                    add(path)
                } else {
                    messages.append("\(path) is no symbolic link")
                }
            }
            return items.isEmpty
                ? Collected(.doesNotExist, messages: messages)
                : Collected(.complete, items: items, messages: messages)
        }
        FileWalk(index: index, search: search, wantsStatuses: false) { file in
            if file.status?.kind == .symbolicLink { add(HostPath(bytes: file.path)) }
        }.run()
        return items.isEmpty
            ? Collected(.doesNotExist, messages: messages)
            : Collected(.complete, items: items, messages: messages)
    }
}
