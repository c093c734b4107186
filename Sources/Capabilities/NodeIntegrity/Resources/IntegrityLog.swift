import Bytes
import Kubernetes

/// The ConfigMap in which a node leaves the results of a check, and in whose form failed ones are kept.
struct IntegrityLog: Sendable {
    /// The key of AIDE's report.
    static let logKey = "integritylog"
    /// The key of what explains each change, as JSON.
    static let explanationsKey = "explanations"
    /// The key of who touched the files that differ, as JSON.
    static let actorsKey = "actors"
    private static let problemsKey = "problems"

    private static let errorKey = FileIntegrityGroup.key("log-errormsg")
    static let packedKey = FileIntegrityGroup.key("compressed")
    private static let timeKey = FileIntegrityGroup.key("probe-time")
    /// Stands for the set of findings: another set is news, even of as many files.
    static let findingsKey = FileIntegrityGroup.key("findings-digest")
    /// How many changes nothing explains.
    static let unexplainedKey = FileIntegrityGroup.key("files-unexplained")
    /// How changes come to be known between checks, a sentence.
    static let watchKey = FileIntegrityGroup.key("watch")
    private static let approvalKey = FileIntegrityGroup.key("approval")
    private static let refusalKey = FileIntegrityGroup.key("approval-refused")
    private static let countKeys = ["added", "changed", "removed"].map {
        FileIntegrityGroup.key("files-\($0)")
    }

    var object: Object

    init(_ object: Object) { self.object = object }

    /// The results of a node.
    init(
        of integrity: Object, node: String, _ verdict: CheckVerdict, report: [UInt8] = [],
        findingsDigest: String = "", baseline: PublishedBaseline? = nil
    ) {
        object = Object(
            kind: FileIntegrityGroup.configMaps.kind, name: IntegrityNames.log(integrity.name, node: node),
            namespace: integrity.namespace)
        object.labels = [
            FileIntegrityGroup.ownerLabel: integrity.name, FileIntegrityGroup.nodeLabel: node,
            FileIntegrityGroup.logLabel: "",
        ]
        object.ownerReferences = [OwnerReference(to: integrity)]
        var annotations = [Self.timeKey: verdict.probeTime]
        switch verdict.condition {
        case .succeeded: break
        case .errored: annotations[Self.errorKey] = verdict.problem ?? "the check could not be ended"
        case .failed:
            let packed = PackedLog(report)
            object["data"] = [Self.logKey: .string(packed.text)]
            if packed.isPacked { annotations[Self.packedKey] = "" }
            for (key, count) in zip(Self.countKeys, [verdict.added, verdict.changed, verdict.removed]) {
                annotations[key] = String(count)
            }
        }
        if !findingsDigest.isEmpty { annotations[Self.findingsKey] = findingsDigest }
        object.annotations = annotations.merging(baseline?.annotations ?? [:]) { _, new in new }
    }

    /// The FileIntegrity's name and the node's; nil for a map that is not of the form.
    var owner: (integrity: String, node: String)? {
        guard let integrity = object.labels[FileIntegrityGroup.ownerLabel], !integrity.isEmpty,
            let node = object.labels[FileIntegrityGroup.nodeLabel], !node.isEmpty
        else { return nil }
        return (integrity, node)
    }

    var findingsDigest: String? { object.annotations[Self.findingsKey] }

    var baseline: PublishedBaseline? { PublishedBaseline(object.annotations) }

    /// How the check ended, by upstream's reading: an error when one is named, a failure when there is a log.
    var verdict: CheckVerdict {
        let time = object.annotations[Self.timeKey] ?? object.creationTimestamp ?? ""
        if let problem = object.annotations[Self.errorKey] {
            var verdict = CheckVerdict(.errored, at: time)
            verdict.problem = problem
            return verdict
        }
        guard object["data"]?[Self.logKey] != nil else { return CheckVerdict(.succeeded, at: time) }
        var verdict = CheckVerdict(.failed, at: time)
        let counts = Self.countKeys.map { object.annotations[$0].flatMap(Int.init) ?? 0 }
        (verdict.added, verdict.changed, verdict.removed) = (counts[0], counts[1], counts[2])
        verdict.problem = object["data"]?[Self.problemsKey]?.string
        return verdict
    }

    /// What else could not be looked at, beside the changes that were found.
    mutating func setProblems(_ problems: String) { object["data"]?[Self.problemsKey] = .string(problems) }

    /// Who is answerable for each change; the list is left out when the ConfigMap has no room for it.
    mutating func setExplanations(_ explanations: NodeExplanations) {
        setData(Self.explanationsKey, explanations.json.text)
        var annotations = object.annotations
        annotations[Self.unexplainedKey] = String(explanations.unexplained)
        object.annotations = annotations
    }

    /// Who touched the files that differ; left out when the ConfigMap has no room for it.
    mutating func setActors(_ actors: JSON) { setData(Self.actorsKey, actors.text) }

    /// Who touched the files that differ, a file an entry; nil when nobody was seen.
    var actors: JSON? { object["data"]?[Self.actorsKey]?.string.flatMap { try? JSON(parsing: $0) } }

    /// How the node comes to know of changes between checks.
    mutating func setWatch(_ sentence: String) {
        var annotations = object.annotations
        annotations[Self.watchKey] = sentence
        object.annotations = annotations
    }

    /// How the node comes to know of changes between checks; nil when it does not say.
    var watch: String? { object.annotations[Self.watchKey] }

    private mutating func setData(_ key: String, _ text: String) {
        guard let data = object["data"]?.object else { return }
        let used = data.reduce(0) { $0 + $1.key.utf8.count + ($1.value.string?.utf8.count ?? 0) }
        if used + key.utf8.count + text.utf8.count <= PackedLog.limit {
            object["data"]?[key] = .string(text)
        }
    }

    /// What became of the changes that somebody wanted in the database.
    mutating func setApproval(_ words: [String], refusal: String?) {
        var annotations = object.annotations
        annotations[Self.approvalKey] = NodeApprovals.digest(words)
        annotations[Self.refusalKey] = refusal
        object.annotations = annotations
    }

    /// Stands for the approvals that the node looked at; nil when it looked at none.
    var approval: String? { object.annotations[Self.approvalKey] }

    /// Why the node took nothing over; nil when it did.
    var refusal: String? { object.annotations[Self.refusalKey] }

    /// The log of a failed check as it is kept for the record: nobody's, so that it outlives the FileIntegrity.
    func kept() -> Object {
        var kept = Object(
            kind: FileIntegrityGroup.configMaps.kind, name: object.name + "-failed",
            namespace: object.namespace)
        var labels = object.labels
        labels[FileIntegrityGroup.logLabel] = nil
        labels[FileIntegrityGroup.resultLabel] = ""
        kept.labels = labels
        var annotations = object.annotations
        for key in PublishedBaseline.keys + [Self.approvalKey, Self.refusalKey] { annotations[key] = nil }
        kept.annotations = annotations
        kept["data"] = object["data"]
        return kept
    }
}
