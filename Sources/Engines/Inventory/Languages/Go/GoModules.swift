/// The modules of a program, as `go version -m` shows them (package runtime/debug, `BuildInfo.String`).
struct GoModules {
    struct Module: Equatable {
        var path: String
        /// Empty when it is unknown: `(devel)`, or a directory took the module's place.
        var version: String
    }

    private(set) var main: Module?
    private(set) var dependencies: [Module] = []
    private var settings: [(name: Substring, value: Substring)] = []

    init(_ text: String) {
        var last: WritableKeyPath<Self, Module>?
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            switch fields.first {
            case "path" where fields.count >= 2 && fields[1] != "command-line-arguments":
                // Who builds without modules leaves the path of the package that is the program.
                main = Module(path: String(fields[1]), version: "")
            case "mod" where fields.count >= 3:
                main = Self.module(fields)
                last = \.ownModule
            case "dep" where fields.count >= 3:
                dependencies.append(Self.module(fields))
                last = \.lastDependency
            case "=>" where fields.count >= 2:
                if let last { replace(last, by: fields) }
            case "build" where fields.count >= 2:
                let parts = fields[1].split(separator: "=", maxSplits: 1)
                if parts.count == 2 { settings.append((parts[0], parts[1])) }
            default: break
            }
        }
    }

    /// The version that the builder had the linker write into a variable; nil when there is none.
    ///
    /// Whoever builds a program from its own sources gets no version from Go, and most write it so.
    var linkedVersion: String? {
        guard let main, let flags = settings.first(where: { $0.name == "-ldflags" })?.value else {
            return nil
        }
        let words = flags.split { " \"'\\".contains($0) }
        for (flag, word) in zip(words, words.dropFirst()) where flag == "-X" {
            if let version = Self.version(in: word, of: main.path) { return version }
        }
        return words.lazy.filter { $0.hasPrefix("-X=") }
            .compactMap { Self.version(in: $0.dropFirst(3), of: main.path) }.first
    }

    private static let variables: Set<Substring> = [
        "version", "gitversion", "buildversion", "appversion", "ver", "tag", "gittag", "versionstring",
    ]

    /// Reads `package.variable=value` of the program's own packages.
    private static func version(in assignment: Substring, of module: String) -> String? {
        let sides = assignment.split(separator: "=", maxSplits: 1)
        guard sides.count == 2, let dot = sides[0].lastIndex(of: ".") else { return nil }
        let package = sides[0][..<dot]
        // The path of a package stands below its module's, which are three parts at the hosts that most use.
        let module = module.split(separator: "/").prefix(3).joined(separator: "/")
        // Kubernetes keeps the version of all its programs in a package of another module.
        let isOwn =
            package == "main" || package == module || package.hasPrefix(module + "/")
            || package == "k8s.io/component-base/version" && module.hasPrefix("k8s.io/")
        let name = sides[0][sides[0].index(after: dot)...].lowercased()
        guard isOwn, variables.contains(name[...]) else { return nil }
        let digits = sides[1].hasPrefix("v") ? sides[1].dropFirst() : sides[1]
        guard digits.utf8.first.map({ $0 >= 0x30 && $0 <= 0x39 }) == true, digits.contains("."),
            digits.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x2F })
        else { return nil }
        return "v\(digits)"
    }

    private static func module(_ fields: [Substring]) -> Module {
        Module(path: String(fields[1]), version: fields[2] == "(devel)" ? "" : String(fields[2]))
    }

    /// A module takes another's place; of a directory that does only the name that it took is known.
    private mutating func replace(_ place: WritableKeyPath<Self, Module>, by fields: [Substring]) {
        let isDirectory = fields[1].hasPrefix(".") || fields[1].hasPrefix("/")
        let version = fields.count > 2 && fields[2] != "(devel)" ? String(fields[2]) : ""
        self[keyPath: place] =
            isDirectory
            ? Module(path: self[keyPath: place].path, version: "")
            : Module(path: String(fields[1]), version: version)
    }

    private var ownModule: Module {
        get { main ?? Module(path: "", version: "") }
        set { main = newValue }
    }

    private var lastDependency: Module {
        get { dependencies.last ?? Module(path: "", version: "") }
        set { if !dependencies.isEmpty { dependencies[dependencies.count - 1] = newValue } }
    }
}
