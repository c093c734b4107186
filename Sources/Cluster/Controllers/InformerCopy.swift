import Cluster
import Kubernetes

/// An informer's local copy of a type's objects, and what makes it differ from the next look.
///
/// A round replaces the copy piece by piece: each object that is listed is compared at once, and at the end
/// whatever was not listed is gone. So a relist needs no second copy, and one that breaks off harms nothing.
struct InformerCopy: Sendable {
    private struct Entry {
        var object: Object
        var round: UInt32
    }

    private var entries: [ObjectKey: Entry] = [:]
    private var round: UInt32 = 0

    /// The objects, in no order.
    var objects: [Object] { entries.values.map(\.object) }

    /// The keys of the objects, in no order.
    var keys: [ObjectKey] { Array(entries.keys) }

    subscript(_ key: ObjectKey) -> Object? { entries[key]?.object }

    /// Begins to compare with a fresh list.
    mutating func beginRound() { round &+= 1 }

    /// Takes an object as it is now, listed or told of by a watch; what has changed by that.
    mutating func put(_ object: Object) -> [Informer.Change] {
        let key = ObjectKey(object)
        guard let known = entries[key]?.object else {
            entries[key] = Entry(object: object, round: round)
            return [.added(object)]
        }
        entries[key]?.round = round
        // The same version is the same content; keeping the old one keeps memory where it is.
        if known.uid == object.uid, known.resourceVersion == object.resourceVersion { return [] }
        entries[key]?.object = object
        // Another uid is another object that happens to have the name.
        if known.uid != object.uid { return [.deleted(known), .added(object)] }
        return [.updated(old: known, new: object)]
    }

    /// Forgets an object that a watch says is gone; `object` is its last state.
    mutating func remove(_ object: Object) -> [Informer.Change] {
        entries.removeValue(forKey: ObjectKey(object)) == nil ? [] : [.deleted(object)]
    }

    /// Forgets what was not there in this round; the last states that were seen.
    mutating func endRound() -> [Informer.Change] {
        let gone = entries.filter { $0.value.round != round }
        for key in gone.keys { entries[key] = nil }
        return gone.values.map { .deleted($0.object) }
    }
}
