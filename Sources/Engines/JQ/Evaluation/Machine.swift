import Patterns

/// Runs a compiled program: a state, the rest of the program, and the choices that are still open.
///
/// Nothing recurses here: a program that calls itself lengthens the list of continuations on the heap, one that
/// calls itself last does not even that, and a generator is asked for its next output only when it is wanted.
final class Machine {
    /// What runs next; nil when a value goes to the continuation.
    var node: Node?
    var value: Value = .null
    var environment: Environment?
    /// The path to the value while paths are followed.
    var track: Track?
    var continuation: Continuation?
    var choices: [Choice] = []

    /// The regular expressions that were used.
    var patterns: [PatternKey: Pattern] = [:]

    let limits: JQLimits
    var effects: Effects
    private var steps = 0
    private var isExhausted = false
    private var isStarted = false

    init(_ program: Node, input: Value, limits: JQLimits, effects: Effects) {
        self.limits = limits
        self.effects = effects
        node = program
        value = input
    }

    /// The next output, or nil after the last.
    func next() throws -> Value? {
        if node == nil, !isExhausted, isStarted { try guarded { try $0.backtrack() } }
        isStarted = true
        while !isExhausted {
            try tick()
            do {
                if let node {
                    try node.step(self)
                } else if let continuation {
                    try continuation.resume(self)
                } else {
                    return value
                }
            } catch let error as Raised {
                try handle(error)
            }
        }
        return nil
    }

    private func guarded(_ body: (Machine) throws -> Void) throws {
        do { try body(self) } catch let error as Raised { try handle(error) }
    }

    /// Counts a step of work.
    @inline(__always)
    func tick() throws {
        steps &+= 1
        if steps > limits.steps { throw Exhausted("it took more than \(limits.steps) steps") }
    }

    /// Counts the work of making so many bytes.
    func charge(bytes: Int) throws {
        steps &+= bytes >> 6
        if steps > limits.steps { throw Exhausted("it took more than \(limits.steps) steps") }
    }

    /// Hands a value to the continuation.
    @inline(__always)
    func give(_ value: Value) {
        self.value = value
        node = nil
    }

    /// Lets a continuation follow what runs next.
    func push(_ continuation: Continuation) throws {
        if continuation.depth > limits.depth {
            throw Exhausted("it calls itself more than \(limits.depth) deep")
        }
        self.continuation = continuation
    }

    /// Gives the value on to what follows a continuation.
    @inline(__always)
    func leave(_ continuation: Continuation) {
        self.continuation = continuation.next
        node = nil
    }

    func open(_ choice: Choice) throws {
        if choices.count > limits.depth { throw Exhausted("it keeps more than \(limits.depth) choices open") }
        choices.append(choice)
    }

    /// Gives up every choice that was opened since there were so many.
    func cut(to height: Int) {
        if choices.count > height { choices.removeLast(choices.count - height) }
    }

    /// Goes on with the choice that was opened last.
    func backtrack() throws {
        guard let choice = choices.last else {
            isExhausted = true
            node = nil
            return
        }
        try choice.resume(self)
    }

    private func handle(_ first: Raised) throws {
        var error = first
        while true {
            var place = continuation
            while let link = place, !(link is Catching) { place = link.next }
            guard let handler = place as? Catching else {
                isExhausted = true
                throw error
            }
            cut(to: handler.height)
            continuation = handler.next
            do {
                return try handler.caught(error.value, self)
            } catch let next as Raised {
                error = next
            }
        }
    }
}
