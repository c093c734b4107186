import Host
import Patterns

/// Collects `independent:textfilecontent_object`, the form before OVAL 5.4: the lines of files that match.
public final class TextFileContentProbe: Probe {
    /// The objects that it serves.
    public let objects = ["textfilecontent_object"]
    /// False: the index and the caches tell the host's observer of each use.
    public var remembersReading: Bool { false }
    private let files: FileContents

    init(files: FileContents) { self.files = files }

    /// Collects the lines that match, each once a file.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let search = FileSearch(query), let line = query["line"] else {
            return .lacking("a path or a line", query)
        }
        var patterns: [Pattern] = []
        do throws(PatternError) {
            for value in line.values { patterns.append(try Pattern(value, options: .utf8)) }
        } catch {
            return Collected(.error, messages: ["object \(query.id): \(error)"])
        }
        var items: [Item] = []
        var problems: [String] = []
        let messages = files.forEach(search) { file, bytes in
            var instances = [Int64](repeating: 0, count: patterns.count)
            for text in bytes.split(separator: 0x0A) {
                for (number, pattern) in patterns.enumerated() {
                    do throws(PatternError) {
                        guard let match = try pattern.firstMatch(in: text) else { continue }
                        instances[number] += 1
                        let item = Self.item(
                            file, line.values[number], instances[number], Array(text), match)
                        if query.filter.accepts(item) { items.append(item) }
                    } catch {
                        problems.append("\(HostPath(bytes: file.path)): \(error)")
                    }
                }
            }
        }
        return .found(items, messages: problems + messages)
    }

    private static func item(
        _ file: FoundFile, _ pattern: String, _ instance: Int64, _ line: [UInt8],
        _ match: Pattern.Match
    ) -> Item {
        var fields = file.placeFields
        fields += [
            ItemField("pattern", pattern), ItemField("instance", instance), ItemField("line", pattern),
            ItemField("text", ItemValue(bytes: line[match.range]), datatype: .string),
        ]
        for case let range? in match.ranges.dropFirst() {
            fields.append(ItemField("subexpression", ItemValue(bytes: line[range]), datatype: .string))
        }
        return Item("textfilecontent_item", fields: fields)
    }
}
