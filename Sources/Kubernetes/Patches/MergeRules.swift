/// How strategic merge treats one field: the `patchStrategy` and `patchMergeKey` of Kubernetes' own types.
struct FieldMergeRule: Sendable {
    enum Strategy: Sendable {
        /// A struct, merged member by member; the usual thing.
        case descend
        /// A list whose elements are told apart by a key.
        case mergeByKey(String)
        /// A list of scalars that is a set.
        case mergeSet
        /// Replaced whole.
        case replace
    }

    var strategy: Strategy
    /// The name of the type of the field or of its elements; empty when its fields need no rule.
    var type: String

    init(_ strategy: Strategy, _ type: String = "") {
        self.strategy = strategy
        self.type = type
    }
}

/// The merge rules of Kubernetes' own types, out of ``GoTypes``.
///
/// What they do not know merges as maps do, and lists are replaced whole. `retainKeys` needs no rule: its
/// directive in the patch says everything.
enum MergeRules {
    static func rule(_ type: String, _ field: String) -> FieldMergeRule? {
        guard let found = GoTypes.structure(type)?.members[field] else { return nil }
        switch (found.type.shape, found.patchMerge) {
        case (.structure(let name), _): return FieldMergeRule(.descend, name)
        // The members of maps have no rules: none of Kubernetes' own maps holds lists that merge.
        case (.map, _): return FieldMergeRule(.descend)
        case (.list(let element), .byKey(let key)?):
            return FieldMergeRule(.mergeByKey(key), element.structureName)
        case (.list, .asSet?): return FieldMergeRule(.mergeSet)
        default: return nil
        }
    }

    /// The type that an object's own fields are looked up in.
    static func rootType(of kind: GroupVersionKind) -> String { GoTypes.structure(of: kind)?.name ?? "" }
}

extension GoType {
    fileprivate var structureName: String { if case .structure(let name) = shape { name } else { "" } }
}
