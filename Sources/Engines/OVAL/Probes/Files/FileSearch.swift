/// What a file-like object looks for: `filepath`, or `path` and `filename` with behaviours.
struct FileSearch {
    /// The whole path of a file, or nil when ``directory`` is used.
    let filePath: EntityQuery?
    /// The directory, or nil when ``filePath`` is used.
    let directory: EntityQuery?
    /// The name in the directory; nil means the directory itself (`xsi:nil`).
    let fileName: EntityQuery?
    /// How directories are searched; `filepath` knows no recursion.
    let behaviors: FileBehaviors

    /// Reads the entities of a query; nil when it has neither `filepath` nor `path` with `filename`.
    init?(_ query: ObjectQuery) {
        if let filePath = query["filepath"] {
            self.filePath = filePath
            directory = nil
            fileName = nil
            behaviors = FileBehaviors()
        } else if let directory = query["path"], let fileName = query["filename"] {
            filePath = nil
            self.directory = directory
            self.fileName = fileName.isNil ? nil : fileName
            behaviors = FileBehaviors(query.behaviors)
        } else {
            return nil
        }
    }

    /// Whether the search can visit very many files, so that reading statuses along pays.
    var isWide: Bool { behaviors.direction == .down && behaviors.maxDepth != 0 }

    /// The longest directory that every match of a path pattern lies in, `/` when none can be told.
    ///
    /// Starting there instead of at `/` is what makes patterns such as `^/etc/audit/rules\.d/.*\.rules$` cheap.
    static func literalDirectory(of pattern: String) -> [UInt8] {
        var source = Array(pattern.utf8)
        if source.first == UInt8(ascii: "^") { source.removeFirst() }
        // An alternative at any level may lie elsewhere than its first branch.
        if source.contains(UInt8(ascii: "|")) || source.first != UInt8(ascii: "/") {
            return [UInt8(ascii: "/")]
        }
        var literal: [UInt8] = []
        var index = 0
        while index < source.count {
            let byte = source[index]
            if byte == UInt8(ascii: "\\"), index + 1 < source.count, Self.isPunctuation(source[index + 1]) {
                literal.append(source[index + 1])
                index += 2
            } else if "\\^$.[(?*+{".utf8.contains(byte) {
                // A quantifier takes the character before it.
                if "?*+{".utf8.contains(byte), !literal.isEmpty { literal.removeLast() }
                break
            } else {
                literal.append(byte)
                index += 1
            }
        }
        guard let slash = literal.lastIndex(of: UInt8(ascii: "/")), slash > 0 else {
            return [UInt8(ascii: "/")]
        }
        return Array(literal[..<slash])
    }

    private static func isPunctuation(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }
}
