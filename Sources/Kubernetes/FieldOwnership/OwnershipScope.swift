/// Which members of an object an endpoint writes: what it resets is nobody's for having sent it.
public enum OwnershipScope: Sendable, Hashable {
    /// All of them.
    case all
    /// All but one: the object itself does not write its status.
    case without(String)
    /// One only: `status` writes nothing else.
    case only(String)

    /// What of a set the endpoint writes.
    func restricting(_ set: FieldSet) -> FieldSet {
        var result = set
        switch self {
        case .all: break
        case .without(let member): result.set(FieldSet(), behind: .field(member))
        case .only(let member):
            result = FieldSet()
            result.add(set[.field(member)], behind: .field(member))
        }
        return result
    }
}
