import FileEvents
import FileIntegrity
import Glibc
import Host
import IntegrityVerbs
import Threads

/// Looks at what events were about and tells what is new; belongs to one thread.
final class WatchJudge {
    private let configuration: Configuration
    private let options: WatchSession.Options
    private let host: Host
    private let location: Location
    private let pending: PendingPaths
    private let touched: TouchedFiles
    private let onFinding: (WatchFinding) -> Void
    private let onLook: (WatchLook) -> Void
    private let onNotice: (String) -> Void
    private let check: PathCheck
    private var outstanding = OutstandingFindings()
    /// How often a file could not be read to its end in a row.
    private var attempts: [[UInt8]: Int] = [:]
    private var baseline: FileStatus?
    /// When everything was looked at last.
    private var lastWhole: Int64?
    private static let mostAttempts = 4
    /// So many files that differ are asked whether they are other names of one that was changed.
    private static let mostNames = 1000

    init(
        configuration: Configuration, options: WatchSession.Options, host: Host, location: Location,
        pending: PendingPaths, touched: TouchedFiles, onFinding: @escaping (WatchFinding) -> Void,
        onLook: @escaping (WatchLook) -> Void, onNotice: @escaping (String) -> Void
    ) throws {
        self.configuration = configuration
        self.options = options
        self.host = host
        self.location = location
        self.pending = pending
        self.touched = touched
        self.onFinding = onFinding
        self.onLook = onLook
        self.onNotice = onNotice
        baseline = Self.status(of: location)
        let database = try DatabaseIndex(location)
        for warning in database.warnings { onNotice(warning) }
        check = PathCheck(
            configuration: configuration, host: host, limit: options.limit, database: database)
    }

    /// Does what is due.
    ///
    /// - Throws: ``DatabaseError`` when the database cannot be read any more.
    func carryOut(_ work: PendingPaths.Work) throws {
        try followBaseline()
        switch work {
        case .items(let items): try look(at: items)
        case .links(let links): try look(at: links.flatMap(items))
        case .rescan(let tops, let cause):
            let start = PendingPaths.now()
            if tops.contains("/") {
                try lookAtEverything(cause)
            } else {
                for top in tops { try lookThrough(top.bytes, cause) }
            }
            if cause == .loss { pending.restFromRescans(after: PendingPaths.now() - start) }
        case .nothing, .stop: break
        }
    }

    // MARK: Single files

    private func look(at items: [PendingPaths.Item]) throws {
        var differences: [[UInt8]: Difference] = [:]
        var origins: [[UInt8]: PendingPaths.Item] = [:]
        var look = WatchLook()
        for item in items {
            let start = PendingPaths.now()
            func take(_ path: [UInt8], _ verdict: PathCheck.Verdict) {
                if origins[path] == nil || path == item.path { origins[path] = item }
                differences[path] = verdict.difference
                let isLast = !isPostponed(verdict.problems, of: path, item)
                look.note(path, verdict, isLast: isLast)
            }
            take(item.path, try check.verdict(on: item.path))
            if item.isSubtree {
                _ = try check.lookThrough(item.path, isStopped: { pending.isStopped }, take)
                // Names that are new and gone again are neither on the disk nor in the database.
                for path in outstanding.paths(below: item.path) where differences[path] == nil {
                    if path != item.path { take(path, try check.verdict(on: path)) }
                }
            }
            pending.rest(item.path, after: PendingPaths.now() - start)
            // A file's finding is told before another takes its time.
            if differences.values.allSatisfy({ !$0.mayBeMove }) {
                tell(differences, origins, .event)
                (differences, origins) = ([:], [:])
            }
        }
        tell(differences, origins, .event)
        if !look.isWhole || !look.files.isEmpty { onLook(look) }
    }

    /// The names of a file that was changed under another name: those in the database, and those that are new.
    private func items(_ link: (file: FileIdentity, item: PendingPaths.Item)) throws -> [PendingPaths.Item] {
        let known = try check.database.paths(ofInode: link.file.inode)
        let others = outstanding.paths.prefix(Self.mostNames).filter { !known.contains($0) }
        return (known + others).filter { path in
            guard let status = try? host.status(of: HostPath(bytes: path), followingLinks: false) else {
                return false
            }
            return status.inode == link.file.inode && status.device == link.file.device
        }.map { path in
            var item = link.item
            item.path = path
            return item
        }
    }

    /// Whether a file that could not be read to its end is looked at once more, a moment later.
    private func isPostponed(
        _ problems: [WalkProblem], of path: [UInt8], _ item: PendingPaths.Item
    ) -> Bool {
        guard let problem = problems.first else {
            attempts[path] = nil
            return false
        }
        let count = (attempts[path] ?? 0) + 1
        if count > Self.mostAttempts {
            attempts[path] = nil
            onNotice(problem.message)
            return false
        }
        // Most likely it is still being written.
        attempts[path] = count
        var again = item
        again.path = path
        again.isSubtree = false
        pending.addLater(again, after: 250_000_000 << Int64(count - 1))
        return true
    }

