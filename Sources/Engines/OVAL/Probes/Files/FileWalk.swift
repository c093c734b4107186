import Host
import Patterns

/// One search through the file index.
///
/// The order and the reach of a walk are those of the reference scanner: directories that match `path` are
/// found first, links on the way are followed, and from each of them the search goes as the behaviours say,
/// links not followed unless asked for. Directories in a cycle are visited once a branch.
struct FileWalk {
    let index: FileIndex
    let search: FileSearch
    /// Whether visits will ask for mode and owner.
    let wantsStatuses: Bool
    /// Which files are not visited because of their look; nil for none.
    let screen: LookScreen?
    /// Called at each match.
    let visit: (FoundFile) -> Void
    /// Where the walk stands when it reports.
    let found: FoundFile
    /// Whether every name fits, so that none need be compared.
    let acceptsEveryName: Bool

    init(
        index: FileIndex, search: FileSearch, wantsStatuses: Bool, screen: LookScreen? = nil,
        visit: @escaping (FoundFile) -> Void
    ) {
        self.index = index
        self.search = search
        self.wantsStatuses = wantsStatuses
        self.screen = screen
        self.visit = visit
        found = FoundFile(host: index.host)
        acceptsEveryName =
            search.fileName.map { name in
                name.operation == .patternMatch && !name.values.isEmpty
                    && name.values.allSatisfy { [".*", "^.*$", "^.*", ".*$"].contains($0) }
            } ?? false
    }

    /// Visits every match.
    func run() {
        guard let start = search.filePath ?? search.directory else { return }
        switch start.operation {
        case .equals:
            for path in start.values { visitLiteral(Array(path.utf8)) }
        case .patternMatch:
            for pattern in start.values { visitMatching(pattern, of: start) }
        default:
            descendMatching(from: [UInt8(ascii: "/")], prune: nil, entity: start)
        }
    }

    /// A directory that the walk is in: which of its entries comes next.
    struct Frame {
        let directory: Int32
        let pathLength: Int
        let listing: DirectoryListing
        /// The looks that the screen refuses, a bit for each of the first 64.
        let refused: UInt64
        var next = 0
    }

    func frame(
        _ directory: Int32, at path: [UInt8], statuses: Bool, ahead: ListingsAhead? = nil
    ) -> Frame {
        let listing = index.listing(of: directory, at: path, statuses: statuses, ahead: ahead)
        return Frame(
            directory: directory, pathLength: path.count, listing: listing,
            refused: screen?.refused(of: listing) ?? 0)
    }

    func step(into entry: Int, of frame: Frame, _ path: inout [UInt8]) {
        path.removeSubrange(frame.pathLength...)
        if path.last != UInt8(ascii: "/") { path.append(UInt8(ascii: "/")) }
        frame.listing.appendName(of: entry, to: &path)
    }

    func enters(_ status: FileStatus, _ first: UInt64) -> Bool {
        enters(device: status.device, first)
    }

    func enters(device: UInt64, _ first: UInt64) -> Bool {
        switch search.behaviors.fileSystems {
        case .all: true
        case .local: index.localDevices.contains(device)
        case .defined: device == first
        }
    }
}
