import Glibc
public import Host

/// Compares single files with their entries in a database, as a check would among all others.
///
/// Belongs to one thread.
public final class PathCheck {
    /// What is to be said of a file.
    public struct Verdict: Sendable {
        /// How it differs; nil when it does not, or when no rule takes it and none did.
        public var difference: Difference?
        /// What could not be looked at.
        public var problems: [WalkProblem] = []
        /// Whether it is a directory that a walk looks into.
        public var isEnteredDirectory = false
    }

    private let configuration: Configuration
    private let host: Host
    private let limit: PathLimit?
    private let selection: WalkSelection
    private let reader: EntryReader
    private let comparison: EntryComparison
    private let probe: ContentProbe
    /// The database; another one may take its place.
    public var database: DatabaseIndex

    /// Makes a check.
    ///
    /// - Parameter host: the machine whose root is the root prefix.
    public init(configuration: Configuration, host: Host, limit: PathLimit? = nil, database: DatabaseIndex) {
        self.configuration = configuration
        self.host = host
        self.limit = limit
        self.database = database
        selection = WalkSelection(configuration.rules, limit: limit)
        // A content that was read moments ago may not be the content any more.
        reader = EntryReader(accounts: AccountNames(try? Host()), shared: SharedDigests(limit: 0))
        let probe = ContentProbe(host)
        self.probe = probe
        comparison = EntryComparison(beginning: { probe.beginning($0, $1, $2) })
    }

    /// Looks at one file.
    ///
    /// - Throws: ``DatabaseError`` when the database cannot be read any more.
    public func verdict(on path: [UInt8]) throws(DatabaseError) -> Verdict {
        let (directory, name) = HostPath(bytes: path).split
        return try verdict(
            on: path, name: name, in: Result { () throws(HostError) in try OpenDirectory(host, directory) })
    }

    private func verdict(
        on path: [UInt8], name: [UInt8], in directory: Result<OpenDirectory, HostError>
    ) throws(DatabaseError) -> Verdict {
        var verdict = Verdict()
        var entry: Entry?
        do throws(HostError) {
            let directory = try directory.get()
            let name = name.isEmpty ? [UInt8(ascii: ".")] : name
            let status = try directory.status(of: name)
            let match = selection.match(path, status.kind)
            verdict.isEnteredDirectory = status.kind == .directory && selection.isEntered(path)
            if let attributes = selection.attributes(match) {
                let read = reader.read(
                    WalkJob(
                        directory: directory, name: name, path: path, status: status, attributes: attributes))
                entry = read.entry
                verdict.problems = read.problems
            }
        } catch {
            // A link in the way: a walk would not come here.
            if error.reason != .notFound, error.reason != .system(ELOOP) {
                let shown = String(decoding: path, as: UTF8.self)
                verdict.problems.append(
                    WalkProblem(
                        path: path, message: "lstat() failed for '\(shown)': \(ContentReader.reason(error))"))
                return verdict
            }
        }
        let line = try database.line(of: path)
        let merge = DatabaseMerge(
            old: DatabaseEntries(line.map { [$0] } ?? [], of: database.reader), configuration: configuration,
            limit: limit, comparison: comparison, writer: nil)
        if let entry { try merge.take(entry) }
        try merge.finish()
        verdict.difference = merge.differences.first
        return verdict
    }

    /// Looks at everything below a directory, and at what the database has there and is gone.
    ///
    /// - Parameters:
    ///   - isStopped: is asked before each file.
    ///   - body: is called with each file that differs or could not be looked at.
    /// - Returns: how many files were looked at.
    /// - Throws: ``DatabaseError`` when the database cannot be read any more.
    public func lookThrough(
        _ top: [UInt8], isStopped: () -> Bool = { false }, _ body: ([UInt8], Verdict) -> Void
    ) throws(DatabaseError) -> Int {
        var count = 0
        var pending = [top]
        while let path = pending.popLast(), !isStopped() {
            guard selection.isEntered(path) else { continue }
            // Names that vanish meanwhile are found by way of the database.
            let directory = Result { () throws(HostError) in try OpenDirectory(host, HostPath(bytes: path)) }
            guard let names = try? directory.get().names() else { continue }
            for name in names {
                if isStopped() { return count }
                let child = HostPath(bytes: path).appending(name).bytes
                let verdict = try verdict(on: child, name: name, in: directory)
                count += 1
                body(child, verdict)
                if verdict.isEnteredDirectory { pending.append(child) }
            }
        }
        let known = try database.paths(below: top)
        while let path = try known.next(), !isStopped() {
            if isThere(path) { continue }
            count += 1
            body(path, try verdict(on: path))
        }
        return count
    }

    private func isThere(_ path: [UInt8]) -> Bool {
        let (directory, name) = HostPath(bytes: path).split
        return (try? OpenDirectory(host, directory).status(of: name)) != nil
    }

    /// What a report would say of some differences.
    ///
    /// - Parameters:
    ///   - differences: in any order.
    ///   - time: seconds since 1970.
    public func outcome(of differences: [Difference], time: Int64) -> IntegrityOutcome {
        var differences = differences.sorted { PathOrder.precedes($0.path, $1.path) }
        var moved = MovedFiles(comparison: comparison)
        moved.unpacked = { [probe] in probe.unpacked($0, $1) }
        moved.mark(&differences)
        return IntegrityOutcome(
            action: .check, total: database.count, differences: differences, databases: [], limit: nil,
            start: time, end: time)
    }
}

extension Difference {
    /// Whether it may turn out to be another name of what another file of the directory was (`I`, `compressed`).
    public var mayBeMove: Bool {
        old?.attributes.has(.checkInode) ?? false || new?.attributes.has(.compressed) ?? false
    }
}
