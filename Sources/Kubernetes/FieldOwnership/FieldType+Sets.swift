import Bytes

extension FieldType {
    /// The fields that a value speaks of: its leaves, the elements of its lists and the entries of its maps.
    ///
    /// Members of structs that have members of their own are not fields of the set.
    func fieldSet(of value: JSON) -> FieldSet {
        var set = fields(of: value)
        // Nobody owns the whole object.
        set.isMember = false
        return set
    }

    private func fields(of value: JSON) -> FieldSet {
        switch shape(of: value) {
        case .scalar: return .leaf
        case .map:
            if isAtomicMap { return .leaf }
            return fields(of: value.object ?? [:])
        case .list:
            if case .atomic = list { return .leaf }
            return fields(of: value.array ?? [])
        }
    }

    private func fields(of members: JSONObject) -> FieldSet {
        var set = FieldSet()
        for (name, value) in members {
            let member = presentMember(name)
            var node = member.type.fields(of: value)
            if !member.isField || value.isNull || value.object?.isEmpty == true { node.isMember = true }
            set.add(node, behind: .field(name))
        }
        return set
    }

    private func fields(of elements: [JSON]) -> FieldSet {
        var set = FieldSet()
        var seen: [PathElement: Int] = [:]
        let steps = elements.map { try? step(to: $0) }
        for case let step? in steps { seen[step, default: 0] += 1 }
        let type = element
        for (step, value) in zip(steps, elements) {
            guard let step else { continue }
            // Elements that cannot be told apart are owned together.
            var node = seen[step] == 1 ? type.fields(of: value) : FieldSet()
            node.isMember = true
            set.add(node, behind: step)
        }
        return set
    }

    /// Everything that there is of a value that comes or goes as a whole: all that ``fieldSet(of:)`` has, and
    /// the structs, maps and lists around it.
    func tree(of value: JSON) -> FieldSet {
        switch (shape(of: value), value) {
        case (.map, .object(let members)) where !members.isEmpty && !isAtomicMap:
            var set = FieldSet.leaf
            for (name, inner) in members {
                set.add(presentMember(name).type.tree(of: inner), behind: .field(name))
            }
            return set
        case (.list, .array(let elements)) where !elements.isEmpty:
            if case .atomic = list { return .leaf }
            var set = FieldSet.leaf
            let type = element
            for inner in elements {
                guard let step = try? step(to: inner) else { continue }
                set.set(set.hasMember(step) ? .leaf : type.tree(of: inner), behind: step)
            }
            return set
        default: return .leaf
        }
    }

    /// The set together with the members of structs on the way to its fields.
    func namingFields(_ set: FieldSet) -> FieldSet {
        var result = set
        let element = self.element
        for (step, node) in zip(set.steps, set.nodes) {
            var (type, isField) = (FieldType.deduced, false)
            if let name = step.fieldName {
                (type, isField) = presentMember(String(name))
            } else {
                type = element
            }
            var node = type.namingFields(node)
            if isField { node.isMember = true }
            result.set(node, behind: step)
        }
        return result
    }

    /// The value without some of its fields, elements and entries; nil when nothing is left of it.
    func removing(_ set: FieldSet, from value: JSON) -> JSON? {
        switch (shape(of: value), value) {
        case (.map, .object(let members)):
            if isAtomicMap { return nil }
            var kept = JSONObject()
            for (name, inner) in members {
                let node = set[.field(name)]
                if node.isMember { continue }
                kept[name] =
                    node.isEmpty ? inner : presentMember(name).type.removing(node, from: inner)
            }
            return kept.isEmpty ? nil : .object(kept)
        case (.list, .array(let elements)):
            if case .atomic = list { return nil }
            let type = element
            let kept = elements.compactMap { inner -> JSON? in
                guard let step = try? step(to: inner) else { return inner }
                let node = set[step]
                if node.isMember { return nil }
                return node.isEmpty ? inner : type.removing(node, from: inner)
            }
            return kept.isEmpty ? nil : .array(kept)
        default: return value
        }
    }
}
