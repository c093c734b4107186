import Bytes
import Capability
import Kubernetes

/// FileIntegrityNodeStatus: how the checks of one node ended; its members stand at the top level.
struct NodeStatus: CustomResource {
    static let type = FileIntegrityGroup.type(
        "FileIntegrityNodeStatus", "fileintegritynodestatuses", hasStatus: false)

    var object: Object

    init(_ object: Object) { self.object = object }

    /// The status of a node that a check has ended on for the first time.
    init(of integrity: FileIntegrityResource, node: String, _ verdict: CheckVerdict) {
        object = Object(
            kind: Self.type.kind, name: IntegrityNames.nodeStatus(integrity.object.name, node: node),
            namespace: integrity.object.namespace)
        object.labels = [FileIntegrityGroup.ownerLabel: integrity.object.name]
        object.ownerReferences = [OwnerReference(to: integrity.object)]
        object["nodeName"] = .string(node)
        results = [verdict]
        lastResult = verdict
    }

    var nodeName: String { object["nodeName"]?.string ?? "" }

    /// At most one verdict for each condition.
    private(set) var results: [CheckVerdict] {
        get { (object["results"]?.array ?? []).compactMap { CheckVerdict($0) } }
        set { object["results"] = .array(newValue.map(\.json)) }
    }

    /// The newest verdict.
    private(set) var lastResult: CheckVerdict? {
        get { CheckVerdict(object["lastResult"]) }
        set { object["lastResult"] = newValue?.json }
    }

    /// Whether files differed when the node was last looked at to the end; nil when it never was.
    var hasFailed: Bool? {
        results.filter { $0.condition != .errored }.max { $0.probeTime < $1.probeTime }
            .map { $0.condition == .failed }
    }

    /// Takes in a verdict; one that is older than the last leaves that as it is.
    mutating func take(_ verdict: CheckVerdict) {
        results = results.filter { $0.condition != verdict.condition } + [verdict]
        let last = lastResult.flatMap { Timestamp($0.probeTime) } ?? Timestamp(seconds: 0)
        if (Timestamp(verdict.probeTime) ?? last) >= last { lastResult = verdict }
    }

    /// What the operator remembers of the node's database; see ``PublishedBaseline``.
    var baseline: PublishedBaseline? {
        get { PublishedBaseline(object.annotations) }
        set {
            var annotations = object.annotations
            for key in PublishedBaseline.keys { annotations[key] = nil }
            object.annotations = annotations.merging(newValue?.annotations ?? [:]) { _, new in new }
        }
    }
}
