public import Bytes

extension FieldManager {
    /// What an apply makes of an object.
    public struct Applied: Sendable {
        /// The object, without its `managedFields`.
        public var object: JSON
        /// Who owns what now.
        public var managed: ManagedFields
    }

    /// Lays a configuration over an object (server-side apply).
    ///
    /// What the manager applied before and does not speak of any more goes, unless others own it.
    ///
    /// - Parameters:
    ///   - live: the object as it is, without its `managedFields`; nil when there is none yet.
    ///   - managed: who owns what of it; when nobody does, what it holds is owned by `before-first-apply`.
    ///   - force: take over fields that others own.
    /// - Throws: 409 with the fields that others own, 400 and 500 for a configuration that is none.
    public func apply(
        _ config: JSON, to live: JSON?, managed: ManagedFields, by name: String, force: Bool, at time: String
    ) throws(StatusError) -> Applied {
        try check(config)
        var managed = managed
        if let live, managed.isEmpty {
            managed = update(
                live: blank, to: live, isCreation: true, managed: managed, by: Self.firstManager, at: time)
        }
        let live = live ?? ["apiVersion": .string(apiVersion), "kind": .string(kind)]
        var applied: Applied
        do throws(ApplyConflict) {
            applied = try merge(config, live, managed, name, force, time)
        } catch {
            guard name == LastApplied.manager else { throw error.status }
            let rest = LastApplied(live).conflicts(error, with: live, type, apiVersion)
            if !rest.fields.isEmpty { throw rest.status }
            do throws(ApplyConflict) {
                applied = try merge(config, live, managed, name, true, time)
            } catch { throw error.status }
        }
        if name == LastApplied.manager { LastApplied.renew(in: &applied.object, config) }
        return applied
    }

    private func check(_ config: JSON) throws(StatusError) {
        let version = config["apiVersion"]?.string ?? ""
        let sent = GroupVersionKind(apiVersion: version, kind: config["kind"]?.string ?? "")
        if version != apiVersion || sent.kind != kind {
            throw .badRequest("invalid object type: \(Self.shown(sent))")
        }
        if config["metadata"]?["managedFields"].map({ !$0.isNull }) == true {
            throw .badRequest("metadata.managedFields must be nil")
        }
        let problems = type.problems(config)
        if problems.isEmpty { return }
        let metadata = config["metadata"]
        let name = "\(metadata?["namespace"]?.string ?? "")/\(metadata?["name"]?.string ?? "")"
        throw StatusError(
            code: 500, reason: "",
            message: "failed to create typed patch object (\(name); \(Self.shown(sent))): "
                + TypeProblem.sentence(problems))
    }

    private static func shown(_ kind: GroupVersionKind) -> String {
        "\(kind.group)/\(kind.version), Kind=\(kind.kind)"
    }

    private func merge(
        _ config: JSON, _ live: JSON, _ managed: ManagedFields, _ name: String, _ force: Bool, _ time: String
    ) throws(ApplyConflict) -> Applied {
        var owners = reconciled(managed, with: live)
        let manager = ManagedFields.Manager(
            name: name, operation: .apply, apiVersion: "", subresource: subresource)
        let last = owners.entries[manager]
        owners.entries[manager] = .init(
            fields: scope.restricting(type.fieldSet(of: config)), apiVersion: apiVersion, time: last?.time)
        let merged = type.merging(config, over: live)
        // What is left empty goes with its contents, but not what the configuration wants empty.
        let object = last.map { type.merging(config, over: pruned(merged, owners, $0)) } ?? merged
        var change = Change(from: live, to: object)
        if !force {
            let conflict = conflicts(&change, owners, manager)
            if !conflict.fields.isEmpty { throw conflict }
        }
        takeOver(&change, &owners, except: manager)
        if var entry = owners.entries[manager] {
            entry.fields = strip(entry.fields)
            // Who changes nothing has not written anything.
            if object != live, !object.equalsNumerically(live) { entry.time = time }
            owners.entries[manager] = entry.fields.isEmpty ? nil : entry
        }
        return Applied(object: object, managed: owners)
    }

    private func conflicts(
        _ change: inout Change, _ owners: ManagedFields, _ manager: ManagedFields.Manager
    ) -> ApplyConflict {
        var conflict = ApplyConflict(fields: [:])
        for (owner, entry) in owners.entries where owner != manager {
            guard let changes = comparison(&change, entry.apiVersion) else { continue }
            let fields = entry.fields.intersection(changes.modified.union(changes.added))
            if !fields.isEmpty { conflict.fields[owner] = fields }
        }
        return conflict
    }

    /// The object without what its manager applied last time and nobody owns now.
    private func pruned(_ merged: JSON, _ owners: ManagedFields, _ last: ManagedFields.Entry) -> JSON {
        guard !last.fields.isEmpty, let lastType = type(in: last.apiVersion) else { return merged }
        let lastSet = lastType.namingFields(last.fields)
        var pruned = lastType.removing(lastSet, from: merged) ?? [:]
        // What others own, and what is applied now, comes back; the last version goes first.
        var owned: [String: FieldSet] = [:]
        for entry in owners.entries.values {
            owned[entry.apiVersion] = owned[entry.apiVersion]?.union(entry.fields) ?? entry.fields
        }
        let others = owned.keys.filter { $0 != last.apiVersion }.sorted()
        for version in [last.apiVersion] + others {
            guard let set = owned[version], let type = type(in: version) else { continue }
            let kept = type.namingFields(type.fieldSet(of: pruned)).union(type.namingFields(set))
            let gone = type.namingFields(type.fieldSet(of: merged)).subtracting(kept)
            pruned = type.removing(gone, from: merged) ?? [:]
        }
        // What the manager did not apply last time was not its to give up.
        let gone = lastType.namingFields(lastType.fieldSet(of: merged))
            .subtracting(lastType.namingFields(lastType.fieldSet(of: pruned)))
            .intersection(lastSet)
        return lastType.removing(gone, from: merged) ?? [:]
    }
}
