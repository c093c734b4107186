/// A compiled part of a program.
///
/// Parts that put out exactly one value are asked for it directly (``value(_:_:_:)``), parts that can push all
/// of their outputs without the machine do so (``each(_:_:_:_:)``); everything else goes step by step. Only the
/// syntax tree's depth bounds how far the first two recurse. Nodes never change once they are compiled.
class Node: @unchecked Sendable {
    /// Whether there is always exactly one output, or an error.
    var isSingle: Bool { false }
    /// Whether ``each(_:_:_:_:)`` may be used.
    var isDirect: Bool { isSingle }

    /// The one output of a node that is single.
    func value(_ input: Value, _ environment: Environment?, _ machine: Machine) throws -> Value { input }

    /// Pushes the outputs of a node that is direct, until the receiver returns false.
    ///
    /// - Returns: Whether the receiver wants more.
    func each(
        _ input: Value, _ environment: Environment?, _ machine: Machine, _ emit: (Value) throws -> Bool
    ) throws -> Bool {
        try emit(try value(input, environment, machine))
    }

    /// Takes one step from the machine's state.
    func step(_ machine: Machine) throws {
        machine.give(try value(machine.value, machine.environment, machine))
    }
}
