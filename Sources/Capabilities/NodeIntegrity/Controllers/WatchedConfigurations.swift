import Controllers
import Kubernetes
import Synchronization

/// Which FileIntegrities take their configuration from which ConfigMap, so that a change of one wakes them.
///
/// A shortcut for the queue alone: each of them is looked at once at the start, and says then what it wants.
final class WatchedConfigurations: Sendable {
    private let wishes = Mutex<[ObjectKey: ObjectKey]>([:])
    private let problems = Mutex<[ObjectKey: String]>([:])

    /// Notes the ConfigMap of a FileIntegrity; nil when it has none or is gone.
    func note(_ integrity: ObjectKey, takes map: ObjectKey?) {
        wishes.withLock { $0[integrity] = map }
    }

    /// Notes what is wrong with a FileIntegrity's configuration, nil for nothing; whether that is news.
    func note(_ integrity: ObjectKey, problem: String?) -> Bool {
        problems.withLock { problems in
            defer { problems[integrity] = problem }
            return problem != nil && problems[integrity] != problem
        }
    }

    /// Whom a change of a ConfigMap concerns: the owner of the operator's own copy, and whoever takes it.
    func keys(of map: Object) -> [ObjectKey] {
        let key = ObjectKey(map)
        var keys = wishes.withLock { $0.filter { $0.value == key }.map(\.key) }
        if map.labels[FileIntegrityGroup.configurationLabel] != nil { keys.append(key) }
        return keys
    }
}
