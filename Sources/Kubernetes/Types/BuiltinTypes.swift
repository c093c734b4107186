public import Bytes

/// What the server does to objects of Kubernetes' own kinds besides reading them.
public enum BuiltinTypes {
    /// The status of a new object, of which nothing has been observed yet; nil when the kind has none.
    public static func emptyStatus(of kind: GroupVersionKind) -> JSON? {
        guard let field = GoTypes.structure(of: kind)?.members["status"],
            case .structure(let name) = field.type.shape
        else { return nil }
        return GoTypes.structure(name).map(TypedReader.zero)
    }

    /// Fills in kube-apiserver's defaults.
    public static func setDefaults(_ object: inout JSON, kind: GroupVersionKind) {
        guard let structure = GoTypes.structure(of: kind) else { return }
        TypeDefaults.apply(to: &object, structure)
    }

    /// What is wrong with an object, in kube-apiserver's words; none when it is valid.
    public static func problems(of object: JSON, kind: GroupVersionKind) -> [StatusError.Cause] {
        KindRules.problems(of: object, kind)
    }

    /// What is wrong with a change, besides what is wrong with its result.
    public static func problems(
        of object: JSON, changedFrom old: JSON, kind: GroupVersionKind
    ) -> [StatusError.Cause] {
        KindRules.problems(of: object, changedFrom: old, kind)
    }
}
