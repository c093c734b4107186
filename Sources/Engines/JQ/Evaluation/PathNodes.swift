/// `path(f)`.
final class PathOf: Node, @unchecked Sendable {
    private let body: Node
    init(_ body: Node) { self.body = body }

    override func step(_ machine: Machine) throws {
        try machine.push(End(machine.track, machine.continuation))
        machine.track = Track(root: machine.value)
        machine.node = body
    }

    private final class End: Continuation {
        let outer: Track?
        init(_ outer: Track?, _ next: Continuation?) {
            self.outer = outer
            super.init(next)
        }
        override func resume(_ machine: Machine) throws {
            machine.leave(self)
            let path = try machine.trackedPath()
            machine.track = outer
            machine.give(path)
        }
    }
}

extension Machine {
    /// The path to the value; an error when no path led to it.
    func trackedPath() throws -> Value {
        try checkTrack { "Invalid path expression with result \($0)" }
        return track?.path ?? .array([Value]())
    }
}

/// `getpath(f)`, which paths can be followed through.
final class GetPath: Node, @unchecked Sendable {
    private let path: Node
    init(_ path: Node) { self.path = path }

    override var isSingle: Bool { path.isSingle }

    override func value(_ input: Value, _ environment: Environment?, _ machine: Machine) throws -> Value {
        try input.at(path: try path.value(input, environment, machine))
    }

    override func step(_ machine: Machine) throws { try Found(machine).run(path, machine) }

    private final class Found: Subexpression {
        override func resume(_ machine: Machine) throws {
            let path = machine.value
            restore(machine)
            let found = try machine.value.at(path: path)
            if let track = machine.track, track.leads(to: machine.value) {
                var longer = track
                var place = machine.value
                for key in path.items ?? [] {
                    place = place.isNull ? .null : try place.at(key)
                    longer = try longer.appending(key, place)
                }
                machine.track = longer
            }
            machine.give(found)
        }
    }
}

/// `paths |= update`, and `paths = $value` for one value.
final class Modify: Node, @unchecked Sendable {
    private let paths: Node
    private let update: Node
    /// Whether the update looks at what stands at the path.
    private let readsOld: Bool

    init(_ paths: Node, _ update: Node, readsOld: Bool) {
        self.paths = paths
        self.update = update
        self.readsOld = readsOld
    }

    override func step(_ machine: Machine) throws {
        let state = State(machine)
        let work = Work(machine.value)
        try machine.open(Finished(work, state))
        try machine.push(EachPath(self, work, Scene(machine), machine.continuation))
        machine.track = Track(root: machine.value)
        machine.node = paths
    }

    private final class Work {
        var value: Value
        var deleted: [Value] = []
        init(_ value: Value) { self.value = value }
    }

    private final class EachPath: Continuation {
        let node: Modify
        let work: Work
        let scene: Scene
        init(_ node: Modify, _ work: Work, _ scene: Scene, _ next: Continuation?) {
            self.node = node
            self.work = work
            self.scene = scene
            super.init(next)
        }

        override func resume(_ machine: Machine) throws {
            let path = try machine.trackedPath()
            machine.track = nil
            let old = node.readsOld ? try work.value.at(path: path) : scene.value
            let environment = scene.environment
            if node.update.isSingle {
                let new = try node.update.value(old, environment, machine)
                try work.value.set(new, path: path)
                return try machine.backtrack()
            }
            let height = machine.choices.count
            try machine.open(NoOutput(work, path))
            try machine.push(Updated(work, path, height, next))
            machine.value = old
            machine.environment = environment
            machine.node = node.update
        }
    }

    private final class Updated: Continuation {
        let work: Work
        let path: Value
        let height: Int
        init(_ work: Work, _ path: Value, _ height: Int, _ next: Continuation?) {
            self.work = work
            self.path = path
            self.height = height
            super.init(next)
        }
        override func resume(_ machine: Machine) throws {
            machine.cut(to: height)
            try work.value.set(machine.takeValue(), path: path)
            try machine.backtrack()
        }
    }

    private final class NoOutput: Choice {
        let work: Work
        let path: Value
        init(_ work: Work, _ path: Value) {
            self.work = work
            self.path = path
        }
        override func resume(_ machine: Machine) throws {
            machine.choices.removeLast()
            work.deleted.append(path)
            try machine.backtrack()
        }
    }

    private final class Finished: Choice {
        let work: Work
        let state: State
        init(_ work: Work, _ state: State) {
            self.work = work
            self.state = state
        }
        override func resume(_ machine: Machine) throws {
            machine.choices.removeLast()
            state.restore(machine)
            if work.deleted.isEmpty { return machine.give(work.value) }
            machine.give(try work.value.deleting(paths: .array(work.deleted)))
        }
    }
}
