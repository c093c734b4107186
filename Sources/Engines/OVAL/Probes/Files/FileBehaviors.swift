/// How an object searches directories (OVAL 5.11, `unix-def:FileBehaviors`).
struct FileBehaviors: Equatable {
    /// Where a search goes from a matching directory.
    enum Direction: Equatable { case none, up, down }
    /// Which file systems a search enters.
    enum FileSystems: Equatable { case all, local, defined }

    /// Where the search goes.
    var direction = Direction.none
    /// How many levels it goes; nil is no bound.
    var maxDepth: Int?
    /// Whether it enters symbolic links to directories; directories themselves it always enters.
    var followsLinks = true
    /// Which file systems it enters.
    var fileSystems = FileSystems.all

    init() {}

    /// Reads the attributes of `behaviors`; what is missing or unknown keeps the schema's default.
    init(_ attributes: [String: String]) {
        switch attributes["recurse_direction"] {
        case "up": direction = .up
        case "down": direction = .down
        default: direction = .none
        }
        if let depth = attributes["max_depth"].flatMap({ Int($0) }), depth >= 0 { maxDepth = depth }
        followsLinks = !["directories", "files and directories"].contains(attributes["recurse"])
        switch attributes["recurse_file_system"] {
        case "local": fileSystems = .local
        case "defined": fileSystems = .defined
        default: fileSystems = .all
        }
    }
}
