import CSQLite
import Host

/// Collects `independent:sql57_object` and `sql_object` (OVAL 5.11, `ind-sc:sql57_item`) from SQLite files.
///
/// Other engines are servers that would have to be reached over the network with a password from the
/// content; an engine of ours does not do that, so they are not collected.
public final class SQLProbe: Probe {
    /// The objects that it serves.
    public let objects = ["sql57_object", "sql_object"]
    private let host: Host

    /// A probe on a host.
    public init(host: Host) { self.host = host }

    /// Runs the query on the database file that the connection string names, without writing anywhere.
    public func collect(_ query: ObjectQuery) -> Collected {
        guard let engine = query["engine"]?.literal, let version = query["version"],
            let connection = query["connection_string"]?.literal, let sql = query["sql"]?.literal
        else { return .lacking("an engine, a version, a connection_string or a sql", query) }
        guard engine.hasPrefix("sqlite") else {
            return Collected(
                .notCollected,
                messages: ["databases of the engine \"\(engine)\" are reached over a network and not asked"])
        }
        guard let path = Self.path(connection) else {
            return Collected(
                .error, messages: ["object \(query.id): the connection string names no database file"])
        }
        let rows: [[RecordField]]
        do throws(HostError) {
            switch try host.withReopenablePath(of: path, { file in Self.rows(file, sql) }) {
            case .success(let found): rows = found
            case .failure(let error): return Collected(.error, messages: ["\(path): \(error.sentence)"])
            }
        } catch {
            return Collected(
                error.reason == .notFound ? .doesNotExist : .error, messages: [error.description])
        }
        var fields = [
            ItemField("engine", engine), ItemField("version", version.values.first ?? ""),
            ItemField("connection_string", connection), ItemField("sql", sql),
        ]
        let isOld = query.element == "sql_object"
        for row in rows {
            if isOld {
                if let first = row.first {
                    fields.append(ItemField("result", first.value, datatype: first.datatype))
                }
            } else {
                fields.append(ItemField("result", .record(row), datatype: .record))
            }
        }
        let item = Item(isOld ? "sql_item" : "sql57_item", fields: fields)
        if rows.isEmpty { return Collected(.doesNotExist) }
        return .found(query.accepted([item]))
    }

    /// The file of a connection string: `Database=PATH` between semicolons, or a path alone.
    static func path(_ connection: String) -> HostPath? {
        for part in connection.split(separator: ";") {
            guard let equals = part.firstIndex(of: "=") else {
                if part.hasPrefix("/") { return HostPath(String(part)) }
                continue
            }
            let key = part[..<equals].lowercased()
            if key == "database" || key == "data source" || key == "db" || key == "filename" {
                let value = String(part[part.index(after: equals)...])
                return value.hasPrefix("/") ? HostPath(value) : nil
            }
        }
        return nil
    }

    private struct SQLError: Error { let sentence: String }

    /// The most rows that one object takes, and the most steps that its query may cost.
    private static let rowLimit = 10_000
    private static let stepLimit: Int32 = 10_000

    private static func rows(_ file: String, _ sql: String) -> Result<[[RecordField]], SQLError> {
        var database: OpaquePointer?
        defer { sqlite3_close(database) }
        // An immutable database has no journal that SQLite would want to write.
        let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_PRIVATECACHE
        guard sqlite3_open_v2("file:\(file)?immutable=1", &database, flags, nil) == SQLITE_OK else {
            return .failure(SQLError(sentence: Self.message(database)))
        }
        // Attaching would let a query reach, and make, other files.
        sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 0)
        var steps: Int32 = 0
        return withUnsafeMutablePointer(to: &steps) { steps in
            sqlite3_progress_handler(
                database, 10_000,
                { counter in
                    guard let counter = counter?.assumingMemoryBound(to: Int32.self) else { return 1 }
                    counter.pointee += 1
                    return counter.pointee > SQLProbe.stepLimit ? 1 : 0
                }, steps)
            var statement: OpaquePointer?
            defer { sqlite3_finalize(statement) }
            guard sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK, let statement else {
                return .failure(SQLError(sentence: Self.message(database)))
            }
            guard sqlite3_stmt_readonly(statement) != 0 else {
                return .failure(SQLError(sentence: "the query would write, so it is not run"))
            }
            var rows: [[RecordField]] = []
            while true {
                switch sqlite3_step(statement) {
                case SQLITE_ROW:
                    if rows.count == Self.rowLimit {
                        return .failure(SQLError(sentence: "the query gives more than \(rowLimit) rows"))
                    }
                    rows.append((0..<sqlite3_column_count(statement)).map { Self.field(statement, $0) })
                case SQLITE_DONE: return .success(rows)
                default: return .failure(SQLError(sentence: Self.message(database)))
                }
            }
        }
    }

    private static func field(_ statement: OpaquePointer, _ column: Int32) -> RecordField {
        let name = sqlite3_column_name(statement, column).map { String(cString: $0) } ?? ""
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER:
            return RecordField(
                name: name, datatype: .int, value: .integer(sqlite3_column_int64(statement, column)))
        case SQLITE_FLOAT:
            return RecordField(
                name: name, datatype: .float, value: .float(sqlite3_column_double(statement, column)))
        case SQLITE_NULL: return RecordField(name: name, value: .text(""))
        default:
            let count = Int(sqlite3_column_bytes(statement, column))
            let bytes = UnsafeRawBufferPointer(start: sqlite3_column_blob(statement, column), count: count)
            return RecordField(name: name, value: ItemValue(bytes: Array(bytes)))
        }
    }

    private static func message(_ database: OpaquePointer?) -> String {
        sqlite3_errmsg(database).map { String(cString: $0) } ?? "the database cannot be opened"
    }
}
