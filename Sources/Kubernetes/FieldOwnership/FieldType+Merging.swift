import Bytes

extension FieldType {
    /// A configuration laid over an object: what it says wins, what it does not speak of stays.
    func merging(_ config: JSON, over live: JSON) -> JSON {
        switch shape(of: config) {
        case .scalar: return config
        case .map:
            let (left, right) = (live.object ?? [:], config.object ?? [:])
            if isAtomicMap || left.isEmpty && right.isEmpty { return config }
            var merged = JSONObject()
            left.zip(right) { name, old, new in
                switch (old, new) {
                case (let old?, let new?):
                    merged[name] = presentMember(name).type.merging(new, over: old)
                default: merged[name] = new ?? old
                }
            }
            return .object(merged)
        case .list:
            let (left, right) = (live.array ?? [], config.array ?? [])
            if case .atomic = list { return config }
            if left.isEmpty && right.isEmpty { return config }
            return .array(merging(right, over: left))
        }
    }

    /// Elements that both have stand in the configuration's order; those that only the object has stay behind
    /// what they stood behind.
    private func merging(_ config: [JSON], over live: [JSON]) -> [JSON] {
        var given = Named(config, self)
        let present = Named(live, self)
        var shared = given.steps.compactMap { $0 }.filter { present.values[$0] != nil }[...]
        var merged: [JSON] = []
        let type = element
        func merge(_ step: PathElement?, _ new: JSON) {
            if let step, let old = present.values[step] {
                merged.append(type.merging(new, over: old))
                given.done.insert(step)
            } else {
                merged.append(new)
            }
        }
        var (left, right) = (0, 0)
        while left < live.count || right < config.count {
            if left < live.count {
                let step = present.steps[left]
                let isShared = step.map { given.values[$0] != nil } ?? false
                if !isShared {
                    merged.append(live[left])
                    left += 1
                    continue
                }
                if right < config.count, given.steps[right] == step {
                    merge(step, config[right])
                    (left, right) = (left + 1, right + 1)
                    shared = shared.dropFirst()
                    continue
                }
                // Another shared element is due here; this one comes where the configuration has it.
                if right < config.count, let next = shared.first, next != step {
                    left += 1
                    continue
                }
                if right == config.count || step.map(given.done.contains) == true { left += 1 }
            }
            if right < config.count {
                let step = given.steps[right]
                merge(step, config[right])
                right += 1
                if let step, shared.first == step { shared = shared.dropFirst() }
            }
        }
        return merged
    }

    /// The elements of a list by their names.
    private struct Named {
        var steps: [PathElement?]
        /// Elements that cannot be told apart merge with nothing.
        var values: [PathElement: JSON] = [:]
        /// Those that have been merged.
        var done: Set<PathElement> = []

        init(_ elements: [JSON], _ type: FieldType) {
            steps = elements.map { try? type.step(to: $0) }
            for (step, value) in Swift.zip(steps, elements) {
                guard let step else { continue }
                values[step] = values[step] == nil ? value : .null
            }
        }
    }
}
