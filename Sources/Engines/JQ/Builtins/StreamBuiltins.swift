extension Builtins {
    static let streams: Table = [
        "_tostream/0": unary { input in
            var events: [Value] = []
            stream(input, &events)
            return .array(events)
        }
    ]

    /// Lists the leaves of a value with their paths, and where each container ends.
    private static func stream(_ value: Value, _ events: inout [Value]) {
        // Containers whose elements are being listed, without recursion: values may be deep.
        var open: [(keys: [Value], values: [Value], next: Int)] = []
        var path: [Value] = []
        var current: Value? = value
        while true {
            if let value = current {
                current = nil
                if let (keys, values) = contents(value), !values.isEmpty {
                    open.append((keys, values, 0))
                } else {
                    events.append(.array([.array(path), value]))
                    if !open.isEmpty { path.removeLast() }
                }
            }
            guard var container = open.popLast() else { return }
            if container.next < container.values.count {
                path.append(container.keys[container.next])
                current = container.values[container.next]
                container.next += 1
                open.append(container)
            } else {
                if let last = container.keys.last { events.append(.array([.array(path + [last])])) }
                if open.isEmpty { return }
                path.removeLast()
            }
        }
    }

    private static func contents(_ value: Value) -> (keys: [Value], values: [Value])? {
        switch value {
        case .array(let box): (box.items.indices.map { Value.number($0) }, box.items)
        case .object(let box): (box.keys.map { Value.string($0) }, box.values)
        default: nil
        }
    }
}
