import Cluster
import Controllers
import Kubernetes
import Synchronization

/// Which targets have left results in the present runs of scans, as the watch of the results told.
///
/// Hundreds of nodes deliver at once: to ask for each result whether it is there, again with each that comes, would
/// read all of them many times over. What is not known here is asked for, so nothing depends on it.
final class DeliveredResults: Sendable {
    private struct Run: Equatable {
        /// The scan's uid; a scan of the same name may have been there before.
        var scan: String
        var name: String
    }

    private let known = Mutex<[ObjectKey: (run: Run, targets: Set<String>)]>([:])

    init() {}

    /// Takes note of results; those that do not say to which run they belong say nothing.
    ///
    /// - Returns: the key of their scan; nil when they are none.
    func note(_ object: Object) -> ObjectKey? {
        let owner = object.ownerReferences.first {
            $0.kind == ComplianceScan.type.kind.kind && $0.apiVersion == ComplianceScan.type.kind.apiVersion
        }
        guard let owner else { return nil }
        let key = ObjectKey(namespace: object.namespace, name: owner.name)
        let map = ResultMap(object)
        // An object on its way out is told of as well.
        guard let name = map.run, object.labels[ResultMap.label] != nil, !map.target.isEmpty else {
            return key
        }
        let run = Run(scan: owner.uid, name: name)
        known.withLock { known in
            if known[key]?.run != run { known[key] = (run, []) }
            known[key]?.targets.insert(map.target)
        }
        return key
    }

    /// Whether a target has delivered in a scan's present run.
    func include(_ target: String, of scan: ComplianceScan) -> Bool {
        let run = Run(scan: scan.object.uid, name: scan.run)
        return known.withLock { known in
            guard let entry = known[ObjectKey(scan.object)], entry.run == run else { return false }
            return entry.targets.contains(target)
        }
    }

    /// The scan is gone.
    func forget(_ scan: ObjectKey) { known.withLock { $0[scan] = nil } }
}
