import Bytes

/// What a state database holds, in numbers.
public struct StateSummary: Sendable, Equatable {
    /// Objects that are there now.
    public var objects: Int
    /// Changes that watches can look back on.
    public var changes: Int
    /// The version of the last change.
    public var resourceVersion: Int64
    /// Bytes of the database.
    public var bytes: Int64

    /// Counts what a database holds.
    init(_ connection: SQLiteConnection) throws(StorageError) {
        objects = Int(try connection.number("SELECT count(*) FROM object") ?? 0)
        changes = Int(try connection.number("SELECT count(*) FROM event") ?? 0)
        resourceVersion = try connection.number("SELECT seq FROM sqlite_sequence WHERE name = 'event'") ?? 0
        bytes =
            (try connection.number("PRAGMA page_count") ?? 0)
            * (try connection.number("PRAGMA page_size") ?? 0)
    }
}

/// Looks a state over without changing it; the cluster may be running.
public struct StateCheck: Sendable {
    /// What the database holds, as far as it can be read.
    public var summary: StateSummary
    /// What is wrong with it, one sentence each; empty when it is sound.
    public var problems: [String]

    /// Reads a state directory's database, or a backup file.
    ///
    /// - Throws: `StorageError` when there is no state, or nothing of it can be read.
    public init(path: String) throws(StorageError) {
        let file = try StateFiles.database(at: path)
        let connection = try SQLiteConnection(path: file, creates: false)
        try connection.execute("PRAGMA busy_timeout = 2000; PRAGMA query_only = 1; BEGIN")
        try SQLiteStorage.checkFormat(connection)
        var problems: [String] = []
        let rows = try connection.prepare("PRAGMA integrity_check(20)")
        while try rows.step() {
            let line = rows.text(0)
            if line != "ok" { problems.append(line) }
        }
        summary = try StateSummary(connection)
        if problems.isEmpty {
            do throws(StorageError) {
                problems += Self.contradictions(in: try SQLiteStorage.read(connection))
            } catch { problems.append(error.reason) }
        }
        self.problems = problems
    }

    /// Objects whose text does not belong to their key.
    private static func contradictions(in state: StoredState) -> [String] {
        var problems: [String] = []
        for object in state.objects where problems.count < 20 {
            guard let root = object.document?.root else {
                problems.append("\(object.key) is not JSON")
                continue
            }
            let metadata = root["metadata"]
            if metadata["resourceVersion"].string != String(object.resourceVersion) {
                problems.append("\(object.key) does not carry its version \(object.resourceVersion)")
            }
            let name = metadata["name"].string ?? ""
            if name.isEmpty || !object.key.hasSuffix("/\(name)") {
                problems.append("\(object.key) holds an object of the name \"\(name)\"")
            }
        }
        return problems
    }
}
