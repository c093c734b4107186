import Bytes
import XCCDF
import XML

/// What a file of SCAP holds, for people who look before they scan.
///
/// ```swift
/// for checklist in try ContentSummary(path: "ssg-debian12-ds.xml").checklists { print(checklist.profiles) }
/// ```
///
/// Only data streams, benchmarks and tailorings are read; a pass over the tags finds them, so that a file of 22 MB
/// takes a fifth of a second. That the rest is well-formed is found out when it is used.
public struct ContentSummary: Sendable {
    /// What the file is.
    public let kind: DocumentKind
    /// The data streams in document order; none for other documents.
    public private(set) var streams: [DataStream] = []
    /// The checklists in document order, once for each data stream that has them.
    public private(set) var checklists: [Checklist] = []
    /// The tailorings in document order.
    public private(set) var tailorings: [Tailoring] = []
    /// When each component was made, by its id, as the file says.
    public private(set) var timestamps: [String: String] = [:]

    /// A benchmark, and where it stands.
    public struct Checklist: Sendable {
        /// The data stream's id; nil for a bare benchmark.
        public let stream: String?
        /// The component-ref's id; nil for a bare benchmark.
        public let reference: String?
        /// The benchmark without descriptions, references and repairs.
        public let benchmark: Benchmark
        /// The files that its checks name, and their systems, in document order.
        public let checkFiles: [CheckFile]
        /// The profiles in document order.
        public var profiles: [Profile] { benchmark.profiles }
    }

    /// A file that checks name.
    public struct CheckFile: Sendable, Hashable {
        /// The file as the benchmark calls it.
        public let href: String
        /// The checking system's URI.
        public let system: String
    }

    init(
        kind: DocumentKind, streams: [DataStream], checklists: [Checklist], tailorings: [Tailoring],
        timestamps: [String: String]
    ) {
        self.kind = kind
        self.streams = streams
        self.checklists = checklists
        self.tailorings = tailorings
        self.timestamps = timestamps
    }

    /// Reads a file.
    ///
    /// - Parameter cache: Where data streams that were read before are kept; nil reads the file each time.
    /// - Throws: ``SCAPError``, one sentence that names the file.
    public init(path: String, cache: ContentCache? = nil) throws(SCAPError) {
        do {
            let file = try XMLInput(path: path)
            let identity = file.identity
            let name = ContentCache.Name(path: path, parts: "summary")
            if var kept = cache?.reader(of: name, for: file), let summary = try? Self(flat: &kept) {
                self = summary
                return
            }
            let input = try file.unpacked()
            do {
                try self.init(input)
                if case .dataStream = kind {
                    let summary = self
                    cache?.keep(name, of: file, seen: identity) { summary.write(flat: &$0) }
                }
            } catch let error as XMLError where error.line > 0 {
                // Lines within a component count from it: reading the whole file finds the true one.
                try XMLReader(input).skip()
                throw XMLError(file: path, reason: error.reason)
            }
        } catch {
            throw SCAPError(error, file: path)
        }
    }

    private init(_ input: XMLInput) throws {
        kind = try DocumentKind(input)
        switch kind {
        case .dataStream: try readStreams(input)
        case .benchmark:
            let benchmark = try Benchmark(reader: XMLReader(input), options: [])
            checklists = [Checklist(stream: nil, reference: nil, benchmark: benchmark)]
        case .tailoring: tailorings = [try Tailoring(reader: XMLReader(input))]
        case .resultDataStream, .oval, .dictionary, .questionnaires: break
        }
    }

    private mutating func readStreams(_ input: XMLInput) throws {
        let outline = try Self.outline(input)
        var roots: [String: XMLOutline.Element] = [:]
        for (index, element) in outline.elements.enumerated() where element.parent == 0 {
            switch element.localName {
            case "data-stream": streams.append(try DataStream(reader: XMLReader(outline.slice(element))))
            case "component":
                guard let id = element.attribute("id") else { continue }
                roots[id] = outline.children(of: index).first
                timestamps[id] = element.attribute("timestamp")
            default: break
            }
        }
        for stream in streams {
            for reference in stream.references where reference.use == .checklists {
                guard let id = reference.componentID else { continue }
                guard let root = roots[id] else {
                    throw SCAPError.danglingReference(
                        file: input.name, reference: reference.id, component: id)
                }
                let reader = try XMLReader(outline.slice(root))
                switch reader.localName {
                case "Benchmark":
                    let benchmark = try Benchmark(reader: reader, options: [])
                    checklists.append(
                        Checklist(stream: stream.id, reference: reference.id, benchmark: benchmark))
                case "Tailoring": tailorings.append(try Tailoring(reader: reader))
                default: break
                }
            }
        }
    }

    private static func outline(_ input: XMLInput) throws -> XMLOutline {
        do throws(XMLError) {
            return try input.outline(depth: 3)
        } catch {
            guard case .unsupportedEncoding = error.reason else { throw error }
            let text = try XMLReader(input).outerXML()
            return try XMLInput(bytes: Array(text.utf8), name: input.name).outline(depth: 3)
        }
    }
}

extension ContentSummary.Checklist {
    init(stream: String?, reference: String?, benchmark: Benchmark) {
        self.stream = stream
        self.reference = reference
        self.benchmark = benchmark
        var seen: Set<ContentSummary.CheckFile> = []
        checkFiles = benchmark.rules.flatMap { $0.checks.flatMap(\.files) }.filter {
            seen.insert($0).inserted
        }
    }
}

extension CheckExpression {
    fileprivate var files: [ContentSummary.CheckFile] {
        switch self {
        case .check(let check): check.contents.map { .init(href: $0.href, system: check.system) }
        case .complex(_, _, let parts): parts.flatMap(\.files)
        }
    }
}
