import Glibc
import XML

/// A file and all files that it names, as the components of a data stream.
struct NamedComponents {
    /// A file that becomes a component.
    struct Component {
        /// The name from which its ids are made.
        let name: String
        let path: String
        let kind: SourceKind
        /// The files that it names: as it writes them, and the names of their components.
        var catalog: [(href: String, component: String)] = []

        var referenceID: String { "scap_org.open-scap_cref_\(Self.mangled(name))" }
        var id: String { "scap_org.open-scap_comp_\(Self.mangled(name))" }

        static func mangled(_ name: String) -> String {
            name.split(separator: "/", omittingEmptySubsequences: false).joined(separator: "--")
        }

        /// The section of a data stream to which it belongs (SCAP 1.3, 3.1).
        var section: String {
            switch kind {
            case .checklist, .tailoring: "checklists"
            case .cpeDictionary, .cpeLanguage: "dictionaries"
            default: "checks"
            }
        }
    }

    /// The components, each after those that it names.
    private(set) var components: [Component] = []
    private var known: Set<String> = []

    /// Starts at a file; `name` is what its ids are made of.
    init(path: String, name: String) throws(Failure) {
        let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        let prefix = name.lastIndex(of: "/").map { String(name[...$0]) } ?? ""
        try add(path: path, name: name, directory: directory, prefix: prefix)
    }

    private mutating func add(
        path: String, name: String, directory: String, prefix: String
    ) throws(Failure) {
        guard known.insert(name).inserted else { return }
        guard access(path, R_OK) == 0 else {
            throw Failure(
                "Unable to open file: '\(path)'",
                "Could not find file \(path): \(String(cString: strerror(errno))).")
        }
        let source = try SourceFile(path)
        var component = Component(name: name, path: path, kind: source.kind)
        for href in try Self.references(source) where !href.contains("://") {
            component.catalog.append((href, prefix + href))
            try add(path: directory + href, name: prefix + href, directory: directory, prefix: prefix)
        }
        components.append(component)
    }

    /// The files that a file names, in order.
    private static func references(_ source: SourceFile) throws(Failure) -> [String] {
        let reader = try SourceFile.reader(source.path)
        do {
            switch source.kind {
            case .checklist:
                var files: [String] = []
                for file in try ChecklistSummary(reader: reader).checkFiles where !files.contains(file.href) {
                    files.append(file.href)
                }
                return files
            case .cpeDictionary:
                var files: [String] = []
                try reader.forEachChild { item in
                    try item.forEachChild { check in
                        guard check.localName == "check", let href = check.attribute("href"),
                            !files.contains(href)
                        else { return }
                        files.append(href)
                    }
                }
                return files
            default: return []
            }
        } catch let error as XMLError {
            throw SourceFile.failure(error)
        } catch {
            throw Failure("\(error)")
        }
    }
}

/// The bytes of documents and of their parts.
enum DocumentBytes {
    /// A document's root element, byte for byte.
    static func root(_ path: String) throws(Failure) -> [UInt8] {
        try caught { try rootSlice(path).bytes() }
    }

    /// The same to be copied piece by piece.
    static func rootSlice(_ path: String) throws(Failure) -> XMLSlice {
        try caught {
            let outline = try XMLInput(path: path).outline(depth: 1)
            guard let root = outline.elements.first else { return XMLSlice(bytes: []) }
            return outline.slice(root)
        }
    }

    /// Turns what readers throw into what the command says.
    static func caught<Value>(_ body: () throws -> Value) throws(Failure) -> Value {
        do { return try body() } catch let failure as Failure {
            throw failure
        } catch let error as XMLError {
            throw SourceFile.failure(error)
        } catch {
            throw Failure("\(error)")
        }
    }
}
