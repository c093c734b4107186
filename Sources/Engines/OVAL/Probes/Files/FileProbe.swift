import Host

/// Collects `unix:file_object` (OVAL 5.11, `unix-sc:file_item`).
public final class FileProbe: Probe {
    /// The objects that it serves.
    public let objects = ["file_object"]
    /// False: the index and the caches tell the host's observer of each use.
    public var remembersReading: Bool { false }
    private let index: FileIndex

    init(index: FileIndex) { self.index = index }

    /// Collects the files that match.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let search = FileSearch(query) else {
            return Collected(
                .error, messages: ["object \(query.id) names neither filepath nor path and filename"])
        }
        var items = ItemList()
        let names = FileFields.names(query)
        let screen = LookScreen(query.filter)
        let walk = FileWalk(
            index: index, search: search, wantsStatuses: search.isWide, screen: screen
        ) { file in
            let fields = FileFields(file: file, host: self.index.host)
            let filter = file.look.isKnown ? screen.rest : query.filter
            if file.owner != nil, filter.accepts(fields) { items.append(fields.item(names)) }
        }
        walk.run()
        return .found(items)
    }
}

/// The entities of a `file_item`, each made only when it is asked for.
struct FileFields: ItemFields {
    let file: FoundFile
    let host: Host

    /// The entities that are asked for, in the schema's order, and those that tell files apart.
    ///
    /// A rule about a whole file system may find tens of thousands of files, and size, times and access list cost
    /// two looks at each.
    static func names(_ query: ObjectQuery) -> [FieldName] {
        names.filter { query.needs($0) || [filePath, path, fileName].contains($0) }
    }

    /// The item with the entities of some names.
    func item(_ names: [FieldName]) -> Item {
        var fields: [ItemField] = []
        fields.reserveCapacity(names.count)
        for name in names { forEachField(named: name) { fields.append($0) } }
        return Item("file_item", fields: fields)
    }

    func forEachField(named name: FieldName, _ body: (ItemField) -> Void) {
        if LookFields.names.contains(name) {
            if let look = file.owner { LookFields(look: look).forEachField(named: name, body) }
        } else if let field = field(name) {
            body(field)
        }
    }

    private func field(_ name: FieldName) -> ItemField? {
        switch name {
        case Self.filePath: file.nameStart == nil ? nil : text(name, file.path[...])
        case Self.path: text(name, file.directory)
        case Self.fileName: text(name, file.name)
        case Self.accessTime: file.status.map { ItemField(name, $0.accessTime) }
        case Self.changeTime: file.status.map { ItemField(name, $0.changeTime) }
        case Self.modificationTime: file.status.map { ItemField(name, $0.modificationTime) }
        case Self.size: file.status.map { ItemField(name, $0.size) }
        case Self.hasExtendedACL:
            host.hasExtendedAccessList(HostPath(bytes: file.path)).map { ItemField(name, $0) }
                ?? ItemField(name, status: .doesNotExist, datatype: .boolean)
        default: nil
        }
    }

    private func text(_ name: FieldName, _ bytes: ArraySlice<UInt8>) -> ItemField {
        ItemField(name, ItemValue(bytes: bytes), datatype: .string)
    }

    private static let filePath = FieldName("filepath")
    private static let path = FieldName("path")
    private static let fileName = FieldName("filename")
    private static let accessTime = FieldName("a_time")
    private static let changeTime = FieldName("c_time")
    private static let modificationTime = FieldName("m_time")
    private static let size = FieldName("size")
    private static let hasExtendedACL = FieldName("has_extended_acl")

    private static let names: [FieldName] =
        [
            filePath, path, fileName, LookFields.type, LookFields.groupID, LookFields.userID, accessTime,
            changeTime, modificationTime, size,
        ] + LookFields.modeNames + [hasExtendedACL]
}

extension FileKind {
    /// The word for the kind in `unix-sc:file_item`.
    var ovalName: String {
        switch self {
        case .regular: "regular"
        case .directory: "directory"
        case .symbolicLink: "symbolic link"
        case .blockDevice: "block special"
        case .characterDevice: "character special"
        case .fifo: "fifo"
        case .socket: "socket"
        case .unknown: ""
        }
    }
}
