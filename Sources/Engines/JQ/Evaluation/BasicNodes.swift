/// `.`.
final class Identity: Node, @unchecked Sendable {
    override var isSingle: Bool { true }
    override func step(_ machine: Machine) throws { machine.node = nil }
}

/// `1`, `"text"`, `[]`.
final class Constant: Node, @unchecked Sendable {
    let constant: Value
    init(_ constant: Value) { self.constant = constant }
    override var isSingle: Bool { true }
    override func value(_ input: Value, _ environment: Environment?, _ machine: Machine) throws -> Value {
        constant
    }
}

/// `$name`.
final class Variable: Node, @unchecked Sendable {
    private let steps: Int
    init(_ steps: Int) { self.steps = steps }
    override var isSingle: Bool { true }
    override func value(_ input: Value, _ environment: Environment?, _ machine: Machine) throws -> Value {
        environment.up(steps)?.value ?? .null
    }
}

/// `empty`.
final class Empty: Node, @unchecked Sendable {
    override var isDirect: Bool { true }
    override func each(
        _ input: Value, _ environment: Environment?, _ machine: Machine, _ emit: (Value) throws -> Bool
    ) throws -> Bool { true }
    override func step(_ machine: Machine) throws { try machine.backtrack() }
}

/// `f | g`.
final class Pipe: Node, @unchecked Sendable {
    private let left: Node
    private let right: Node
    private let single: Bool
    private let direct: Bool

    init(_ left: Node, _ right: Node) {
        self.left = left
        self.right = right
        single = left.isSingle && right.isSingle
        direct = left.isDirect && right.isDirect
    }

    override var isSingle: Bool { single }
    override var isDirect: Bool { direct }

    override func value(_ input: Value, _ environment: Environment?, _ machine: Machine) throws -> Value {
        try right.value(try left.value(input, environment, machine), environment, machine)
    }

    override func each(
        _ input: Value, _ environment: Environment?, _ machine: Machine, _ emit: (Value) throws -> Bool
    ) throws -> Bool {
        if left.isSingle {
            return try right.each(try left.value(input, environment, machine), environment, machine, emit)
        }
        return try left.each(input, environment, machine) { value in
            try machine.tick()
            return try right.each(value, environment, machine, emit)
        }
    }

    override func step(_ machine: Machine) throws {
        if left.isSingle, machine.track == nil {
            machine.value = try left.value(machine.value, machine.environment, machine)
            machine.node = right
        } else {
            try machine.push(Then(right, machine.environment, machine.continuation))
            machine.node = left
        }
    }

    private final class Then: Continuation {
        let node: Node
        let environment: Environment?
        init(_ node: Node, _ environment: Environment?, _ next: Continuation?) {
            self.node = node
            self.environment = environment
            super.init(next)
        }
        override func resume(_ machine: Machine) throws {
            machine.leave(self)
            machine.node = node
            machine.environment = environment
        }
    }
}

/// `f, g`.
final class Comma: Node, @unchecked Sendable {
    private let left: Node
    private let right: Node
    private let direct: Bool

    init(_ left: Node, _ right: Node) {
        self.left = left
        self.right = right
        direct = left.isDirect && right.isDirect
    }

    override var isDirect: Bool { direct }

    override func each(
        _ input: Value, _ environment: Environment?, _ machine: Machine, _ emit: (Value) throws -> Bool
    ) throws -> Bool {
        try left.each(input, environment, machine, emit) && right.each(input, environment, machine, emit)
    }

    override func step(_ machine: Machine) throws {
        try machine.open(Again(right, machine))
        machine.node = left
    }
}

/// A choice to run a node with the state as it is now.
final class Again: Choice {
    private let node: Node
    private let state: State

    init(_ node: Node, _ machine: Machine) {
        self.node = node
        state = State(machine)
    }

    override func resume(_ machine: Machine) throws {
        machine.choices.removeLast()
        state.restore(machine)
        machine.node = node
    }
}

/// What a choice or a continuation has to bring back.
struct State {
    let value: Value
    let environment: Environment?
    let track: Track?
    let continuation: Continuation?

    init(_ machine: Machine) {
        value = machine.value
        environment = machine.environment
        track = machine.track
        continuation = machine.continuation
    }

    func restore(_ machine: Machine) {
        machine.value = value
        machine.environment = environment
        machine.track = track
        machine.continuation = continuation
    }
}

/// What a continuation has to bring back besides what follows it.
///
/// It does not hold what follows: a list of continuations is freed link by link only while each link has one
/// holder.
struct Scene {
    let value: Value
    let environment: Environment?
    let track: Track?

    init(_ machine: Machine) {
        value = machine.value
        environment = machine.environment
        track = machine.track
    }

    func restore(_ machine: Machine, before next: Continuation?) {
        machine.value = value
        machine.environment = environment
        machine.track = track
        machine.continuation = next
    }
}

/// A continuation that needs the state in which its node was entered; paths are not followed until then.
class Subexpression: Continuation {
    private let scene: Scene

    init(_ machine: Machine) {
        scene = Scene(machine)
        super.init(machine.continuation)
    }

    /// Runs a node on the input; its outputs come to this continuation.
    final func run(_ node: Node, _ machine: Machine) throws {
        scene.restore(machine, before: next)
        machine.track = nil
        machine.node = node
        try machine.push(self)
    }

    /// Goes on with the node's own input.
    final func restore(_ machine: Machine) {
        scene.restore(machine, before: next)
        machine.node = nil
    }
}
