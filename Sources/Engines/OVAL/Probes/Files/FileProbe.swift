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
        var items: [Item] = []
        let showsAccess = query.needs("a_time")
        let walk = FileWalk(index: index, search: search, wantsStatuses: search.isWide) { file in
            let fields = FileFields(file: file, host: self.index.host)
            if file.owner != nil, query.filter.accepts(fields) { items.append(fields.item(showsAccess)) }
        }
        walk.run()
        return .found(items)
    }
}

/// The entities of a `file_item`, each made only when it is asked for.
struct FileFields: ItemFields {
    let file: FoundFile
    let host: Host

    /// The item with every entity but, unless it is wanted, the time of access: two looks at one file differ in it,
    /// and sets compare whole items.
    func item(_ showsAccess: Bool) -> Item {
        var fields: [ItemField] = []
        fields.reserveCapacity(Self.names.count)
        for name in Self.names where showsAccess || name != Self.accessTime {
            forEachField(named: name) { fields.append($0) }
        }
        return Item("file_item", fields: fields)
    }

    func forEachField(named name: FieldName, _ body: (ItemField) -> Void) {
        if let bit = Self.modeBits[name] {
            if let mode = file.owner?.mode { body(ItemField(name, mode & bit != 0)) }
            return
        }
        if let field = field(name) { body(field) }
    }

    private func field(_ name: FieldName) -> ItemField? {
        switch name {
        case Self.userID: file.owner.map { ItemField(name, Int64($0.userID)) }
        case Self.groupID: file.owner.map { ItemField(name, Int64($0.groupID)) }
        case Self.type: file.owner.map { ItemField(name, FileKind(mode: $0.mode).ovalName) }
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
    private static let type = FieldName("type")
    private static let groupID = FieldName("group_id")
    private static let userID = FieldName("user_id")
    private static let accessTime = FieldName("a_time")
    private static let changeTime = FieldName("c_time")
    private static let modificationTime = FieldName("m_time")
    private static let size = FieldName("size")
    private static let hasExtendedACL = FieldName("has_extended_acl")

    /// The entities that are one bit of the mode, in the schema's order.
    private static let modeNames: [(FieldName, UInt32)] = [
        ("suid", 0o4000), ("sgid", 0o2000), ("sticky", 0o1000), ("uread", 0o400), ("uwrite", 0o200),
        ("uexec", 0o100), ("gread", 0o40), ("gwrite", 0o20), ("gexec", 0o10), ("oread", 0o4),
        ("owrite", 0o2), ("oexec", 0o1),
    ]
    private static let modeBits = Dictionary(uniqueKeysWithValues: modeNames)
    private static let names: [FieldName] =
        [
            filePath, path, fileName, type, groupID, userID, accessTime, changeTime, modificationTime, size,
        ] + modeNames.map(\.0) + [hasExtendedACL]
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
