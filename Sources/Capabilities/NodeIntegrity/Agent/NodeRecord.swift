import Bytes

/// What a node remembers of a FileIntegrity between two checks.
struct NodeRecord: Equatable, Sendable {
    /// The FileIntegrity's uid: another one counts its wishes from nought.
    var owner: String
    /// The last wish for a new database that was fulfilled.
    var request: UInt64
    /// Stands for the configuration that the database was made by.
    var configuration: String
    /// When the last look began, in seconds since 1970.
    var started: Int64
    /// How often the database has been written.
    var counter: UInt64
    /// The root of the database's Merkle tree.
    var root: String

    init(
        owner: String, request: UInt64, configuration: String, started: Int64, counter: UInt64, root: String
    ) {
        self.owner = owner
        self.request = request
        self.configuration = configuration
        self.started = started
        self.counter = counter
        self.root = root
    }

    /// Reads a record; nil when something of it is missing.
    init?(_ json: JSON) {
        guard let owner = json["owner"]?.string, let configuration = json["configuration"]?.string,
            let root = json["root"]?.string, let started = json["started"]?.int,
            let request = json["request"]?.int, request >= 0, let counter = json["counter"]?.int, counter >= 0
        else { return nil }
        self.init(
            owner: owner, request: UInt64(request), configuration: configuration, started: Int64(started),
            counter: UInt64(counter), root: root)
    }

    var json: JSON {
        [
            "owner": .string(owner), "configuration": .string(configuration), "root": .string(root),
            "started": .int(started), "request": .int(Int64(clamping: request)),
            "counter": .int(Int64(clamping: counter)),
        ]
    }

    /// What the cluster is to remember.
    var published: PublishedBaseline {
        PublishedBaseline(root: root, counter: counter, configuration: configuration, request: request)
    }
}
