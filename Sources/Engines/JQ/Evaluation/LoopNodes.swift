/// `reduce f as $x (start; update)`.
final class Reduce: Fold, @unchecked Sendable {
    private let single: Bool

    override init(_ source: Node, _ start: Node, _ update: Node) {
        single = source.isDirect && start.isSingle && update.isSingle
        super.init(source, start, update)
    }

    override var isSingle: Bool { single }

    override func value(_ input: Value, _ environment: Environment?, _ machine: Machine) throws -> Value {
        var state = try start.value(input, environment, machine)
        _ = try source.each(input, environment, machine) { item in
            _ = try next(&state, item, environment, machine)
            return true
        }
        return state
    }

    override func step(_ machine: Machine) throws {
        if single, machine.track == nil {
            return machine.give(try value(machine.value, machine.environment, machine))
        }
        try super.step(machine)
    }

    override func begin(_ accumulator: Accumulator, _ machine: Machine) throws {
        try machine.open(Finished(accumulator, State(machine)))
    }

    override func updated(
        _ accumulator: Accumulator, _ machine: Machine, _ next: Continuation?
    ) -> Continuation {
        accumulator.current = accumulator.track
        return super.updated(accumulator, machine, next)
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
final class Foreach: Fold, @unchecked Sendable {
    private let extract: Node
    private let direct: Bool

    init(_ source: Node, _ start: Node, _ update: Node, _ extract: Node) {
        self.extract = extract
        direct = source.isDirect && start.isSingle && update.isSingle && extract.isDirect
        super.init(source, start, update)
    }

    override var isDirect: Bool { direct }

    override func each(
        _ input: Value, _ environment: Environment?, _ machine: Machine, _ emit: (Value) throws -> Bool
    ) throws -> Bool {
        var state = try start.value(input, environment, machine)
        return try source.each(input, environment, machine) { item in
            let bound = try next(&state, item, environment, machine)
            return try extract.each(state, bound, machine, emit)
        }
    }

    override func updated(
        _ accumulator: Accumulator, _ machine: Machine, _ next: Continuation?
    ) -> Continuation { Updated(accumulator, extract, machine.environment, next) }

    private final class Updated: Continuation {
        let accumulator: Accumulator
        let extract: Node
        let environment: Environment?
        init(
            _ accumulator: Accumulator, _ extract: Node, _ environment: Environment?, _ next: Continuation?
        ) {
            self.accumulator = accumulator
            self.extract = extract
            self.environment = environment
            super.init(next)
        }
        override func resume(_ machine: Machine) throws {
            accumulator.value = machine.value
            accumulator.current = machine.track
            machine.leave(self)
            machine.environment = environment
            machine.node = extract
        }
    }
}
