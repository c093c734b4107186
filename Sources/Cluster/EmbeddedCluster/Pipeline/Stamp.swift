import Bytes
import Kubernetes

/// The metadata that the server alone writes.
enum Stamp {
    /// Makes an object new: its own uid and time, the first generation, and nothing of another object's life.
    static func created(_ object: inout Object, _ resource: ServedResource, at time: String) {
        for member in ["resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds", "generation"] {
            object.removeMetadata(member)
        }
        object.uid = UniqueID.uuid()
        object.creationTimestamp = time
        if resource.hasGeneration { object.generation = 1 }
    }

    /// Carries over what no update may change, and counts the generation up when the wish changed.
    static func updated(_ object: inout Object, from current: Object, _ resource: ServedResource) {
        let kept = [
            "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation",
            "generateName", "resourceVersion",
        ]
        var metadata = object.json["metadata"] ?? [:]
        for member in kept { metadata[member] = current.json["metadata"]?[member] }
        object["metadata"] = metadata
        guard resource.hasGeneration, wish(of: object, resource) != wish(of: current, resource) else {
            return
        }
        object.generation = (current.generation ?? 0) + 1
    }

    /// Marks an object as going; finalizers hold it from now on.
    static func terminating(_ object: inout Object, at time: String) {
        object.deletionTimestamp = time
        var metadata = object.json["metadata"] ?? [:]
        metadata["deletionGracePeriodSeconds"] = 0
        object["metadata"] = metadata
        if let generation = object.generation, generation > 0 { object.generation = generation + 1 }
    }

    /// What somebody wants of an object: everything but metadata and the observed status.
    private static func wish(of object: Object, _ resource: ServedResource) -> JSONObject {
        var members = object.json.object ?? JSONObject()
        members["metadata"] = nil
        members["status"] = nil
        members["apiVersion"] = nil
        return members
    }
}

extension Object {
    /// Removes a member of the metadata.
    mutating func removeMetadata(_ member: String) {
        guard var metadata = json["metadata"], metadata[member] != nil else { return }
        metadata[member] = nil
        self["metadata"] = metadata
    }
}
