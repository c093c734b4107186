import Host
import YAML

/// Collects `independent:yamlfilecontent_object` (OVAL 5.11.3, `ind-sc:yamlfilecontent_item`): what a YAML
/// path leads to in YAML or JSON files.
public final class YAMLFileContentProbe: Probe {
    /// The objects that it serves.
    public let objects = ["yamlfilecontent_object"]
    /// False: the index and the caches tell the host's observer of each use.
    public var remembersReading: Bool { false }
    private let files: FileContents
    /// Platform content asks one dump dozens of times, so the last few stay composed.
    private var parsed: [(path: [UInt8], documents: [YAMLTree.Document])] = []

    init(files: FileContents) { self.files = files }

    /// Collects one item for each file in which the path leads somewhere.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let yamlpath = query["yamlpath"] else { return .lacking("a yamlpath", query) }
        var paths: [YAMLPath] = []
        do throws(YAMLPathError) {
            for text in yamlpath.values { paths.append(try YAMLPath(text)) }
        } catch {
            return Collected(.error, messages: ["object \(query.id): \(error)"])
        }
        var items: [Item] = []
        var problems: [String] = []
        func add(_ fields: [ItemField], _ name: String, _ documents: [YAMLTree.Document]) {
            for (path, text) in zip(paths, yamlpath.values) {
                do throws(YAMLRecordError) {
                    let records = try YAMLRecords(documents.flatMap { path.nodes(of: $0) }).records
                    if records.isEmpty { continue }
                    let values = records.map { ItemField("value", .record($0), datatype: .record) }
                    let item = Item(
                        "yamlfilecontent_item", fields: fields + [ItemField("yamlpath", text)] + values)
                    if query.filter.accepts(item) { items.append(item) }
                } catch {
                    problems.append("\(name): the YAML path \"\(text)\" \(error.sentence)")
                }
            }
        }
        if let content = query["content"] {
            for text in content.values {
                do throws(YAMLError) {
                    add([ItemField("content", text)], "the content", try YAMLTree.documents(text))
                } catch {
                    problems.append("the content: \(error)")
                }
            }
            return .found(items, messages: problems)
        }
        guard let search = FileSearch(query) else { return .lacking("a path", query) }
        let messages = files.forEach(search) { file, bytes in
            let name = HostPath(bytes: file.path).description
            do throws(YAMLError) {
                add(file.placeFields, name, try self.documents(of: file.path, bytes))
            } catch {
                problems.append(error.description)
            }
        }
        return .found(items, messages: problems + messages)
    }

    private func documents(of path: [UInt8], _ bytes: [UInt8]) throws(YAMLError) -> [YAMLTree.Document] {
        if let known = parsed.first(where: { $0.path == path }) { return known.documents }
        let name = HostPath(bytes: path).description
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw YAMLError(file: name, line: 0, column: 0, reason: "the text is not valid UTF-8")
        }
        let documents = try YAMLTree.documents(text, file: name)
        if parsed.count == 4 { parsed.removeFirst() }
        parsed.append((path, documents))
        return documents
    }
}
