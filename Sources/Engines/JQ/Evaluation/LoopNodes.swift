/// The state of a `reduce` or `foreach`.
private final class Accumulator {
    var value: Value
    let track: Track?
    /// What the track becomes with the state, while paths are followed.
    var current: Track?

    init(_ value: Value, _ track: Track?) {
        self.value = value
        self.track = track
        current = track
    }

    /// The state, which is not held here any more: what is held once can change in place.
    func take() -> Value {
        let taken = value
        value = .null
        return taken
    }
}

/// `reduce f as $x (start; update)`.
final class Reduce: Node, @unchecked Sendable {
    private let source: Node
    private let start: Node
    /// Runs with the item bound.
    private let update: Node
    private let single: Bool

    init(_ source: Node, _ start: Node, _ update: Node) {
        self.source = source
        self.start = start
        self.update = update
        single = source.isDirect && start.isSingle && update.isSingle
    }

    override var isSingle: Bool { single }

    override func value(_ input: Value, _ environment: Environment?, _ machine: Machine) throws -> Value {
        var state = try start.value(input, environment, machine)
        _ = try source.each(input, environment, machine) { item in
            try machine.tick()
            let bound = Environment(environment, value: item)
            let old = state
            state = .null
            state = try update.value(old, bound, machine)
            return true
        }
        return state
    }

    override func step(_ machine: Machine) throws {
        if single, machine.track == nil {
            return machine.give(try value(machine.value, machine.environment, machine))
        }
        try machine.push(Started(self, Scene(machine), machine.continuation))
        machine.node = start
    }

    private final class Started: Continuation {
        let node: Reduce
        let scene: Scene
        init(_ node: Reduce, _ scene: Scene, _ next: Continuation?) {
            self.node = node
            self.scene = scene
            super.init(next)
        }
        override func resume(_ machine: Machine) throws {
            let accumulator = Accumulator(machine.takeValue(), machine.track)
            scene.restore(machine, before: next)
            try machine.open(Finished(accumulator, State(machine)))
            try machine.push(Item(node, accumulator, scene.environment, next))
            machine.track = nil
            machine.node = node.source
        }
    }

    private final class Item: Continuation {
        let node: Reduce
        let accumulator: Accumulator
        let environment: Environment?
        init(
            _ node: Reduce, _ accumulator: Accumulator, _ environment: Environment?, _ next: Continuation?
        ) {
            self.node = node
            self.accumulator = accumulator
            self.environment = environment
            super.init(next)
        }
        override func resume(_ machine: Machine) throws {
            let item = machine.takeValue()
            machine.environment = environment
            try machine.bind(item)
            machine.track = accumulator.current
            accumulator.current = accumulator.track
            machine.value = accumulator.take()
            try machine.push(Store(accumulator, next))
            machine.node = node.update
        }
    }

    private final class Store: Continuation {
        let accumulator: Accumulator
        init(_ accumulator: Accumulator, _ next: Continuation?) {
            self.accumulator = accumulator
            super.init(next)
        }
        override func resume(_ machine: Machine) throws {
            accumulator.current = machine.track
            accumulator.value = machine.takeValue()
            try machine.backtrack()
        }
    }

    private final class Finished: Choice {
        let accumulator: Accumulator
        let state: State
        init(_ accumulator: Accumulator, _ state: State) {
            self.accumulator = accumulator
            self.state = state
        }
        override func resume(_ machine: Machine) throws {
            machine.choices.removeLast()
            state.restore(machine)
            if machine.track != nil { machine.track = accumulator.current }
            machine.give(accumulator.take())
        }
    }
}

/// `foreach f as $x (start; update; extract)`.
final class Foreach: Node, @unchecked Sendable {
    private let source: Node
    private let start: Node
    private let update: Node
    private let extract: Node
    private let direct: Bool

    init(_ source: Node, _ start: Node, _ update: Node, _ extract: Node) {
        self.source = source
        self.start = start
        self.update = update
        self.extract = extract
        direct = source.isDirect && start.isSingle && update.isSingle && extract.isDirect
    }

    override var isDirect: Bool { direct }

    override func each(
        _ input: Value, _ environment: Environment?, _ machine: Machine, _ emit: (Value) throws -> Bool
    ) throws -> Bool {
        var state = try start.value(input, environment, machine)
        return try source.each(input, environment, machine) { item in
            try machine.tick()
            let bound = Environment(environment, value: item)
            let old = state
            state = .null
            state = try update.value(old, bound, machine)
            return try extract.each(state, bound, machine, emit)
        }
    }

    override func step(_ machine: Machine) throws {
        try machine.push(Started(self, Scene(machine), machine.continuation))
        machine.node = start
    }

    private final class Started: Continuation {
        let node: Foreach
        let scene: Scene
        init(_ node: Foreach, _ scene: Scene, _ next: Continuation?) {
            self.node = node
            self.scene = scene
            super.init(next)
        }
        override func resume(_ machine: Machine) throws {
            let accumulator = Accumulator(machine.takeValue(), machine.track)
            scene.restore(machine, before: next)
            try machine.push(Item(node, accumulator, scene.environment, next))
            machine.track = nil
            machine.node = node.source
        }
    }

