import Bytes

/// How an object differs from what it was before. No field is in two of the sets.
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
        let before = old.map(type.shape)
        let after = new.map(type.shape)
        var isLeaf = false
        if let before, let after, before != after {
            // The value has become something else: what it was has changed, and what it is now is looked at.
            _ = compare(old, new, type, as: before)
            isLeaf = compare(old, new, type, as: after)
        } else if let shape = after ?? before {
            isLeaf = compare(old, new, type, as: shape)
        }
        guard !isLeaf else { return }
        if old == nil { added.isMember = true } else if new == nil { removed.isMember = true }
    }

    /// - Returns: whether the value was judged as a whole.
    private mutating func compare(
        _ old: JSON?, _ new: JSON?, _ type: FieldType, as shape: FieldShape
    ) -> Bool {
        switch shape {
        case .scalar: break
        case .map:
            let (old, new) = (old?.object ?? [:], new?.object ?? [:])
            if type.isAtomicMap || old.isEmpty && new.isEmpty { break }
            compare(old, new, type)
            return false
        case .list:
            let (old, new) = (old?.array ?? [], new?.array ?? [])
            if case .atomic = type.list { break }
            if old.isEmpty && new.isEmpty { break }
            compare(old, new, type)
            return false
        }
        switch (old, new) {
        case (nil, _): added.isMember = true
        case (_, nil): removed.isMember = true
        case (let old?, let new?): if !old.equalsNumerically(new) { modified.isMember = true }
        }
        return true
    }

    private mutating func compare(_ old: JSONObject, _ new: JSONObject, _ type: FieldType) {
        old.zip(new) { name, before, after in
            var inner = FieldComparison()
            inner.compare(before, after, type.presentMember(name).type)
            if !inner.isEmpty { add(inner, behind: .field(name)) }
        }
    }

    private mutating func compare(_ old: [JSON], _ new: [JSON], _ type: FieldType) {
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
                if let now = now.first { inner.compare(nil, now, element) }
                inner.removed.isMember = true
            default:
                if let was = was.first { inner.compare(was, nil, element) }
                inner.added.isMember = true
            }
            add(inner, behind: step)
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
