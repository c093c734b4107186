import Bytes
import XCCDF
import XML

extension Content {
    /// Reads a file: a SCAP 1.2 or 1.3 source data stream collection, or an XCCDF benchmark.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - options: Which parts are kept.
    ///   - dataStream: The id of the data stream; nil for the first.
    ///   - benchmark: The id of the benchmark or of its component-ref; nil for the data stream's first.
    ///   - cache: Where data streams that were read before are kept; nil reads the file each time.
    /// - Throws: ``SCAPError``, one sentence that names the file.
    public init(
        path: String, options: ContentOptions = .scan, dataStream: String? = nil, benchmark: String? = nil,
        cache: ContentCache? = nil
    ) throws(SCAPError) {
        do {
            let input = try XMLInput(path: path)
            let identity = input.identity
            let name = ContentCache.Name(content: path, options: options, dataStream: dataStream)
            if var kept = cache?.reader(of: name, for: input),
                let collection = try? DataStreamCollection(
                    flat: &kept, file: path, options: options, dataStreamID: dataStream)
            {
                self = try collection.content(benchmarkID: benchmark, input: input)
                return
            }
            let reader = try XMLReader(input)
            switch reader.localName {
            case "data-stream-collection":
                var collection = DataStreamCollection(file: path, options: options, dataStreamID: dataStream)
                try collection.read(reader)
                self = try collection.content(benchmarkID: benchmark, input: input)
                cache?.keep(name, of: input, seen: identity) { collection.write(flat: &$0) }
            case "Benchmark" where Benchmark.namespaces.contains(reader.namespace):
                let benchmark = try Benchmark(reader: reader, options: options.benchmark)
                self = try NeighbouringFiles(of: path, options: options).content(benchmark, input: input)
            default:
                throw SCAPError.notSCAP(
                    file: path, root: reader.localName,
                    expected: "data-stream-collection or an XCCDF Benchmark")
            }
        } catch {
            throw SCAPError(error, file: path)
        }
    }
}

extension ContentCache.Name {
    /// The parts of a data stream that are kept under some options.
    fileprivate init(content path: String, options: ContentOptions, dataStream: String?) {
        let stream = dataStream.map { "the data stream \($0)" } ?? "the first data stream"
        self.init(path: path, parts: "parts \(options.rawValue) of \(stream)")
    }
}

extension Tailoring {
    /// Reads a tailoring file.
    ///
    /// - Throws: ``SCAPError``, one sentence that names the file.
    public init(path: String) throws(SCAPError) {
        do {
            let reader = try XMLReader(path: path)
            guard reader.localName == "Tailoring", Tailoring.namespaces.contains(reader.namespace) else {
                throw SCAPError.notSCAP(file: path, root: reader.localName, expected: "Tailoring")
            }
            try self.init(reader: reader)
        } catch {
            throw SCAPError(error, file: path)
        }
    }
}
