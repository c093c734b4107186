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
    /// How often the database had been written.
    var counter: Int
    /// Stands for the approvals that were looked at last; empty for none.
    var approval = ""

    init(owner: String, request: UInt64, configuration: String, started: Int64, counter: Int) {
        self.owner = owner
        self.request = request
        self.configuration = configuration
        self.started = started
        self.counter = counter
    }

    /// Reads a record; nil when something of it is missing.
    init?(_ json: JSON) {
        guard let owner = json["owner"]?.string, let configuration = json["configuration"]?.string,
            let started = json["started"]?.int, let counter = json["counter"]?.int, counter >= 0,
            let request = json["request"]?.int, request >= 0
        else { return nil }
        self.init(
            owner: owner, request: UInt64(request), configuration: configuration, started: Int64(started),
            counter: counter)
        approval = json["approval"]?.string ?? ""
    }

    var json: JSON {
        [
            "owner": .string(owner), "configuration": .string(configuration), "started": .int(started),
            "request": .int(Int64(clamping: request)), "counter": .int(Int64(counter)),
            "approval": .string(approval),
        ]
    }
}
