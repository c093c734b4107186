import Bytes

extension FieldType {
    /// Adjusts a set to a schema that has changed since the set was written.
    ///
    /// Who owned a part of what is one whole now owns the whole, and who owned a whole that has parts now
    /// owns the parts that are there.
    func reconciling(_ set: FieldSet, with live: JSON) -> FieldSet {
        var result = set
        for (step, node) in zip(set.steps, set.nodes) {
            guard let name = step.fieldName.map(String.init) else { continue }
            let type = presentMember(name).type
            result.set(type.reconciling(node: node, with: live[name]), behind: step)
        }
        return result
    }

    private func reconciling(node: FieldSet, with live: JSON?) -> FieldSet {
        if case .deduced = self { return node }
        let isWhole = node.isMember && node.steps.isEmpty
        if allowsMap {
            if isAtomicMap { return isWhole || node.steps.isEmpty ? node : .leaf }
            if isWhole { return parts(of: live) }
            var result = reconciling(node, with: live ?? .null)
            result.isMember = node.isMember
            return result
        }
        guard scalar == nil else { return node }
        if case .atomic = list { return isWhole ? node : .leaf }
        if isWhole { return parts(of: live) }
        let element = self.element
        var values: [PathElement: JSON] = [:]
        for value in live?.array ?? [] { if let step = try? step(to: value) { values[step] = value } }
        var result = node
        for (step, inner) in zip(node.steps, node.nodes) {
            result.set(element.reconciling(node: inner, with: values[step]), behind: step)
        }
        return result
    }

    private func parts(of live: JSON?) -> FieldSet {
        var set = live.map(fieldSet) ?? FieldSet()
        set.isMember = true
        return set
    }
}
