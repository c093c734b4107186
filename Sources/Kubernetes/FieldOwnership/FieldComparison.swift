import Bytes

/// How an object differs from what it was before; no field is in two of the sets.
struct FieldComparison: Sendable {
    /// Fields that are new.
    var added = FieldSet()
    /// Fields that are in both and not alike.
    var modified = FieldSet()
    /// Fields that are gone.
    var removed = FieldSet()

    /// Compares two objects of a type.
    init(from old: JSON, to new: JSON, _ type: FieldType) {
        self.init()
        compare(old, new, type)
        added.isMember = false
        modified.isMember = false
        removed.isMember = false
    }

    private init() {}

    /// Leaves only some members of the object in the comparison.
    mutating func restrict(to scope: OwnershipScope) {
        added = scope.restricting(added)
        modified = scope.restricting(modified)
        removed = scope.restricting(removed)
    }

    private mutating func compare(_ old: JSON?, _ new: JSON?, _ type: FieldType) {
        switch (old, new) {
        case (nil, nil): break
        case (nil, let new?): added = type.tree(of: new)
        case (let old?, nil): removed = type.tree(of: old)
        case (let old?, let new?):
            let (before, after) = (type.shape(of: old), type.shape(of: new))
            // The value has become something else: what it was has changed, and what it is now is looked at.
            if before != after { compare(old, new, type, as: before) }
            compare(old, new, type, as: after)
        }
    }

    private mutating func compare(_ old: JSON, _ new: JSON, _ type: FieldType, as shape: FieldShape) {
        switch shape {
        case .scalar: break
        case .map:
            let (before, after) = (old.object ?? JSONObject(), new.object ?? JSONObject())
            if type.isAtomicMap || before.isEmpty && after.isEmpty { break }
            return compare(before, after, type)
        case .list:
            let (before, after) = (old.array ?? [], new.array ?? [])
            if case .atomic = type.list { break }
            if before.isEmpty && after.isEmpty { break }
            return compare(before, after, type)
        }
        if old != new, !old.equalsNumerically(new) { modified.isMember = true }
    }

    private mutating func compare(_ old: JSONObject, _ new: JSONObject, _ type: FieldType) {
        old.zip(new) { name, before, after in
            var inner = FieldComparison()
            inner.compare(before, after, type.presentMember(name).type)
            if !inner.isEmpty { add(inner, behind: .field(name)) }
        }
    }

    private mutating func compare(_ old: [JSON], _ new: [JSON], _ type: FieldType) {
        // Most lists stay as they are, and then nobody needs to know how their elements are told apart.
        if old == new { return }
        let (before, after) = (Self.index(old, type), Self.index(new, type))
        let element = type.element
        for step in before.order + after.order.filter({ before.values[$0] == nil }) {
            let (was, now) = (before.values[step] ?? [], after.values[step] ?? [])
            var inner = FieldComparison()
            switch (was.count, now.count) {
            case (...1, ...1): inner.compare(was.first, now.first, element)
            // Elements that cannot be told apart are compared together.
            case (2..., 2...): inner.modified.isMember = was != now
            case (2..., _):
                inner.compare(nil, now.first, element)
                inner.removed.isMember = true
            default:
                inner.compare(was.first, nil, element)
                inner.added.isMember = true
            }
            if !inner.isEmpty { add(inner, behind: step) }
        }
    }

    private static func index(
        _ elements: [JSON], _ type: FieldType
    ) -> (order: [PathElement], values: [PathElement: [JSON]]) {
        var order: [PathElement] = []
        var values: [PathElement: [JSON]] = [:]
        for element in elements {
            guard let step = try? type.step(to: element) else { continue }
            if values[step] == nil { order.append(step) }
            values[step, default: []].append(element)
        }
        return (order, values)
    }

    private var isEmpty: Bool { added.isEmpty && modified.isEmpty && removed.isEmpty }

    private mutating func add(_ inner: FieldComparison, behind step: PathElement) {
        added.add(inner.added, behind: step)
        modified.add(inner.modified, behind: step)
        removed.add(inner.removed, behind: step)
    }
}
