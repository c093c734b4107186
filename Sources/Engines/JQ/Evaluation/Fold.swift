/// The state of a `reduce` or `foreach`.
final class Accumulator {
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

/// What goes from item to item with a state: `reduce` and `foreach`.
class Fold: Node, @unchecked Sendable {
    final let source: Node
    final let start: Node
    /// Runs with the item bound, on the state.
    final let update: Node

    init(_ source: Node, _ start: Node, _ update: Node) {
        self.source = source
        self.start = start
        self.update = update
    }

    /// Called once the state is known, before the first item.
    func begin(_ accumulator: Accumulator, _ machine: Machine) throws {}

    /// What goes on with the updated state; this one keeps it and asks for the next item.
    func updated(
        _ accumulator: Accumulator, _ machine: Machine, _ next: Continuation?
    ) -> Continuation { Store(accumulator, next) }

    override func step(_ machine: Machine) throws {
        try machine.push(Started(self, Scene(machine), machine.continuation))
        machine.node = start
    }

    /// The next state for an item, where neither needs the machine.
    final func next(
        _ state: inout Value, _ item: Value, _ environment: Environment?, _ machine: Machine
    ) throws -> Environment {
        try machine.tick()
        let bound = Environment(environment, value: item)
        let old = state
        state = .null
        state = try update.value(old, bound, machine)
        return bound
    }

    private final class Started: Continuation {
        let node: Fold
        let scene: Scene
        init(_ node: Fold, _ scene: Scene, _ next: Continuation?) {
            self.node = node
            self.scene = scene
            super.init(next)
        }
        override func resume(_ machine: Machine) throws {
            let accumulator = Accumulator(machine.takeValue(), machine.track)
            scene.restore(machine, before: next)
            try node.begin(accumulator, machine)
            try machine.push(Item(node, accumulator, scene.environment, next))
            machine.track = nil
            machine.node = node.source
        }
    }

    private final class Item: Continuation {
        let node: Fold
        let accumulator: Accumulator
        let environment: Environment?
        init(
            _ node: Fold, _ accumulator: Accumulator, _ environment: Environment?, _ next: Continuation?
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
            try machine.push(node.updated(accumulator, machine, next))
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
}
