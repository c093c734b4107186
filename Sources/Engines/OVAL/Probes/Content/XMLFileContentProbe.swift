import Host
import XML

/// Collects `independent:xmlfilecontent_object` (OVAL 5.11, `ind-sc:xmlfilecontent_item`): what an XPath
/// expression finds in XML files.
public final class XMLFileContentProbe: Probe {
    /// The objects that it serves.
    public let objects = ["xmlfilecontent_object"]
    /// False: the index and the caches tell the host's observer of each use.
    public var remembersReading: Bool { false }
    private let files: FileContents

    init(files: FileContents) { self.files = files }

    /// Collects one item for each file that can be read.
    ///
    /// An expression that selects nothing gives none; a file that is no XML makes the
    /// collection an error, because nobody knows what the author meant to find in it.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let search = FileSearch(query), let expression = query["xpath"] else {
            return .lacking("a path or an xpath", query)
        }
        var items: [Item] = []
        var problems: [String] = []
        let messages = files.forEach(search) { file, bytes in
            do throws(XMLError) {
                let tree = try XMLTree(bytes: bytes, name: HostPath(bytes: file.path).description)
                for xpath in expression.values {
                    let value = try tree.value(of: xpath)
                    if value == .nodes([]) { continue }
                    let item = Self.item(file, xpath, value)
                    if query.filter.accepts(item) { items.append(item) }
                }
            } catch {
                problems.append(error.description)
            }
        }
        return .found(items, messages: problems + messages)
    }

    private static func item(_ file: FoundFile, _ xpath: String, _ value: XPathValue) -> Item {
        var item = Item("xmlfilecontent_item", fields: file.placeFields + [ItemField("xpath", xpath)])
        switch value {
        case .boolean(let truth): item.fields.append(ItemField("value_of", truth))
        case .number(let number):
            if let whole = Int64(exactly: number) {
                item.fields.append(ItemField("value_of", whole))
            } else {
                item.fields.append(ItemField("value_of", .float(number), datatype: .float))
            }
        case .text(let text): item.fields.append(ItemField("value_of", text))
        case .nodes(let nodes):
            for case .value(let text) in nodes { item.fields.append(ItemField("value_of", text)) }
        }
        return item
    }
}
