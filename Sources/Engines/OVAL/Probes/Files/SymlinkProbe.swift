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
    /// A file that is no link is an item that does not exist, and so is a path without a file when the object
    /// names it; a link that leads nowhere or in a circle is an item in error.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let filePath = query["filepath"], let search = FileSearch(query) else {
            return .lacking("a filepath", query)
        }
        var items: [Item] = []
        var messages: [String] = []
        func add(_ path: HostPath, isLink: Bool) {
            let place = ItemField("filepath", ItemValue(bytes: path.bytes), datatype: .string)
            var item = Item("symlink_item", fields: [place])
            if isLink {
                do throws(HostError) {
                    let target = try index.host.canonicalPath(of: path)
                    item.fields.append(
                        ItemField("canonical_path", ItemValue(bytes: target.bytes), datatype: .string))
                } catch {
                    item.status = .error
                    item.fields.append(ItemField("canonical_path", status: .error))
                    messages.append("\(path) leads nowhere: \(error)")
                }
            } else {
                item.status = .doesNotExist
                item.fields.append(ItemField("canonical_path", status: .doesNotExist))
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
                if status.kind == .symbolicLink || status.kind != .directory {
                    add(path, isLink: status.kind == .symbolicLink)
                }
            }
            return items.isEmpty
                ? Collected(.doesNotExist, messages: messages)
                : Collected(.complete, items: items, messages: messages)
        }
        FileWalk(index: index, search: search, wantsStatuses: false) { file in
            add(HostPath(bytes: file.path), isLink: file.status?.kind == .symbolicLink)
        }.run()
        return items.isEmpty
            ? Collected(.doesNotExist, messages: messages)
            : Collected(.complete, items: items, messages: messages)
    }
}
