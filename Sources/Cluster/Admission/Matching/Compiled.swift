import EmbeddedCluster
import Synchronization

/// Something made out of all objects of a resource, made again when one of them has changed.
///
/// It is looked at when it is needed, so a request that follows a change of configuration always sees it.
final class Compiled<Value: Sendable>: Sendable {
    private let reader: ResourceReader
    private let compile: @Sendable ([StoredObject]) -> Value
    private let latest: Mutex<(version: Int64, value: Value)>

    init(_ reader: ResourceReader, _ compile: @escaping @Sendable ([StoredObject]) -> Value) {
        self.reader = reader
        self.compile = compile
        let version = reader.version
        latest = Mutex((version, compile(reader.objects())))
    }

    /// True when there are no objects: the usual case, and the cheapest question.
    var isEmpty: Bool { reader.isEmpty }

    /// The value for the present objects.
    var value: Value {
        // The version is read before the objects: a change between the two is looked at again next time.
        let version = reader.version
        return latest.withLock { latest in
            if latest.version != version { latest = (version, compile(reader.objects())) }
            return latest.value
        }
    }
}
