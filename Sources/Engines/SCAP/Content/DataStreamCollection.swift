import Bytes
import XCCDF
import XML

/// The one pass over a source data stream collection (SCAP 1.3, 3.1).
///
/// Data streams come before components, so only the components of the chosen stream are read.
struct DataStreamCollection {
    private let file: String
    private let options: ContentOptions
    private let dataStreamID: String?
    private var streams: [DataStream] = []
    private var components: [String: Component] = [:]

    init(file: String, options: ContentOptions, dataStreamID: String?) {
        self.file = file
        self.options = options
        self.dataStreamID = dataStreamID
    }

    /// Makes a collection from what ``write(flat:)`` wrote.
    init(
        flat reader: inout FlatReader, file: String, options: ContentOptions, dataStreamID: String?
    ) throws(FlatError) {
        self.init(file: file, options: options, dataStreamID: dataStreamID)
        streams = try [DataStream](flat: &reader)
        for _ in 0..<(try reader.count()) {
            let id = try reader.text()
            components[id] = try Component(flat: &reader, file: file)
        }
    }

    /// Appends what was read.
    func write(flat writer: inout FlatWriter) {
        streams.write(flat: &writer)
        writer.number(UInt(components.count))
        for (id, component) in components.sorted(by: { $0.key < $1.key }) {
            writer.text(id)
            component.write(flat: &writer)
        }
    }

    /// Reads the collection on whose root element the reader stands.
    mutating func read(_ reader: XMLReader) throws {
        var wanted: Set<String>?
        try reader.forEachChild { child in
            switch child.localName {
            case "data-stream": streams.append(try DataStream(reader: child))
            case "component":
                if wanted == nil { wanted = Set(try chosenStream().references.compactMap(\.componentID)) }
                guard let id = child.attribute("id"), wanted?.contains(id) ?? false else { return }
                var component = Component.ignored
                try child.forEachChild { component = try Component(reader: $0, options: options) }
                components[id] = component
            default: break
            }
        }
    }

    /// The chosen stream's benchmark with what it refers to.
    func content(benchmarkID: String?, input: XMLInput) throws(SCAPError) -> Content {
        let stream = try chosenStream()
        for reference in stream.references where reference.use != .extendedComponents {
            guard let id = reference.componentID, components[id] == nil else { continue }
            throw .danglingReference(file: file, reference: reference.id, component: id)
        }
        let (reference, benchmark) = try chosenBenchmark(stream, id: benchmarkID)
        let dictionaries = stream.references.filter { $0.use == .dictionaries }.compactMap { reference in
            if case .dictionary(let dictionary)? = components[reference.componentID ?? ""] {
                (dictionary, names(reference, in: stream))
            } else {
                nil
            }
        }
        let tailorings = stream.references.compactMap { reference in
            if case .tailoring(let tailoring)? = components[reference.componentID ?? ""] {
                (reference.id, tailoring)
            } else {
                nil
            }
        }
        let notes = stream.references.filter { $0.componentID == nil }.map {
            "the component \"\($0.id)\" is at \($0.href) and is not fetched; rules that need it are not checked"
        }
        return Content(
            path: file, dataStreamID: stream.id, benchmark: benchmark, notes: notes,
            components: names(reference, in: stream), dictionaries: dictionaries, tailorings: tailorings,
            input: input, benchmarkOrigin: reference.componentID.map { .component($0) },
            origins: stream.references.filter { $0.use == .dictionaries }.reduce(
                into: origins(reference, in: stream)
            ) { known, dictionary in
                // What the benchmark calls by a name counts before what a dictionary calls so.
                known.merge(origins(dictionary, in: stream)) { first, _ in first }
            })
    }

    private func chosenStream() throws(SCAPError) -> DataStream {
        let match = dataStreamID.map { id in streams.first { $0.id == id } } ?? streams.first
        guard let match else {
            throw .noDataStream(
                file: file, id: streams.isEmpty ? nil : dataStreamID, candidates: streams.map(\.id))
        }
        return match
    }

    private func chosenBenchmark(
        _ stream: DataStream, id: String?
    ) throws(SCAPError) -> (ComponentReference, Benchmark) {
        var candidates: [String] = []
        for reference in stream.references where reference.use == .checklists {
            guard case .benchmark(let benchmark)? = components[reference.componentID ?? ""] else { continue }
            if id == nil || id == benchmark.id || id == reference.id { return (reference, benchmark) }
            candidates.append(benchmark.id)
        }
        throw .noBenchmark(
            file: file, dataStream: stream.id, id: candidates.isEmpty ? nil : id, candidates: candidates)
    }

    /// Where what the names in a component's catalogue mean stands.
    private func origins(_ reference: ComponentReference, in stream: DataStream) -> [String: Origin] {
        reference.catalog.compactMapValues { uri in
            guard uri.hasPrefix("#"), let id = stream.reference(String(uri.dropFirst()))?.componentID,
                components[id] != nil
            else { return nil }
            return .component(id)
        }
    }

    /// What the names in a component's catalogue mean.
    private func names(_ reference: ComponentReference, in stream: DataStream) -> [String: Component] {
        reference.catalog.mapValues { uri in
            guard uri.hasPrefix("#") else { return .absent("\(uri) is not fetched.") }
            guard let target = stream.reference(String(uri.dropFirst())) else {
                return .absent("The data stream has no component-ref \"\(uri.dropFirst())\".")
            }
            guard let id = target.componentID else { return .absent("\(target.href) is not fetched.") }
            return components[id] ?? .absent("The file has no component \"\(id)\".")
        }
    }
}
