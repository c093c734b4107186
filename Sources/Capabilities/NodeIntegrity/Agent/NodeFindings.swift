import Bytes
import FileIntegrity

/// What a check found, as the cluster is told of it.
struct NodeFindings: Sendable {
    /// AIDE's report.
    let report: [UInt8]
    /// The changes that the report counts.
    let listed: [ListedDifference]
    /// What could not be looked at, a sentence each.
    var problems: [String]
    /// Who is answerable for the changes; nil when there are none, or nobody could be asked.
    var explanations: NodeExplanations?
    /// Stands for the set of changes.
    let digest: String

    private static let usualPlace = Location.file(
        "\(FileIntegrityGroup.hostPrefix)/etc/kubernetes/aide.db.gz")

    /// Draws up the findings.
    ///
    /// - Parameter place: where the configuration says that the database is; nil when it does not.
    init(
        _ outcome: IntegrityOutcome, _ configuration: Configuration, problems: [String],
        shownAs place: Location?
    ) {
        var shown = outcome
        let prefix = Array(FileIntegrityGroup.hostPrefix.utf8)
        for index in shown.differences.indices {
            shown.differences[index].old?.path.insert(contentsOf: prefix, at: 0)
            shown.differences[index].new?.path.insert(contentsOf: prefix, at: 0)
        }
        for index in shown.databases.indices { shown.databases[index].location = place ?? Self.usualPlace }
        // What stands in the file is what upstream hands on.
        let reports = Report.all(shown, configuration).reports
        let chosen =
            reports.first { if case .file = $0.target.location { true } else { false } } ?? reports.first
        report = chosen?.bytes ?? []
        listed = ListedDifference.all(
            shown, configuration.dialect, chosen?.target ?? ReportTarget(location: .standardOutput))
        self.problems = problems
        digest = Self.digest(of: listed)
    }

    /// A change with the node's own path.
    static func own(_ shown: Difference) -> Difference {
        var own = shown
        let length = FileIntegrityGroup.hostPrefix.utf8.count
        own.old?.path.removeFirst(length)
        own.new?.path.removeFirst(length)
        return own
    }

    /// How many files each count has.
    var counts: (added: Int, changed: Int, removed: Int) {
        let added = listed.count(where: \.isAdded)
        let removed = listed.count(where: \.isRemoved)
        return (added, listed.count - added - removed, removed)
    }

    private static func digest(of listed: [ListedDifference]) -> String {
        var digest = Digest(.sha256)
        func add(_ bytes: [UInt8]) {
            digest.update(Array("\(bytes.count):".utf8))
            digest.update(bytes)
        }
        for difference in listed {
            add(difference.path)
            add(Array(difference.summary.utf8))
            for change in difference.changes {
                add(Array(change.attribute.utf8))
                for line in change.old + [""] + change.new { add(Array(line.utf8)) }
            }
        }
        return listed.isEmpty ? "" : String(Hex.encode(digest.finish()).prefix(32))
    }
}
