import Cluster
import Kubernetes

/// A page of stored objects, all as of one resource version; their texts are ready to be sent.
public struct RawList: Sendable {
    /// The objects in key order, each saying the `apiVersion` that was asked for.
    public var objects: [StoredObject]
    /// The version that the list shows; a watch from it misses nothing.
    public var resourceVersion: String
    /// The token of the next page, or nil on the last.
    public var `continue`: String?
    /// How many objects follow this page, where known.
    public var remainingItemCount: Int?
}

/// One state of a resource's objects and the version it has.
struct ListState {
    var objects: SortedObjects
    var version: Int64
}

extension RawList {
    /// Takes a page out of a state: from `start` on, `limit` wanted objects at most.
    init(_ state: ListState, _ selection: Selection, start: String, limit: Int?, resource: ServedResource) {
        var page: [StoredObject] = []
        var next: String?
        var following = 0
        state.objects.walk(prefix: selection.prefix, from: start) { object in
            if let limit, page.count == limit {
                // Without selectors the rest can be counted; with them kube-apiserver does not say either.
                next = next ?? object.key
                following += 1
                return selection.isEverything
            }
            if selection.matches(object) { page.append(object) }
            return true
        }
        objects = page
        resourceVersion = String(state.version)
        if let next {
            let start = String(next.dropFirst(resource.prefix.count))
            self.continue = ContinueToken(resourceVersion: state.version, start: start).text
            remainingItemCount = selection.isEverything ? following : nil
        }
        if resource.servesOtherVersions { objects = objects.map(resource.relabelled) }
    }
}
