import Bytes
import Host

/// Collects `independent:filehash58_object` (OVAL 5.11, `ind-sc:filehash58_item`): the digests of files.
public final class FileHash58Probe: Probe {
    /// The objects that it serves.
    public let objects = ["filehash58_object"]
    /// False: the index and the caches tell the host's observer of each use.
    public var remembersReading: Bool { false }
    private let digests: FileDigests

    init(digests: FileDigests) { self.digests = digests }

    /// Collects one item for each file and each kind of digest that matches.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let search = FileSearch(query), let kind = query["hash_type"] else {
            return .lacking("a path or a hash_type", query)
        }
        let algorithms = Digest.Algorithm.allCases.filter { kind.matches($0.ovalName) }
        // The schema's enumeration is closed, so a name outside of it is the content's mistake.
        if algorithms.isEmpty, kind.operation == .equals {
            return Collected(
                .error, messages: ["object \(query.id): there is no digest \"\(kind.values.first ?? "")\""])
        }
        var items: [Item] = []
        let messages = digests.forEach(search, algorithms) { file, digests in
            for (algorithm, digest) in zip(algorithms, digests) {
                let item = Item(
                    "filehash58_item",
                    fields: file.placeFields + [
                        ItemField("hash_type", algorithm.ovalName), ItemField("hash", digest),
                    ])
                if query.filter.accepts(item) { items.append(item) }
            }
        }
        return .found(items, messages: messages)
    }
}

/// Collects `independent:filehash_object`, the form before OVAL 5.8: MD5 and SHA-1 of files.
public final class FileHashProbe: Probe {
    /// The objects that it serves.
    public let objects = ["filehash_object"]
    /// False: the index and the caches tell the host's observer of each use.
    public var remembersReading: Bool { false }
    private let digests: FileDigests

    init(digests: FileDigests) { self.digests = digests }

    /// Collects one item for each file that matches.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let search = FileSearch(query) else { return .lacking("a path", query) }
        var items: [Item] = []
        let messages = digests.forEach(search, [.md5, .sha1]) { file, digests in
            let item = Item(
                "filehash_item",
                fields: file.placeFields + [ItemField("md5", digests[0]), ItemField("sha1", digests[1])])
            if query.filter.accepts(item) { items.append(item) }
        }
        return .found(items, messages: messages)
    }
}

/// The digests of a scan's files, each file read once however many objects ask for it.
final class FileDigests {
    private let index: FileIndex
    private var known: [[UInt8]: [Digest.Algorithm: String]] = [:]

    init(index: FileIndex) { self.index = index }

    /// Calls `body` with the digests of each regular file that fits, in the algorithms' order.
    ///
    /// - Returns: one sentence for each file that could not be read.
    func forEach(
        _ search: FileSearch, _ algorithms: [Digest.Algorithm],
        _ body: @escaping (FoundFile, [String]) -> Void
    ) -> [String] {
        var messages: [String] = []
        let walk = FileWalk(index: index, search: search, wantsStatuses: false) { file in
            guard file.isReadable else { return }
            do throws(HostError) {
                body(file, try self.digests(of: file.path, algorithms))
            } catch {
                if case .system = error.reason { messages.append(error.description) }
            }
        }
        walk.run()
        return messages
    }

    /// The digests of one file in hexadecimal.
    func digests(
        of path: [UInt8], _ algorithms: [Digest.Algorithm]
    ) throws(HostError) -> [String] {
        index.host.noteContent(of: HostPath(bytes: path))
        let missing = algorithms.filter { known[path]?[$0] == nil }
        if !missing.isEmpty {
            var digests = missing.map { Digest($0) }
            try index.host.forEachPiece(of: HostPath(bytes: path)) { piece in
                for position in digests.indices { digests[position].update(piece) }
            }
            for position in digests.indices {
                known[path, default: [:]][missing[position]] = Hex.encode(digests[position].finish())
            }
        }
        return algorithms.map { known[path]?[$0] ?? "" }
    }
}

extension Digest.Algorithm {
    /// The name in `ind-sc:EntityItemHashTypeType`.
    var ovalName: String {
        switch self {
        case .md5: "MD5"
        case .sha1: "SHA-1"
        case .sha224: "SHA-224"
        case .sha256: "SHA-256"
        case .sha384: "SHA-384"
        case .sha512: "SHA-512"
        }
    }
}
