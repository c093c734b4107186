public import Bytes

/// JSON merge patch (RFC 7386): members replace members, `null` removes, arrays are replaced whole.
public enum MergePatch {
    /// The target with the patch applied (RFC 7386, section 2).
    public static func apply(_ patch: JSON, to target: JSON) -> JSON {
        guard case .object(let changes) = patch else { return patch }
        var members = target.object ?? JSONObject()
        for (name, change) in changes {
            if change.isNull {
                members[name] = nil
            } else {
                members[name] = apply(change, to: members[name] ?? .null)
            }
        }
        return .object(members)
    }

    /// The smallest merge patch that turns one value into another; nil when they are equal.
    ///
    /// A member that becomes `null` cannot be said in a merge patch; it reads as removed.
    public static func difference(from old: JSON, to new: JSON) -> JSON? {
        if old == new { return nil }
        guard case .object(let before) = old, case .object(let after) = new else { return new }
        var patch = JSONObject()
        for name in before.keys where after[name] == nil { patch[name] = .null }
        for (name, value) in after {
            if let change = difference(from: before[name] ?? .null, to: value) { patch[name] = change }
        }
        return .object(patch)
    }
}
