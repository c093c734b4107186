/// What one file tells of the software on a machine.
struct FileFindings: Sendable, Hashable {
    /// The file, from the root without the first slash.
    var path: String
    /// The packages that it tells of.
    var packages: [Package] = []
    /// The system that it names.
    var distribution: Distribution?
    /// The files that packages of the distribution put there.
    var owned: [OwnedFiles] = []
    /// What could not be read.
    var problems: [InventoryProblem] = []

    /// A file of which nothing is known yet.
    init(path: String) { self.path = path }

    /// Whether the file tells nothing.
    var isEmpty: Bool {
        packages.isEmpty && distribution == nil && owned.isEmpty && problems.isEmpty
    }

    /// The same findings under another of the file's names.
    func renamed(_ name: String) -> FileFindings {
        var copy = self
        copy.path = name
        for package in copy.packages.indices {
            for place in copy.packages[package].locations.indices {
                let old = copy.packages[package].locations[place].path
                guard old.hasPrefix(path) else { continue }
                copy.packages[package].locations[place].path = name + old.dropFirst(path.count)
            }
        }
        return copy
    }
}

/// The files of one package of the distribution, by number (``PathKey``).
struct OwnedFiles: Sendable, Hashable {
    /// The package's name.
    var owner: String
    /// The numbers of the paths, sorted.
    var keys: [UInt64]
}

/// Which of the files that package managers list are kept.
///
/// Of a machine with a million listed files few hold packages of their own, and these are known when the lists are
/// read last; a layer's lists may speak of files of other layers, so all of them are kept.
enum OwnedSelection: Sendable {
    /// None: nobody asks.
    case none
    /// Those of some numbers.
    case only(Set<UInt64>)
    /// All.
    case all

    /// Whether lists need not be read.
    var isEmpty: Bool {
        switch self {
        case .none: true
        case .only(let keys): keys.isEmpty
        case .all: false
        }
    }

    /// Whether a number is kept.
    @inline(__always)
    func keeps(_ key: UInt64) -> Bool {
        switch self {
        case .none: false
        case .only(let keys): keys.contains(key)
        case .all: true
        }
    }
}
