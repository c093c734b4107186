import Bytes

extension FieldType {
    /// Adjusts a set to a schema that has changed since the set was written.
    ///
    /// Who owned a part of what is one whole now owns the whole. Who owned a whole that has parts now owns the
    /// parts that are there, as long as nobody owns one: else the whole was owned for being empty.
    ///
    /// - Parameter all: what anybody owns.
    func reconciling(_ set: FieldSet, among all: FieldSet, with live: JSON) -> FieldSet {
        var result = set
        for (step, node) in zip(set.steps, set.nodes) {
            guard let name = step.fieldName.map(String.init) else { continue }
            let type = presentMember(name).type
            result.set(type.reconciling(node: node, among: all[step], with: live[name]), behind: step)
        }
        return result
    }

    private func reconciling(node: FieldSet, among all: FieldSet, with live: JSON?) -> FieldSet {
        if case .deduced = self { return node }
        let isWhole = node.isMember && node.steps.isEmpty
        if allowsMap {
            if isAtomicMap { return node.steps.isEmpty ? node : .leaf }
            if isWhole { return all.steps.isEmpty ? parts(of: live) : node }
            var result = reconciling(node, among: all, with: live ?? .null)
            result.isMember = node.isMember
            return result
        }
        guard scalar == nil else { return node }
        if case .atomic = list { return isWhole ? node : .leaf }
        if isWhole { return all.steps.isEmpty ? parts(of: live) : node }
        let element = self.element
        var values: [PathElement: JSON] = [:]
        for value in live?.array ?? [] { if let step = try? step(to: value) { values[step] = value } }
        var result = node
        for (step, inner) in zip(node.steps, node.nodes) {
            let inner = element.reconciling(node: inner, among: all[step], with: values[step])
            result.set(inner, behind: step)
        }
        return result
    }

    private func parts(of live: JSON?) -> FieldSet {
        var set = live.map(fieldSet) ?? FieldSet()
        set.isMember = true
        return set
    }
}
