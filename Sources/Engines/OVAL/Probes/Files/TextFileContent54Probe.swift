import Host
import Patterns

/// Collects `independent:textfilecontent54_object` (OVAL 5.11, `ind-sc:textfilecontent_item`): every match of
/// a pattern in every file that fits.
public final class TextFileContent54Probe: Probe {
    /// The objects that it serves.
    public let objects = ["textfilecontent54_object"]
    /// False: the index and the caches tell the host's observer of each use.
    public var remembersReading: Bool { false }
    private let index: FileIndex
    private let contents: ContentCache
    private var patterns: [PatternKey: Result<Pattern, PatternError>] = [:]

    private struct PatternKey: Hashable {
        let source: String
        let options: Pattern.Options
    }

    init(index: FileIndex, contents: ContentCache) {
        self.index = index
        self.contents = contents
    }

    /// Collects the matches.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let search = FileSearch(query), let pattern = query["pattern"], let instance = query["instance"]
        else {
            return Collected(.error, messages: ["object \(query.id) lacks a path, a pattern or an instance"])
        }
        var items: [Item] = []
        var messages: [String] = []
        let options = Self.options(query.behaviors)
        let walk = FileWalk(index: index, search: search, wantsStatuses: false) { file in
            guard file.nameStart != nil, file.kind == .regular || file.kind == .symbolicLink else { return }
            switch self.contents.content(of: file.path) {
            case .nothing: return
            case .failed(let error): messages.append(error.description)
            case .bytes(let bytes):
                for source in pattern.values {
                    var lines = LineCounter()
                    do throws(PatternError) {
                        try self.compiled(source, options).forEachMatch(
                            in: bytes, instance: instance
                        ) { number, match in
                            let fields = TextFields(
                                file: file, pattern: source, instance: number, match: match, bytes: bytes)
                            guard query.filter.accepts(fields) else { return }
                            var item = fields.item
                            item.line = lines.line(of: match.range, in: bytes)
                            items.append(item)
                        }
                    } catch {
                        messages.append("\(HostPath(bytes: file.path)): \(error)")
                    }
                }
            }
        }
        walk.run()
        if messages.isEmpty { return .found(items) }
        return Collected(.error, items: items, messages: messages)
    }

    /// OVAL 5.11, `ind-def:Textfilecontent54Behaviors`: `^` and `$` match at line ends unless told otherwise.
    private static func options(_ behaviors: [String: String]) -> Pattern.Options {
        func isSet(_ name: String, default standard: Bool) -> Bool {
            behaviors[name].map { $0 == "true" || $0 == "1" } ?? standard
        }
        var options: Pattern.Options = .utf8
        if isSet("multiline", default: true) { options.insert(.multiline) }
        if isSet("singleline", default: false) { options.insert(.dotMatchesNewline) }
        if isSet("ignore_case", default: false) { options.insert(.caseInsensitive) }
        return options
    }

    /// Compiled only when a file is there to be searched: most objects of a stream name absent files.
    private func compiled(_ source: String, _ options: Pattern.Options) throws(PatternError) -> Pattern {
        let key = PatternKey(source: source, options: options)
        if let known = patterns[key] { return try known.get() }
        let result: Result<Pattern, PatternError>
        do throws(PatternError) {
            result = .success(try Pattern(source, options: options))
        } catch {
            result = .failure(error)
        }
        patterns[key] = result
        return try result.get()
    }
}

extension Pattern {
    /// Calls `body` with the number (from one) and the ranges of each match whose number the entity accepts.
    ///
    /// A negative instance counts from the last match backwards.
    fileprivate func forEachMatch(
        in bytes: [UInt8], instance: EntityQuery, _ body: (Int64, Match) -> Void
    ) throws(PatternError) {
        if instance.values.contains(where: { $0.hasPrefix("-") }) {
            var matches: [Match] = []
            try forEachMatch(in: bytes) { match in
                matches.append(match)
                return true
            }
            for (offset, match) in matches.enumerated() {
                let number = Int64(offset + 1)
                if instance.matches(.integer(number))
                    || instance.matches(.integer(number - Int64(matches.count) - 1))
                {
                    body(number, match)
                }
            }
            return
        }
        var number: Int64 = 0
        // Only the first is wanted by a third of all objects: the rest of the file is not searched.
        let last: Int64? =
            instance.operation == .equals && instance.values.count == 1 ? Int64(instance.values[0]) : nil
        try forEachMatch(in: bytes) { match in
            number += 1
            if instance.matches(.integer(number)) { body(number, match) }
            return last.map { number < $0 } ?? true
        }
    }
}

/// The entities of one match, made when they are asked for.
private struct TextFields: ItemFields {
    let file: FoundFile
    let pattern: String
    let instance: Int64
    let match: Pattern.Match
    let bytes: [UInt8]

    var item: Item {
        var fields: [ItemField] = []
        for name in Self.names { forEachField(named: name) { fields.append($0) } }
        return Item("textfilecontent_item", fields: fields)
    }

    func forEachField(named name: FieldName, _ body: (ItemField) -> Void) {
        switch name {
        case Self.filePath: body(field(name, file.path[...]))
        case Self.path: body(field(name, file.directory))
        case Self.fileName: body(field(name, file.name))
        case Self.pattern: body(ItemField(name, pattern))
        case Self.instance: body(ItemField(name, instance))
        case Self.text: body(field(name, bytes[match.range]))
        case Self.subexpression:
            for case let range? in match.ranges.dropFirst() { body(field(name, bytes[range])) }
        default: break
        }
    }

    private func field(_ name: FieldName, _ bytes: ArraySlice<UInt8>) -> ItemField {
        ItemField(name, ItemValue(bytes: bytes), datatype: .string)
    }

    private static let filePath = FieldName("filepath")
    private static let path = FieldName("path")
    private static let fileName = FieldName("filename")
    private static let pattern = FieldName("pattern")
    private static let instance = FieldName("instance")
    private static let text = FieldName("text")
    private static let subexpression = FieldName("subexpression")
    private static let names = [filePath, path, fileName, pattern, instance, text, subexpression]
}
