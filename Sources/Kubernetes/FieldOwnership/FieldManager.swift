public import Bytes

/// Keeps track of who owns which fields of one type of objects (KEP-555, "Server-side apply").
///
/// ```swift
/// let manager = FieldManager(schema: schema, apiVersion: "v1", kind: "ConfigMap")
/// let owned = manager.update(live: old, to: new, managed: managed, by: "kubectl-edit", at: now)
/// ```
public struct FieldManager: Sendable {
    /// So many managers that update are told apart; the oldest beyond them become one.
    static let updaterLimit = 10
    static let ancientManager = "ancient-changes"
    static let firstManager = "before-first-apply"

    let type: FieldType
    let apiVersion: String
    let kind: String
    let scope: OwnershipScope
    let subresource: String
    let schemas: @Sendable (String) -> StructuralSchema?
    /// Schemas of built-in kinds never change, so that nothing has to be adjusted to them.
    let isBuiltin: Bool

    /// Makes a field manager for an endpoint of a type.
    ///
    /// - Parameters:
    ///   - apiVersion: the version in which objects are compared and spelt.
    ///   - scope: what the endpoint writes.
    ///   - subresource: the endpoint's subresource, or empty.
    ///   - schemas: the schemas of the type's other versions, by `apiVersion`.
    public init(
        schema: StructuralSchema, apiVersion: String, kind: String, scope: OwnershipScope = .all,
        subresource: String = "", isBuiltin: Bool = false,
        schemas: @escaping @Sendable (String) -> StructuralSchema? = { _ in nil }
    ) {
        type = .object(schema)
        self.apiVersion = apiVersion
        self.kind = kind
        self.scope = scope
        self.subresource = subresource
        self.isBuiltin = isBuiltin
        self.schemas = schemas
    }

    /// Who owns what after a write that is no apply.
    ///
    /// The writer owns what it changed and added, nobody owns any more what it removed. Both objects stand
    /// without their `managedFields`. An object whose owners nobody has tracked so far stays so.
    ///
    /// - Parameters:
    ///   - live: the object before; for a new one, what an object of the type always has.
    ///   - time: the present moment in RFC 3339.
    public func update(
        live: JSON, to new: JSON, isCreation: Bool = false, managed: ManagedFields, by name: String,
        at time: String
    ) -> ManagedFields {
        if managed.isEmpty && !isCreation { return managed }
        var result = reconciled(managed, with: live)
        var change = Change(from: live, to: new)
        takeOver(&change, &result, except: nil)
        guard let changes = comparison(&change, apiVersion) else { return result }
        let taken = strip(changes.modified.union(changes.added))
        if !taken.isEmpty {
            let manager = ManagedFields.Manager(
                name: name, operation: .update, apiVersion: apiVersion, subresource: subresource)
            let fields = result.entries[manager]?.fields.union(taken) ?? taken
            result.entries[manager] = .init(fields: fields, apiVersion: apiVersion, time: time)
        }
        return capped(result)
    }

    // MARK: What update and apply share

    /// How an object changes, as the versions of its owners show it.
    struct Change {
        let live: JSON
        let new: JSON
        fileprivate var byVersion: [String: FieldComparison] = [:]

        init(from live: JSON, to new: JSON) {
            self.live = live
            self.new = new
        }
    }

    /// Takes from all managers what a change changed, added and removed.
    ///
    /// - Parameter except: the manager that is known to own what it wrote.
    func takeOver(_ change: inout Change, _ managed: inout ManagedFields, except: ManagedFields.Manager?) {
        for (manager, entry) in managed.entries where manager != except {
            guard let seen = comparison(&change, entry.apiVersion) else {
                managed.entries[manager] = nil
                continue
            }
            let left = entry.fields.subtracting(seen.modified).subtracting(seen.added)
                .subtracting(seen.removed)
            managed.entries[manager] =
                left.isEmpty ? nil : .init(fields: left, apiVersion: entry.apiVersion, time: entry.time)
        }
    }

    /// How a change looks in a version; nil for a version that there is no more.
    func comparison(_ change: inout Change, _ version: String) -> FieldComparison? {
        if let found = change.byVersion[version] { return found }
        guard let type = type(in: version) else { return nil }
        var found = FieldComparison(from: change.live, to: change.new, type)
        found.restrict(to: scope)
        change.byVersion[version] = found
        return found
    }

    /// The type in one of its versions, or nil for a version that there is no more.
    func type(in version: String) -> FieldType? {
        version == apiVersion ? type : schemas(version).map(FieldType.object)
    }

    /// Entries adjusted to the schemas of today.
    func reconciled(_ managed: ManagedFields, with live: JSON) -> ManagedFields {
        if isBuiltin { return managed }
        var result = managed
        let all = managed.entries.values.reduce(FieldSet()) { $0.union($1.fields) }
        for (manager, entry) in managed.entries {
            guard let type = type(in: entry.apiVersion) else {
                result.entries[manager] = nil
                continue
            }
            result.entries[manager]?.fields = type.reconciling(entry.fields, among: all, with: live)
        }
        return result
    }

    /// What the server alone writes is nobody's.
    func strip(_ set: FieldSet) -> FieldSet { set.subtracting(Self.serverFields) }

    private static let serverFields = FieldSet(
        paths: [[.field("apiVersion")], [.field("kind")], [.field("metadata")]]
            + [
                "name", "namespace", "creationTimestamp", "selfLink", "uid", "clusterName", "generation",
                "managedFields", "resourceVersion",
            ].map { [.field("metadata"), .field($0)] })

    /// Merges the oldest entries of updates version by version until there are few enough.
    func capped(_ managed: ManagedFields) -> ManagedFields {
        guard managed.entries.count > Self.updaterLimit else { return managed }
        var result = managed
        let updaters = managed.entries.filter { $0.key.operation == .update }
            .sorted { ($0.value.seconds, $0.key.identifier) < ($1.value.seconds, $1.key.identifier) }
        var surplus = updaters.count - Self.updaterLimit
        var first: [String: ManagedFields.Manager] = [:]
        for (manager, entry) in updaters where surplus > 0 {
            guard let oldest = first[entry.apiVersion] else {
                first[entry.apiVersion] = manager
                continue
            }
            let bucket = ManagedFields.Manager(
                name: Self.ancientManager, operation: .update, apiVersion: entry.apiVersion, subresource: "")
            var merged = result.entries[bucket] ?? result.entries[oldest] ?? entry
            if result.entries[bucket] == nil { result.entries[oldest] = nil }
            merged.fields = merged.fields.union(entry.fields)
            merged.time = entry.time
            result.entries[manager] = nil
            result.entries[bucket] = merged
            surplus -= 1
        }
        return result
    }
}
