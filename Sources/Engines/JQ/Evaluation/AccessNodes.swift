extension Machine {
    /// Refuses to follow a path through a value that no path led to.
    func checkTrack(_ message: (String) -> String) throws {
        guard let track, !track.leads(to: value) else { return }
        throw Raised(message(value.excerpt(30)))
    }

    /// Goes on with what stands at a key of the value.
    func access(_ key: Value, isOptional: Bool) throws {
        try checkTrack {
            "Invalid path expression near attempt to access element \(key.excerpt()) of \($0)"
        }
        do {
            let found = try value.at(key)
            if let track { self.track = try track.appending(key, found) }
            give(found)
        } catch let error as Raised {
            guard isOptional else { throw error }
            try backtrack()
        }
    }
}

/// `.name`, `.[0]`: a key that is known.
final class Access: Node, @unchecked Sendable {
    private let key: Value
    private let name: String?
    private let isOptional: Bool

    init(_ key: Value, isOptional: Bool) {
        self.key = key
        name = key.string
        self.isOptional = isOptional
    }

    override var isSingle: Bool { !isOptional }
    override var isDirect: Bool { true }

    override func value(_ input: Value, _ environment: Environment?, _ machine: Machine) throws -> Value {
        if let name, case .object(let box) = input { return box[name] ?? .null }
        return try input.at(key)
    }

    override func each(
        _ input: Value, _ environment: Environment?, _ machine: Machine, _ emit: (Value) throws -> Bool
    ) throws -> Bool {
        let found: Value
        do { found = try value(input, environment, machine) } catch let error as Raised {
            if isOptional { return true }
            throw error
        }
        return try emit(found)
    }

    override func step(_ machine: Machine) throws { try machine.access(key, isOptional: isOptional) }
}

/// `f[g]`: for each key that `g` puts out, each value of `f` at it.
final class IndexBy: Node, @unchecked Sendable {
    private let target: Node
    private let key: Node
    private let isOptional: Bool
    private let single: Bool

    init(_ target: Node, _ key: Node, isOptional: Bool) {
        self.target = target
        self.key = key
        self.isOptional = isOptional
        single = target.isSingle && key.isSingle && !isOptional
    }

    override var isSingle: Bool { single }

    override func value(_ input: Value, _ environment: Environment?, _ machine: Machine) throws -> Value {
        let key = try key.value(input, environment, machine)
        return try target.value(input, environment, machine).at(key)
    }

    override func step(_ machine: Machine) throws {
        if key.isSingle {
            let key = try key.value(machine.value, machine.environment, machine)
            try machine.push(AtKey(key, isOptional, machine.continuation))
            machine.node = target
        } else {
            try WithKey(target, isOptional, machine).run(key, machine)
        }
    }

    private final class WithKey: Subexpression {
        let target: Node
        let isOptional: Bool
        init(_ target: Node, _ isOptional: Bool, _ machine: Machine) {
            self.target = target
            self.isOptional = isOptional
            super.init(machine)
        }
        override func resume(_ machine: Machine) throws {
            let key = machine.value
            restore(machine)
            try machine.push(AtKey(key, isOptional, machine.continuation))
            machine.node = target
        }
    }

    private final class AtKey: Continuation {
        let key: Value
        let isOptional: Bool
        init(_ key: Value, _ isOptional: Bool, _ next: Continuation?) {
            self.key = key
            self.isOptional = isOptional
            super.init(next)
        }
        override func resume(_ machine: Machine) throws {
            machine.leave(self)
            try machine.access(key, isOptional: isOptional)
        }
    }
}

/// `.[]`.
final class Iterate: Node, @unchecked Sendable {
    private let isOptional: Bool
    init(isOptional: Bool) { self.isOptional = isOptional }

    override var isDirect: Bool { true }

    override func each(
        _ input: Value, _ environment: Environment?, _ machine: Machine, _ emit: (Value) throws -> Bool
    ) throws -> Bool {
        switch input {
        case .array(let box): for item in box.items where try !emit(item) { return false }
        case .object(let box): for value in box.values where try !emit(value) { return false }
        default: if !isOptional { throw Self.refusal(input) }
        }
        return true
    }

    override func step(_ machine: Machine) throws {
        try machine.checkTrack { "Invalid path expression near attempt to iterate through \($0)" }
        switch machine.value {
        case .array(let box):
            try Elements(keys: nil, values: box.items, machine).start(machine)
        case .object(let box):
            try Elements(keys: machine.track == nil ? nil : box.keys, values: box.values, machine).start(
                machine)
        default:
            guard isOptional else { throw Self.refusal(machine.value) }
            try machine.backtrack()
        }
    }

    private static func refusal(_ value: Value) -> Raised {
        Raised("Cannot iterate over \(value.kind) (\(value.excerpt()))")
    }

    private final class Elements: Choice {
        let keys: [String]?
        let values: [Value]
        let environment: Environment?
        let track: Track?
        let continuation: Continuation?
        var place = 0

        init(keys: [String]?, values: [Value], _ machine: Machine) {
            self.keys = keys
            self.values = values
            environment = machine.environment
            track = machine.track
            continuation = machine.continuation
        }

        func start(_ machine: Machine) throws {
            if values.isEmpty { return try machine.backtrack() }
            try machine.open(self)
            try resume(machine)
        }

        override func resume(_ machine: Machine) throws {
            let value = values[place]
            if let track {
                let key = keys.map { Value.string($0[place]) } ?? .number(place)
                machine.track = try track.appending(key, value)
            } else {
                machine.track = nil
            }
            place += 1
            if place == values.count { machine.choices.removeLast() }
            machine.environment = environment
            machine.continuation = continuation
            machine.give(value)
        }
    }
}

/// `..`: a value and all that is in it, the outer before the inner.
final class Recurse: Node, @unchecked Sendable {
    override var isDirect: Bool { true }

    override func each(
        _ input: Value, _ environment: Environment?, _ machine: Machine, _ emit: (Value) throws -> Bool
    ) throws -> Bool {
        var pending = [input]
        while let value = pending.popLast() {
            try machine.tick()
            if try !emit(value) { return false }
            switch value {
            case .array(let box): pending.append(contentsOf: box.items.reversed())
            case .object(let box): pending.append(contentsOf: box.values.reversed())
            default: break
            }
        }
        return true
    }

    override func step(_ machine: Machine) throws {
        try machine.checkTrack { "Invalid path expression near attempt to iterate through \($0)" }
        let descent = Descent(machine)
        try machine.open(descent)
        try descent.resume(machine)
    }

    private final class Descent: Choice {
        var pending: [(value: Value, track: Track?)]
        let environment: Environment?
        let continuation: Continuation?

        init(_ machine: Machine) {
            pending = [(machine.value, machine.track)]
            environment = machine.environment
            continuation = machine.continuation
        }

        override func resume(_ machine: Machine) throws {
            guard let (value, track) = pending.popLast() else {
                machine.choices.removeLast()
                return try machine.backtrack()
            }
            switch value {
            case .array(let box):
                for place in box.items.indices.reversed() {
                    let item = box.items[place]
                    pending.append((item, try track?.appending(.number(place), item)))
                }
            case .object(let box):
                for place in box.keys.indices.reversed() {
                    let item = box.values[place]
                    pending.append((item, try track?.appending(.string(box.keys[place]), item)))
                }
            default: break
            }
            machine.environment = environment
            machine.continuation = continuation
            machine.track = track
            machine.give(value)
        }
    }
}
