import Host

/// The regular files that an object names, each with its content, for the probes that look into files.
struct FileContents {
    let index: FileIndex
    let contents: ContentCache

    /// Calls `body` at each regular file (links to files included) that fits; special files are passed over.
    ///
    /// - Returns: one sentence for each file that could not be read.
    func forEach(_ search: FileSearch, _ body: @escaping (FoundFile, [UInt8]) -> Void) -> [String] {
        var messages: [String] = []
        let walk = FileWalk(index: index, search: search, wantsStatuses: false) { file in
            guard file.isReadable else { return }
            switch contents.content(of: file.path) {
            case .nothing: return
            case .failed(let error): messages.append(error.description)
            case .bytes(let bytes): body(file, bytes)
            }
        }
        walk.run()
        return messages
    }
}

extension FoundFile {
    /// Whether the file may have content: a regular file, or a link that may lead to one.
    var isReadable: Bool { nameStart != nil && (kind == .regular || kind == .symbolicLink) }

    /// The entities `filepath`, `path` and `filename` that every item about a file begins with.
    var placeFields: [ItemField] {
        let fields = [
            ItemField("path", ItemValue(bytes: directory), datatype: .string),
            ItemField("filename", ItemValue(bytes: name), datatype: .string),
        ]
        if nameStart == nil { return Array(fields.prefix(1)) }
        return [ItemField("filepath", ItemValue(bytes: path), datatype: .string)] + fields
    }
}

extension Collected {
    /// The items, and the flag `error` with the messages when there are any.
    static func found(_ items: [Item], messages: [String]) -> Collected {
        messages.isEmpty ? .found(items) : Collected(.error, items: items, messages: messages)
    }

    /// The object lacks an entity that the schema requires.
    static func lacking(_ entities: String, _ query: ObjectQuery) -> Collected {
        Collected(.error, messages: ["object \(query.id) lacks \(entities)"])
    }

    /// A directory runs no kernel and no programs: what only they know is not collected.
    static func needsRunningSystem(_ subject: String) -> Collected {
        Collected(
            .notCollected, messages: ["nothing runs in a directory, so there are no \(subject) to read"])
    }
}

extension ObjectQuery {
    /// The items that the filters accept.
    func accepted(_ items: [Item]) -> [Item] {
        filter.isEmpty ? items : items.filter { filter.accepts($0) }
    }
}
