/// The packages that one file tells of, each once.
struct Listing {
    /// How many packages one file may tell of; the largest lock files of real projects have 10,000.
    static let limit = 200_000
    static let nameLimit = 512
    static let versionLimit = 256

    private struct Key: Hashable {
        let place: String?
        let namespace: String?
        let name: String
        let version: String
    }

    let type: PackageType
    let path: String
    private(set) var packages: [Package] = []
    private var known: Set<Key> = []
    private var refused: String?

    init(_ type: PackageType, path: String) {
        self.type = type
        self.path = path
    }

    /// Adds a package unless it is there; what cannot be a name or version is remembered as a problem.
    ///
    /// - Parameter place: where in the file it stands, behind `!/`; nil for the file itself.
    mutating func add(
        namespace: String? = nil, name: String, version: String, licenses: [String] = [], place: String? = nil
    ) {
        guard !name.isEmpty, name.utf8.count <= Self.nameLimit, version.utf8.count <= Self.versionLimit,
            Self.isPlain(name), Self.isPlain(version), namespace.map(Self.isPlain) ?? true,
            (namespace?.utf8.count ?? 0) <= Self.nameLimit
        else {
            refused =
                refused ?? "\"\(name.prefix(40).filter { !$0.isNewline })\" is no package's name and version"
            return
        }
        guard packages.count < Self.limit else {
            refused = "the file tells of more than \(Self.limit) packages"
            return
        }
        let namespace = namespace?.isEmpty == true ? nil : namespace
        let key = Key(place: place, namespace: namespace, name: name, version: version)
        guard known.insert(key).inserted else { return }
        var package = Package(type: type, namespace: namespace, name: name, version: version)
        package.licenses = licenses.filter { $0.utf8.count <= Self.nameLimit && Self.isPlain($0) }
        package.locations = [Package.Location(path: place.map { "\(path)!/\($0)" } ?? path)]
        packages.append(package)
    }

    /// Adds a package whose name has its namespace before the last slash.
    mutating func add(path name: String, version: String, licenses: [String] = []) {
        guard let slash = name.utf8.lastIndex(of: UInt8(ascii: "/")) else {
            return add(name: name, version: version, licenses: licenses)
        }
        add(
            namespace: String(name[..<slash]), name: String(name[name.index(after: slash)...]),
            version: version, licenses: licenses)
    }

    /// Hands over what was found.
    ///
    /// - Throws: when something was refused.
    func deliver(into others: inout [Package]) throws(InventoryProblem) {
        others += packages
        if let refused { throw InventoryProblem(path: path, reason: refused) }
    }

    private static func isPlain(_ text: String) -> Bool { text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }
}
