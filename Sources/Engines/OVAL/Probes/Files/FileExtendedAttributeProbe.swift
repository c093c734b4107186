import Host

/// Collects `unix:fileextendedattribute_object` (OVAL 5.11, `unix-sc:fileextendedattribute_item`): the extended
/// attributes of files.
public final class FileExtendedAttributeProbe: Probe {
    /// The objects that it serves.
    public let objects = ["fileextendedattribute_object"]
    /// False: the index and the caches tell the host's observer of each use.
    public var remembersReading: Bool { false }
    private let index: FileIndex

    init(index: FileIndex) { self.index = index }

    /// Collects one item for each attribute whose name matches; file systems without attributes have none.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let search = FileSearch(query), let name = query["attribute_name"] else {
            return .lacking("a path or an attribute_name", query)
        }
        var items: [Item] = []
        var messages: [String] = []
        let host = index.host
        FileWalk(index: index, search: search, wantsStatuses: false) { file in
            let path = HostPath(bytes: file.path)
            do throws(HostError) {
                for attribute in try host.attributeNames(of: path) where name.matches(attribute) {
                    guard let value = try host.attribute(attribute, of: path) else { continue }
                    let item = Item(
                        "fileextendedattribute_item",
                        fields: file.placeFields + [
                            ItemField("attribute_name", attribute),
                            ItemField("value", ItemValue(bytes: Self.trimmed(value)), datatype: .string),
                        ])
                    if query.filter.accepts(item) { items.append(item) }
                }
            } catch {
                if case .system(let number) = error.reason, number != HostError.unsupported {
                    messages.append(error.description)
                }
            }
        }.run()
        return .found(items, messages: messages)
    }

    /// Labels end with a NUL that is no part of them.
    private static func trimmed(_ value: [UInt8]) -> [UInt8] { value.last == 0 ? value.dropLast() : value }
}
