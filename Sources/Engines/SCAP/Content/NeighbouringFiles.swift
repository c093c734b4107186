import Glibc
import XCCDF
import XML

/// The files to which a bare benchmark refers: only those in its own directory are opened.
struct NeighbouringFiles {
    private let path: String
    private let directory: String
    private let options: ContentOptions

    init(of path: String, options: ContentOptions) {
        self.path = path
        self.options = options
        directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
    }

    /// The benchmark with the files that its checks and platforms name.
    func content(_ benchmark: Benchmark, input: XMLInput) throws -> Content {
        var components: [String: Component] = [:]
        for href in Set(benchmark.rules.flatMap { $0.checks.flatMap(\.hrefs) }).union(benchmark.platformHrefs)
        {
            components[href] = try component(href)
        }
        var dictionaries: [(dictionary: CPEDictionary, components: [String: Component])] = []
        if case .dictionary(let dictionary)? = try conventionalDictionary() {
            var names: [String: Component] = [:]
            for href in Set(dictionary.entries.flatMap { $0.checks.map(\.href) }) {
                names[href] = try components[href] ?? component(href)
            }
            dictionaries.append((dictionary, names))
        }
        let notes = components.values.compactMap { component in
            if case .absent(let sentence) = component { sentence } else { nil }
        }
        return Content(
            path: path, dataStreamID: nil, benchmark: benchmark, notes: notes.sorted(),
            components: components, dictionaries: dictionaries, input: input, origins: origins(components))
    }

    private func origins(_ components: [String: Component]) -> [String: Origin] {
        components.reduce(into: [:]) { origins, entry in
            if case .absent = entry.value { return }
            origins[entry.key] = Self.canonical(directory + entry.key).map { .file($0) }
        }
    }

    /// Content authors put the dictionary of `x-xccdf.xml` into `x-cpe-dictionary.xml`.
    private func conventionalDictionary() throws -> Component? {
        let name = path.dropFirst(
            path.lastIndex(of: "/").map { path.distance(from: path.startIndex, to: $0) + 1 } ?? 0)
        guard name.hasSuffix("-xccdf.xml") else { return nil }
        return try component(name.dropLast("-xccdf.xml".count) + "-cpe-dictionary.xml")
    }

    private func component(_ href: String) throws -> Component {
        guard Self.isPlain(href) else {
            return .absent("\"\(href.prefix(200))\" is not a file beside the benchmark and is not opened.")
        }
        guard let file = Self.canonical(directory + href) else {
            return .absent("\(directory)\(href): \(String(cString: strerror(errno)))")
        }
        guard let home = Self.canonical(directory), file.hasPrefix(home == "/" ? home : home + "/") else {
            return .absent(
                "\"\(href.prefix(200))\" leads out of the benchmark's directory and is not opened.")
        }
        return try Component(reader: XMLReader(path: file), options: options)
    }

    /// Relative, without a scheme, and without a step upwards.
    private static func isPlain(_ href: String) -> Bool {
        !href.isEmpty && !href.hasPrefix("/") && !href.contains(":") && !href.contains("\0")
            && !href.split(separator: "/").contains("..")
    }

    private static func canonical(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}

extension CheckExpression {
    /// The files that a check names.
    fileprivate var hrefs: [String] {
        switch self {
        case .check(let check): check.contents.map(\.href)
        case .complex(_, _, let parts): parts.flatMap(\.hrefs)
        }
    }
}

extension Benchmark {
    /// The files that the platforms' checks name.
    fileprivate var platformHrefs: [String] { platformSpecification.values.flatMap(\.hrefs) }
}

extension LogicalTest {
    fileprivate var hrefs: [String] {
        switch self {
        case .fact: []
        case .check(let fact): [fact.href]
        case .test(_, _, let parts): parts.flatMap(\.hrefs)
        }
    }
}
