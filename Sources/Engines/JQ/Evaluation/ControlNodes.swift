/// `if f then g else h end`.
final class Condition: Node, @unchecked Sendable {
    private let test: Node
    private let then: Node
    private let otherwise: Node
    private let single: Bool
    private let direct: Bool

    init(_ test: Node, _ then: Node, _ otherwise: Node) {
        self.test = test
        self.then = then
        self.otherwise = otherwise
        single = test.isSingle && then.isSingle && otherwise.isSingle
        direct = test.isSingle && then.isDirect && otherwise.isDirect
    }

    override var isSingle: Bool { single }
    override var isDirect: Bool { direct }

    override func value(_ input: Value, _ environment: Environment?, _ machine: Machine) throws -> Value {
        let isTrue = try test.value(input, environment, machine).isTrue
        return try (isTrue ? then : otherwise).value(input, environment, machine)
    }

    override func each(
        _ input: Value, _ environment: Environment?, _ machine: Machine, _ emit: (Value) throws -> Bool
    ) throws -> Bool {
        let isTrue = try test.value(input, environment, machine).isTrue
        return try (isTrue ? then : otherwise).each(input, environment, machine, emit)
    }

    override func step(_ machine: Machine) throws {
        if test.isSingle {
            let isTrue = try test.value(machine.value, machine.environment, machine).isTrue
            machine.node = isTrue ? then : otherwise
        } else {
            try Branch(self, machine).run(test, machine)
        }
    }

    private final class Branch: Subexpression {
        let node: Condition
        init(_ node: Condition, _ machine: Machine) {
            self.node = node
            super.init(machine)
        }
        override func resume(_ machine: Machine) throws {
            let isTrue = machine.value.isTrue
            restore(machine)
            machine.node = isTrue ? node.then : node.otherwise
        }
    }
}

/// `f // g`: what is true of `f`, or `g` when nothing is.
final class Alternative: Node, @unchecked Sendable {
    private let first: Node
    private let second: Node

    init(_ first: Node, _ second: Node) {
        self.first = first
        self.second = second
    }

    override var isSingle: Bool { first.isSingle && second.isSingle }

    override func value(_ input: Value, _ environment: Environment?, _ machine: Machine) throws -> Value {
        do {
            let value = try first.value(input, environment, machine)
            if value.isTrue { return value }
        } catch is Raised {}
        return try second.value(input, environment, machine)
    }

    override func step(_ machine: Machine) throws {
        let attempt = Attempt(second, machine)
        try machine.open(Otherwise(attempt))
        try machine.push(attempt)
        machine.node = first
    }

    private final class Attempt: Catching {
        let second: Node
        let scene: Scene
        var isFound = false

        init(_ second: Node, _ machine: Machine) {
            self.second = second
            scene = Scene(machine)
            super.init(machine.continuation, height: machine.choices.count)
        }

        override func resume(_ machine: Machine) throws {
            guard machine.value.isTrue else { return try machine.backtrack() }
            isFound = true
            machine.leave(self)
        }

        override func caught(_ error: Value, _ machine: Machine) throws { try end(machine) }

        func end(_ machine: Machine) throws {
            if isFound { return try machine.backtrack() }
            scene.restore(machine, before: next)
            machine.node = second
        }
    }

    private final class Otherwise: Choice {
        let attempt: Attempt
        init(_ attempt: Attempt) { self.attempt = attempt }
        override func resume(_ machine: Machine) throws {
            machine.choices.removeLast()
            try attempt.end(machine)
        }
    }
}

/// `try f catch g`; without a handler an error merely ends the outputs.
final class Try: Node, @unchecked Sendable {
    private let body: Node
    private let handler: Node?

    init(_ body: Node, _ handler: Node?) {
        self.body = body
        self.handler = handler
    }

    override var isSingle: Bool { body.isSingle && handler?.isSingle == true }
    override var isDirect: Bool { body.isSingle && handler?.isDirect != false }

    override func value(_ input: Value, _ environment: Environment?, _ machine: Machine) throws -> Value {
        do { return try body.value(input, environment, machine) } catch let error as Raised {
            return try handler?.value(error.value, environment, machine) ?? .null
        }
    }

