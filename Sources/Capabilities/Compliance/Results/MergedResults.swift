/// The verdicts of all targets, rule by rule.
struct MergedResults: Sendable {
    /// What the targets together say about one rule.
    struct Merged: Sendable, Equatable {
        var rule: String
        var status: CheckStatus
        /// What at least 60 % of the targets say, where they differ; nil when no status is that common.
        var common: CheckStatus?
        /// The targets that differ from the common status, or all where there is none, with what they say.
        var sources: [(target: String, status: CheckStatus)] = []
        var messages: [String] = []

        static func == (left: Merged, right: Merged) -> Bool {
            left.rule == right.rule && left.status == right.status && left.common == right.common
                && left.messages == right.messages
                && left.sources.map { "\($0)" } == right.sources.map { "\($0)" }
        }
    }

    private struct Row {
        var rule: String
        var said: [(target: Int32, status: CheckStatus)] = []
        var messages: [String] = []
    }

    private var targets: [String] = []
    private var rows: [Row] = []
    private var places: [String: Int] = [:]

    /// Takes in what one target says; of two verdicts about one rule the worse counts.
    mutating func add(_ verdicts: TargetVerdicts, of target: String) {
        let index = Int32(targets.count)
        targets.append(target)
        for verdict in verdicts.verdicts {
            let place =
                places[verdict.rule]
                ?? {
                    rows.append(Row(rule: verdict.rule))
                    places[verdict.rule] = rows.count - 1
                    return rows.count - 1
                }()
            if let last = rows[place].said.last, last.target == index {
                if verdict.status.badness > last.status.badness {
                    rows[place].said[rows[place].said.count - 1].status = verdict.status
                }
            } else {
                rows[place].said.append((index, verdict.status))
            }
            if rows[place].messages.isEmpty { rows[place].messages = verdict.messages }
        }
    }

    /// The rules in the order of their first appearance.
    var merged: [Merged] { rows.map(merge) }

    private func merge(_ row: Row) -> Merged {
        var counts: [CheckStatus: Int] = [:]
        for (_, status) in row.said { counts[status, default: 0] += 1 }
        if counts.count == 1, let only = row.said.first?.status {
            return Merged(rule: row.rule, status: only, messages: only == .error ? row.messages : [])
        }
        // At most one status can be held by 60 % of the targets, so the order of the targets does not matter.
        let common = counts.first { $0.value * 10 >= row.said.count * 6 }?.key
        return Merged(
            rule: row.rule, status: .inconsistent, common: common,
            sources: row.said.filter { $0.status != common }
                .map { (targets[Int($0.target)], $0.status) }.sorted { $0.target < $1.target },
            messages: row.messages)
    }
}

extension CheckStatus {
    /// How much a verdict asks for attention.
    fileprivate var badness: Int {
        switch self {
        case .notApplicable: 0
        case .pass: 1
        case .info: 2
        case .manual: 3
        case .fail: 4
        case .inconsistent: 5
        case .error: 6
        }
    }
}

extension ScanResult {
    /// How a scan ends whose rules came out so: as the worst of them allows.
    init(_ statuses: some Sequence<CheckStatus>) {
        let statuses = Set(statuses)
        if statuses.contains(.error) {
            self = .error
        } else if statuses.contains(.inconsistent) {
            self = .inconsistent
        } else if statuses.contains(.fail) {
            self = .nonCompliant
        } else {
            // All rules inapplicable means that content and machine do not belong together.
            self = statuses.contains(.pass) ? .compliant : .notApplicable
        }
    }
}