    private final class Item: Continuation {
        let node: Foreach
        let accumulator: Accumulator
        let environment: Environment?
        init(
            _ node: Foreach, _ accumulator: Accumulator, _ environment: Environment?, _ next: Continuation?
        ) {
            self.node = node
            self.accumulator = accumulator
            self.environment = environment
            super.init(next)
        }
        override func resume(_ machine: Machine) throws {
            let item = machine.takeValue()
            machine.environment = environment
            try machine.bind(item)
            machine.track = accumulator.current
            machine.value = accumulator.take()
            try machine.push(Updated(self, machine.environment, next))
            machine.node = node.update
        }
    }

    private final class Updated: Continuation {
        let item: Item
        let environment: Environment?
        init(_ item: Item, _ environment: Environment?, _ next: Continuation?) {
            self.item = item
            self.environment = environment
            super.init(next)
        }
        override func resume(_ machine: Machine) throws {
            item.accumulator.value = machine.value
            item.accumulator.current = machine.track
            machine.leave(self)
            machine.environment = environment
            machine.node = item.node.extract
        }
    }
}

/// `range(from; upto; by)` once its bounds are known.
final class Steps: Node, @unchecked Sendable {
    private let from: Node
    private let upto: Node
    private let by: Node

    init(_ from: Node, _ upto: Node, _ by: Node) {
        self.from = from
        self.upto = upto
        self.by = by
    }

    override var isDirect: Bool { true }

    private func bounds(
        _ input: Value, _ environment: Environment?, _ machine: Machine
    ) throws -> (Double, Double, Double) {
        guard let from = try from.value(input, environment, machine).double,
            let upto = try upto.value(input, environment, machine).double,
            let by = try by.value(input, environment, machine).double
        else { throw Raised("Range bounds must be numeric") }
        return (from, upto, by)
    }

    override func each(
        _ input: Value, _ environment: Environment?, _ machine: Machine, _ emit: (Value) throws -> Bool
    ) throws -> Bool {
        let (from, upto, by) = try bounds(input, environment, machine)
        var number = from
        while by > 0 ? number < upto : by < 0 && number > upto {
            try machine.tick()
            if try !emit(.number(number)) { return false }
            number += by
        }
        return true
    }

    override func step(_ machine: Machine) throws {
        let (from, upto, by) = try bounds(machine.value, machine.environment, machine)
        let count = Count(from, upto, by, State(machine))
        try machine.open(count)
        try count.resume(machine)
    }

    private final class Count: Choice {
        var number: Double
        let upto: Double
        let by: Double
        let state: State

        init(_ from: Double, _ upto: Double, _ by: Double, _ state: State) {
            number = from
            self.upto = upto
            self.by = by
            self.state = state
        }

        override func resume(_ machine: Machine) throws {
            guard by > 0 ? number < upto : by < 0 && number > upto else {
                machine.choices.removeLast()
                return try machine.backtrack()
            }
            state.restore(machine)
            machine.give(.number(number))
            number += by
            if by > 0 ? number >= upto : number <= upto { machine.choices.removeLast() }
        }
    }
}

/// `limit(n; f)` once `n` is known: no more of `f` is computed than is put out.
final class Limit: Node, @unchecked Sendable {
    private let count: Node
    private let body: Node

    init(_ count: Node, _ body: Node) {
        self.count = count
        self.body = body
    }

    override var isDirect: Bool { body.isDirect }

    override func each(
        _ input: Value, _ environment: Environment?, _ machine: Machine, _ emit: (Value) throws -> Bool
    ) throws -> Bool {
        guard var left = try number(input, environment, machine) else {
            return try body.each(input, environment, machine, emit)
        }
        if left == 0 { return true }
        var isWanted = true
        _ = try body.each(input, environment, machine) {
            left -= 1
            isWanted = try emit($0)
            return isWanted && left > 0
        }
        return isWanted
    }

    /// How many outputs are wanted; nil for all.
    private func number(_ input: Value, _ environment: Environment?, _ machine: Machine) throws -> Int? {
        let count = try count.value(input, environment, machine)
        // What is no number is compared as jq compares: text and containers are more than any number.
        guard let number = count.double else {
            if try Value.order(count, .number(0)) > 0 {
                throw Raised(count, .number(1), "cannot be subtracted")
            }
            return nil
        }
        if number < 0 || number.isNaN { return nil }
        return number > 1e15 ? Int(1e15) : Int(number.rounded(.up))
    }

    override func step(_ machine: Machine) throws {
        guard let left = try number(machine.value, machine.environment, machine) else {
            machine.node = body
            return
        }
        if left == 0 { return try machine.backtrack() }
        try machine.push(Counting(left, machine.choices.count, machine.continuation))
        machine.node = body
    }

    private final class Counting: Continuation {
        var left: Int
        let height: Int
        init(_ left: Int, _ height: Int, _ next: Continuation?) {
            self.left = left
            self.height = height
            super.init(next)
        }
        override func resume(_ machine: Machine) throws {
            left -= 1
            if left == 0 { machine.cut(to: height) }
            machine.leave(self)
        }
    }
}