    // MARK: Many files

    /// Looks at all files as a check does.
    func lookAtEverything(_ cause: WatchFinding.Cause) throws {
        if cause != .start { pending.count { $0.rescans += 1 } }
        let command = IntegrityCommand(
            configuration: configuration, host: host, limit: options.limit, workers: options.workers,
            index: index(), clock: { Int64(time(nil)) })
        lastWhole = TouchedFiles.now()
        let outcome = try command.run(.check)
        for problem in outcome.problems { onNotice(problem.message) }
        let found = findings(of: outcome)
        tell(looked: Set(outstanding.paths).union(found.keys), found, [:], cause)
        onLook(.everything)
    }

    /// The content index that may be used, which reads whatever was touched since everything was looked at last.
    private func index() -> ContentIndexUse? {
        guard var use = options.index else { return nil }
        if let lastWhole, case .files(let files) = touched.since(lastWhole), !files.isEmpty {
            use.isTouched = { files.contains(FileKey(device: $0.device, inode: $0.inode)) }
        }
        return use
    }

    private func lookThrough(_ top: [UInt8], _ cause: WatchFinding.Cause) throws {
        pending.count { $0.rescans += 1 }
        var differences: [[UInt8]: Difference] = [:]
        func take(_ path: [UInt8], _ verdict: PathCheck.Verdict) {
            differences[path] = verdict.difference
            for problem in verdict.problems { onNotice(problem.message) }
        }
        take(top, try check.verdict(on: top))
        _ = try check.lookThrough(top, isStopped: { pending.isStopped }, take)
        var looked = Set(outstanding.paths(below: top))
        for path in looked where differences[path] == nil { take(path, try check.verdict(on: path)) }
        looked.formUnion(differences.keys)
        let outcome = check.outcome(of: Array(differences.values), time: Int64(time(nil)))
        tell(looked: looked, findings(of: outcome), [:], cause)
        onLook(.everything)
    }

    /// Takes over another database when it has taken the place of the one that is compared with.
    private func followBaseline() throws {
        let now = Self.status(of: location)
        guard let now, now != baseline else { return }
        baseline = now
        do throws(DatabaseError) {
            check.database = try DatabaseIndex(location)
        } catch {
            onNotice("the new database is not taken over: \(error)")
            return
        }
        onNotice("the database was replaced; all files are compared with the new one")
        try lookAtEverything(.baseline)
    }

    private static func status(of location: Location) -> FileStatus? {
        guard case .file(let path) = location else { return nil }
        var status = try? Host().status(of: HostPath(LocationPath.expanded(path)), followingLinks: true)
        // Neither reading the file nor giving it its place on the disk is a change of it.
        status?.accessTime = 0
        status?.blockCount = 0
        return status
    }

    // MARK: Telling

    private typealias Found = [[UInt8]: (finding: IntegrityFinding, difference: Difference?)]

    private func findings(of outcome: IntegrityOutcome) -> Found {
        var movable: [[UInt8]: Difference] = [:]
        for difference in outcome.differences where difference.mayBeMove {
            movable[difference.path] = difference
        }
        var found: Found = [:]
        for listed in ListedDifference.all(outcome, configuration.dialect) {
            found[listed.path] = (IntegrityFinding(listed), movable[listed.path])
        }
        return found
    }

    private func tell(
        _ differences: [[UInt8]: Difference], _ origins: [[UInt8]: PendingPaths.Item],
        _ cause: WatchFinding.Cause
    ) {
        if origins.isEmpty { return }
        pending.count { $0.looks += origins.count }
        var all = differences
        if differences.values.contains(where: \.mayBeMove) {
            for directory in Set(differences.keys.map { HostPath(bytes: $0).split.directory.bytes }) {
                for other in outstanding.movable(in: directory) where origins[other.path] == nil {
                    all[other.path] = other
                }
            }
        }
        let outcome = check.outcome(of: Array(all.values), time: Int64(time(nil)))
        tell(looked: Set(origins.keys).union(all.keys), findings(of: outcome), origins, cause)
    }

    private func tell(
        looked: Set<[UInt8]>, _ found: Found, _ origins: [[UInt8]: PendingPaths.Item],
        _ cause: WatchFinding.Cause
    ) {
        let paths = looked.sorted { $0.lexicographicallyPrecedes($1) }
        for news in outstanding.update(looked: paths, found: found) {
            let origin = origins[news.path]
            pending.count { news.isResolved ? ($0.resolved += 1) : ($0.findings += 1) }
            onFinding(
                WatchFinding(
                    finding: news.finding, isResolved: news.isResolved, cause: cause,
                    eventTime: origin?.eventTime, verdictTime: TouchedFiles.now(),
                    actors: origin?.actors ?? []))
        }
    }
}
