import Bytes
import FileIntegrity
import Glibc
import IntegrityVerbs
import Signing

/// Where a node keeps what belongs to one FileIntegrity: the database, the last log, and backups of both, under
/// upstream's names.
///
/// The database and its signed statement are a ``FileIntegrity/BaselineStore``: `kill -9` leaves the last good pair.
struct NodeFolder: Sendable {
    /// The folder's path.
    let path: String
    private let keyPath: String

    /// The folder of a FileIntegrity below a state directory.
    init(stateDirectory: String, namespace: String, name: String) {
        path = "\(stateDirectory)/integrity/\(namespace)/\(name)"
        keyPath = "\(stateDirectory)/integrity/node.key"
    }

    var database: String { "\(path)/aide.db.gz" }
    var newDatabase: String { "\(path)/aide.db.gz.new" }
    var log: String { "\(path)/aide.log" }
    /// The content index: what saves unchanged files from being read again.
    var index: String { "\(path)/content.index" }
    private var record: String { "\(path)/record.json" }

    /// The node's key, which signs its databases; made when there is none.
    func key() throws(BaselineError) -> Ed25519Key { try BaselineKeyFile(keyPath).key() }

    /// Why a file cannot be written or read.
    struct Failure: Error, CustomStringConvertible {
        let description: String

        init(_ path: String, _ what: String, _ number: Int32 = errno) {
            description = "\(path): \(what): \(String(cString: strerror(number)))"
        }
    }

    /// Makes the folder; nobody but its owner may look into it.
    func make() throws(Failure) {
        var end = path.startIndex
        while end < path.endIndex {
            end = path[path.index(after: end)...].firstIndex(of: "/") ?? path.endIndex
            let part = String(path[..<end])
            if mkdir(part, 0o700) != 0, errno != EEXIST { throw Failure(part, "cannot be made") }
        }
    }

    /// Whether there is a database.
    var hasDatabase: Bool { access(database, F_OK) == 0 }

    /// What is remembered between two checks; nil when there is nothing, or nothing that can be read.
    func readRecord() -> NodeRecord? {
        guard let file = fopen(record, "r") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = fread(&bytes, 1, bytes.count, file)
        return (try? JSON(parsing: Array(bytes[..<count]))).flatMap(NodeRecord.init)
    }

    func write(_ record: NodeRecord) throws(Failure) {
        try put(Array(record.json.text.utf8), at: self.record)
    }

    func writeLog(_ bytes: [UInt8]) throws(Failure) { try put(bytes, at: log) }

    /// Gives the database and its log a second name, under which they stay when a new one takes their place.
    ///
    /// - Parameters:
    ///   - time: seconds since 1970.
    ///   - limit: how many backups are kept, the newest ones.
    func keepBackup(at time: Int64, limit: Int) throws(Failure) {
        if limit > 0 {
            for file in [database, log] where access(file, F_OK) == 0 {
                let backup = "\(file).backup-\(Self.stamp(time))"
                unlink(backup)
                if link(file, backup) != 0 { throw Failure(backup, "cannot be made") }
            }
        }
        prune(keeping: limit)
    }

    /// `20060102T15_04_05`, as upstream stamps its backups; in UTC.
    private static func stamp(_ time: Int64) -> String {
        CivilTime(secondsSince1970: time).text.filter { $0 != "-" }.map { $0 == ":" ? "_" : String($0) }
            .joined()
    }

    private func prune(keeping limit: Int) {
        for name in ["aide.db.gz", "aide.log"] {
            let backups = names().filter { $0.hasPrefix("\(name).backup-") }.sorted()
            for old in backups.dropLast(limit) { unlink("\(path)/\(old)") }
        }
    }

    /// Removes what a process that was killed left of a new database.
    func removeUnfinished() {
        for name in names() where name.hasPrefix("aide.db.gz.new") { unlink("\(path)/\(name)") }
    }

    /// The names in the folder.
    func names() -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    private func put(_ bytes: [UInt8], at path: String) throws(Failure) {
        let beside = path + ".new"
        let file = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Failure(beside, "cannot be written") }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let number = errno
                close(file)
                throw Failure(beside, "cannot be written", number)
            }
            rest = rest.dropFirst(count)
        }
        let isOnDisk = fsync(file) == 0
        let number = errno
        close(file)
        if !isOnDisk { throw Failure(beside, "cannot be written", number) }
        if rename(beside, path) != 0 { throw Failure(path, "cannot be replaced") }
    }
}
