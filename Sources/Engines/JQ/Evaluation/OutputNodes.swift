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
