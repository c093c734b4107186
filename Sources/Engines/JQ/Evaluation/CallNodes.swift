/// A function: its body knows its parameters as bindings one after the other.
final class Function: @unchecked Sendable {
    let parameterCount: Int
    /// Set once, when the body has been compiled: it may call the function itself.
    fileprivate(set) var body: Node = Empty()

    init(parameterCount: Int) { self.parameterCount = parameterCount }

    func complete(_ body: Node) { self.body = body }
}

/// A call of a function that the program or the library defines.
final class Call: Node, @unchecked Sendable {
    private let function: Function
    /// How far out the bindings are that the function was defined among.
    private let steps: Int
    private let arguments: [Node]

    init(_ function: Function, steps: Int, _ arguments: [Node]) {
        self.function = function
        self.steps = steps
        self.arguments = arguments
    }

    override func step(_ machine: Machine) throws {
        let caller = machine.environment
        var environment = caller.up(steps)
        for argument in arguments {
            if let parameter = argument as? Parameter {
                // A parameter that is only handed on is resolved now: chains of them would grow without end.
                let bound = caller.up(parameter.steps)
                environment = Environment(environment, body: bound?.body ?? Empty(), closure: bound?.closure)
            } else {
                environment = Environment(environment, body: argument, closure: caller)
            }
        }
        if let environment { try machine.enter(environment) } else { machine.environment = nil }
        machine.node = function.body
    }
}

/// A use of a closure parameter.
final class Parameter: Node, @unchecked Sendable {
    let steps: Int
    init(_ steps: Int) { self.steps = steps }

    override func step(_ machine: Machine) throws {
        let bound = machine.environment.up(steps)
        machine.environment = bound?.closure
        machine.node = bound?.body
    }
}
