/// A set of fields of an object: what somebody owns, or what a change touches.
///
/// It is a tree of ``PathElement``s. A node is a member of the set, or only on the way to one, or both; no
/// branch ends without a member.
///
/// ```swift
/// let spec = FieldSet(paths: [[.field("spec"), .field("replicas")]])
/// let both = spec.union(FieldSet(paths: [[.field("data")]]))
/// ```
public struct FieldSet: Sendable, Hashable {
    /// Whether the place where this set begins belongs to it: the `.` of `fieldsV1`.
    var isMember = false
    /// The steps from here, in the order of their spelling.
    private(set) var steps: [PathElement] = []
    /// What lies behind each of ``steps``.
    private(set) var nodes: [FieldSet] = []

    /// The empty set.
    public init() {}

    /// One field and nothing below it.
    static let leaf: FieldSet = {
        var set = FieldSet()
        set.isMember = true
        return set
    }()

    /// A set of fields, each named by the steps that lead to it.
    public init(paths: [[PathElement]]) {
        for path in paths { insert(path[...]) }
    }

    /// True when nothing is in the set.
    public var isEmpty: Bool { !isMember && steps.isEmpty }

    /// What lies behind a step; empty when nothing does.
    subscript(_ step: PathElement) -> FieldSet {
        let spot = place(of: step)
        return spot.isHere ? nodes[spot.index] : FieldSet()
    }

    /// Whether a step leads to a member of the set.
    func hasMember(_ step: PathElement) -> Bool {
        let spot = place(of: step)
        return spot.isHere && nodes[spot.index].isMember
    }

    /// Adds what lies behind a step to what is known of it.
    mutating func add(_ node: FieldSet, behind step: PathElement) {
        if node.isEmpty { return }
        let spot = place(of: step)
        if spot.isHere {
            nodes[spot.index] = nodes[spot.index].union(node)
        } else {
            steps.insert(step, at: spot.index)
            nodes.insert(node, at: spot.index)
        }
    }

    /// Replaces what lies behind a step.
    mutating func set(_ node: FieldSet, behind step: PathElement) {
        let spot = place(of: step)
        switch (spot.isHere, node.isEmpty) {
        case (true, true):
            steps.remove(at: spot.index)
            nodes.remove(at: spot.index)
        case (true, false): nodes[spot.index] = node
        case (false, false): add(node, behind: step)
        case (false, true): break
        }
    }

    private mutating func insert(_ path: ArraySlice<PathElement>) {
        guard let step = path.first else {
            isMember = true
            return
        }
        var node = self[step]
        node.insert(path.dropFirst())
        set(node, behind: step)
    }

    private func place(of step: PathElement) -> (index: Int, isHere: Bool) {
        // Most sets are built in order, so the end is asked first.
        guard let last = steps.last else { return (0, false) }
        if PathElement.precedes(last, step) { return (steps.count, false) }
        var (low, high) = (0, steps.count)
        while low < high {
            let middle = (low + high) / 2
            if PathElement.precedes(steps[middle], step) { low = middle + 1 } else { high = middle }
        }
        return (low, low < steps.count && !PathElement.precedes(step, steps[low]))
    }

    /// Every member by the steps that lead to it: those of a place before those below it, as messages list
    /// them.
    public var paths: [[PathElement]] {
        var found: [[PathElement]] = []
        collect([], into: &found)
        return found
    }

    private func collect(_ prefix: [PathElement], into found: inout [[PathElement]]) {
        let order = steps.indices.sorted { steps[$0].isShownBefore(steps[$1]) }
        for index in order where nodes[index].isMember { found.append(prefix + [steps[index]]) }
        for index in order where !nodes[index].steps.isEmpty {
            nodes[index].collect(prefix + [steps[index]], into: &found)
        }
    }
}

// MARK: The algebra of sets

extension FieldSet {
    /// What is in one of two sets or in both.
    public func union(_ other: FieldSet) -> FieldSet {
        if isEmpty { return other }
        if other.isEmpty { return self }
        return combined(with: other, isMember: isMember || other.isMember) { left, right in
            guard let left else { return right ?? FieldSet() }
            return right.map(left.union) ?? left
        }
    }

    /// What is in both of two sets.
    public func intersection(_ other: FieldSet) -> FieldSet {
        if isEmpty || other.isEmpty { return FieldSet() }
        return combined(with: other, isMember: isMember && other.isMember) { left, right in
            guard let left, let right else { return FieldSet() }
            return left.intersection(right)
        }
    }

    /// What is in this set and not in another; what lies below a field that goes stays.
    public func subtracting(_ other: FieldSet) -> FieldSet {
        if isEmpty || other.isEmpty { return self }
        return combined(with: other, isMember: isMember && !other.isMember) { left, right in
            guard let left else { return FieldSet() }
            return right.map(left.subtracting) ?? left
        }
    }

    /// What is in this set and neither in another nor below one of the other's fields.
    func subtractingBranches(_ other: FieldSet) -> FieldSet {
        if isEmpty || other.isEmpty { return self }
        return combined(with: other, isMember: isMember && !other.isMember) { left, right in
            guard let left, right?.isMember != true else { return FieldSet() }
            return right.map(left.subtractingBranches) ?? left
        }
    }

    private func combined(
        with other: FieldSet, isMember: Bool, _ node: (FieldSet?, FieldSet?) -> FieldSet
    ) -> FieldSet {
        var result = FieldSet()
        result.isMember = isMember
        var (left, right) = (0, 0)
        func append(_ step: PathElement, _ node: FieldSet) {
            if node.isEmpty { return }
            result.steps.append(step)
            result.nodes.append(node)
        }
        while left < steps.count || right < other.steps.count {
            if right == other.steps.count
                || left < steps.count && PathElement.precedes(steps[left], other.steps[right])
            {
                append(steps[left], node(nodes[left], nil))
                left += 1
            } else if left == steps.count || PathElement.precedes(other.steps[right], steps[left]) {
                append(other.steps[right], node(nil, other.nodes[right]))
                right += 1
            } else {
                append(steps[left], node(nodes[left], other.nodes[right]))
                left += 1
                right += 1
            }
        }
        return result
    }
}
