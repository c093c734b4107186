import Bytes
import Cluster
import Kubernetes

/// How it comes to be known whose the fields of a write are.
enum FieldTracking: Sendable {
    /// The writer owns what it changes; the subresource is part of its name.
    case update(subresource: String)
    /// Server-side apply has worked it out already.
    case applied
}

extension WriteScope {
    /// The field manager of an endpoint of the resource.
    func fieldManager(subresource: String, in cluster: EmbeddedCluster) -> FieldManager {
        let type = resource.type
        let registry = cluster.registry
        return FieldManager(
            schema: resource.definition.schema, apiVersion: type.kind.apiVersion, kind: type.kind.kind,
            scope: Self.ownership(of: subresource, resource), subresource: subresource,
            isBuiltin: !resource.isCustom
        ) { apiVersion in
            let kind = GroupVersionKind(apiVersion: apiVersion, kind: type.kind.kind)
            guard kind.group == type.group else { return nil }
            let address = TypeRegistry.Address(
                group: type.group, version: kind.version, plural: type.plural)
            return registry[address]?.definition.schema
        }
    }

    /// Writes into an object whose fields are whose now.
    ///
    /// - Parameters:
    ///   - next: the object that the write is about to store.
    ///   - sent: the `managedFields` that came with the write; a client may give up or reset entries.
    func track(
        _ next: inout Object, over current: Object?, sent: JSON?, _ tracking: FieldTracking,
        in cluster: EmbeddedCluster
    ) {
        guard case .update(let subresource) = tracking else {
            next.managedFields = sent
            return
        }
        let manager = fieldManager(subresource: subresource, in: cluster)
        let managed = Self.owners(sent: subresource.isEmpty ? sent : nil, live: current?.managedFields)
        next.managedFields = nil
        var live = current
        live?.managedFields = nil
        next.managedFields =
            manager.update(
                live: live?.json ?? manager.blank, to: next.json, isCreation: current == nil,
                managed: managed, by: options.fieldManager, at: cluster.clock.timestamp
            ).json
    }

    /// Who owned what before the write: as the client says when it says something, else as it is stored.
    private static func owners(sent: JSON?, live: JSON?) -> ManagedFields {
        let stored = { () -> ManagedFields in
            (try? ManagedFields(live, isStored: true)) ?? ManagedFields()
        }
        guard let sent, sent != live, let entries = sent.array else { return stored() }
        // An empty list, or one empty entry, resets the tracking.
        if entries.isEmpty || entries.count == 1 && entries[0].object?.isEmpty == true {
            return ManagedFields()
        }
        guard let given = try? ManagedFields(sent, isStored: false), !given.isEmpty else { return stored() }
        return given
    }

    private static func ownership(of subresource: String, _ resource: ServedResource) -> OwnershipScope {
        switch subresource {
        case "": resource.hasStatus ? .without("status") : .all
        case "status": .only("status")
        case "finalize": .only("spec")
        default: .all
        }
    }

    /// Puts the owners back when admission has left entries that cannot be read.
    mutating func keepOwners(_ next: inout Object, asBefore before: JSON?) {
        guard next.managedFields != before else { return }
        do throws(FieldSetError) {
            _ = try ManagedFields(next.managedFields, isStored: false)
        } catch {
            next.managedFields = before
            warnings.append(
                ".metadata.managedFields was in an invalid state after admission; this could be caused by an "
                    + "outdated mutating admission controller; please fix your requests: \(error)")
        }
    }
}

extension Object {
    /// `metadata.managedFields` as it is written, or nil.
    var managedFields: JSON? {
        get { json["metadata"]?["managedFields"] }
        set {
            guard newValue != nil || managedFields != nil else { return }
            json["metadata", default: [:]]["managedFields"] = newValue
        }
    }

    /// The object with the times of other writes, when nothing but those times has changed since.
    func keepingTimes(of current: Object) -> Object {
        guard managedFields != current.managedFields,
            ManagedFields.areAlikeButForTimes(managedFields, current.managedFields)
        else { return self }
        var same = self
        same.managedFields = current.managedFields
        return same == current ? current : self
    }
}

extension JSON {
    fileprivate subscript(_ key: String, default value: JSON) -> JSON {
        get { self[key] ?? value }
        set { self[key] = newValue }
    }
}