    override func each(
        _ input: Value, _ environment: Environment?, _ machine: Machine, _ emit: (Value) throws -> Bool
    ) throws -> Bool {
        let result: Value
        do { result = try body.value(input, environment, machine) } catch let error as Raised {
            return try handler?.each(error.value, environment, machine, emit) ?? true
        }
        return try emit(result)
    }

    override func step(_ machine: Machine) throws {
        try machine.push(Guard(handler, machine))
        machine.node = body
    }

    private final class Guard: Catching {
        let handler: Node?
        let environment: Environment?
        let track: Track?

        init(_ handler: Node?, _ machine: Machine) {
            self.handler = handler
            environment = machine.environment
            track = machine.track
            super.init(machine.continuation, height: machine.choices.count)
        }

        override func caught(_ error: Value, _ machine: Machine) throws {
            guard let handler else { return try machine.backtrack() }
            machine.value = error
            machine.environment = environment
            machine.track = track
            machine.node = handler
        }
    }
}

/// `f ?// g`: runs the second on the same input when the first raises an error.
final class Fallback: Node, @unchecked Sendable {
    private let first: Node
    private let second: Node

    init(_ first: Node, _ second: Node) {
        self.first = first
        self.second = second
    }

    override func step(_ machine: Machine) throws {
        try machine.push(Guard(second, machine))
        machine.node = first
    }

    private final class Guard: Catching {
        let second: Node
        let scene: Scene

        init(_ second: Node, _ machine: Machine) {
            self.second = second
            scene = Scene(machine)
            super.init(machine.continuation, height: machine.choices.count)
        }

        override func caught(_ error: Value, _ machine: Machine) throws {
            scene.restore(machine, before: next)
            machine.node = second
        }
    }
}

/// `f as $x | g`.
final class Bind: Node, @unchecked Sendable {
    private let source: Node
    private let body: Node
    private let single: Bool
    private let direct: Bool

    init(_ source: Node, _ body: Node) {
        self.source = source
        self.body = body
        single = source.isSingle && body.isSingle
        direct = source.isDirect && body.isDirect
    }

    override var isSingle: Bool { single }
    override var isDirect: Bool { direct }

    override func value(_ input: Value, _ environment: Environment?, _ machine: Machine) throws -> Value {
        let bound = Environment(environment, value: try source.value(input, environment, machine))
        return try body.value(input, bound, machine)
    }

    override func each(
        _ input: Value, _ environment: Environment?, _ machine: Machine, _ emit: (Value) throws -> Bool
    ) throws -> Bool {
        try source.each(input, environment, machine) {
            try machine.tick()
            return try body.each(input, Environment(environment, value: $0), machine, emit)
        }
    }

    override func step(_ machine: Machine) throws {
        if source.isSingle {
            let value = try source.value(machine.value, machine.environment, machine)
            try machine.bind(value)
            machine.node = body
        } else {
            try Bound(body, machine).run(source, machine)
        }
    }

    private final class Bound: Subexpression {
        let body: Node
        init(_ body: Node, _ machine: Machine) {
            self.body = body
            super.init(machine)
        }
        override func resume(_ machine: Machine) throws {
            let value = machine.value
            restore(machine)
            try machine.bind(value)
            machine.node = body
        }
    }
}

extension Machine {
    /// Binds a variable in what runs next.
    func bind(_ value: Value) throws {
        try enter(Environment(environment, value: value))
    }

    func enter(_ environment: Environment) throws {
        if environment.depth > limits.depth {
            throw Exhausted("its closures are nested more than \(limits.depth) deep")
        }
        self.environment = environment
    }
}

/// `label $name | f`.
final class Label: Node, @unchecked Sendable {
    private let body: Node
    init(_ body: Node) { self.body = body }

    override func step(_ machine: Machine) throws {
        try machine.bind(.number(machine.choices.count))
        machine.node = body
    }
}

/// `break $name`: gives up all that was tried since the label.
final class Break: Node, @unchecked Sendable {
    private let steps: Int
    init(_ steps: Int) { self.steps = steps }

    override func step(_ machine: Machine) throws {
        machine.cut(to: Int(machine.environment.up(steps)?.value.double ?? 0))
        try machine.backtrack()
    }
}
