/// A built-in function or operator that puts out one value for its input and arguments.
struct Native: Sendable {
    /// Input, arguments, machine.
    typealias Body = @Sendable (_ input: Value, _ arguments: [Value], _ machine: Machine) throws -> Value

    let body: Body
}

/// A call of a built-in function: for each value of the last argument, each of the one before it, and so on.
final class NativeCall: Node, @unchecked Sendable {
    private let native: Native
    private let arguments: [Node]
    private let single: Bool

    init(_ native: Native, _ arguments: [Node]) {
        self.native = native
        self.arguments = arguments
        single = arguments.allSatisfy(\.isSingle)
    }

    override var isSingle: Bool { single }

    override func value(_ input: Value, _ environment: Environment?, _ machine: Machine) throws -> Value {
        if arguments.isEmpty { return try native.body(input, [], machine) }
        var values = [Value](repeating: .null, count: arguments.count)
        for place in arguments.indices.reversed() {
            values[place] = try arguments[place].value(input, environment, machine)
        }
        return try native.body(input, values, machine)
    }

    override func step(_ machine: Machine) throws {
        if single { return machine.give(try value(machine.value, machine.environment, machine)) }
        try Collected(self, [], machine).advance(machine)
    }

    private final class Collected: Subexpression {
        let call: NativeCall
        /// The values of the last arguments, the last first.
        let values: [Value]

        init(_ call: NativeCall, _ values: [Value], _ machine: Machine) {
            self.call = call
            self.values = values
            super.init(machine)
        }

        func advance(_ machine: Machine) throws {
            if values.count == call.arguments.count {
                restore(machine)
                machine.give(try call.native.body(machine.value, values.reversed(), machine))
            } else {
                try run(call.arguments[call.arguments.count - 1 - values.count], machine)
            }
        }

        override func resume(_ machine: Machine) throws {
            let value = machine.value
            restore(machine)
            try Collected(call, values + [value], machine).advance(machine)
        }
    }
}

/// `f + g` and its like: for each value of the right side, each of the left.
final class Binary: Node, @unchecked Sendable {
    typealias Body = @Sendable (_ left: consuming Value, _ right: Value, _ machine: Machine) throws -> Value

    private let body: Body
    private let left: Node
    private let right: Node
    private let single: Bool

    init(_ left: Node, _ right: Node, _ body: @escaping Body) {
        self.left = left
        self.right = right
        self.body = body
        single = left.isSingle && right.isSingle
    }

    override var isSingle: Bool { single }

    override func value(_ input: Value, _ environment: Environment?, _ machine: Machine) throws -> Value {
        let second = try right.value(input, environment, machine)
        return try body(try left.value(input, environment, machine), second, machine)
    }

    override func step(_ machine: Machine) throws {
        if single {
            let second = try right.value(machine.value, machine.environment, machine)
            // An input that is the left side is taken out of the machine, so that it can grow in place.
            let first =
                left is Identity
                ? machine.takeValue() : try left.value(machine.value, machine.environment, machine)
            machine.give(try body(first, second, machine))
            return
        }
        try RightSide(self, machine).run(right, machine)
    }

    private final class RightSide: Subexpression {
        let node: Binary
        init(_ node: Binary, _ machine: Machine) {
            self.node = node
            super.init(machine)
        }
        override func resume(_ machine: Machine) throws {
            let value = machine.value
            restore(machine)
            try LeftSide(node, value, machine).run(node.left, machine)
        }
    }

    private final class LeftSide: Subexpression {
        let node: Binary
        let right: Value
        init(_ node: Binary, _ right: Value, _ machine: Machine) {
            self.node = node
            self.right = right
            super.init(machine)
        }
        override func resume(_ machine: Machine) throws {
            let value = machine.value
            restore(machine)
            machine.give(try node.body(value, right, machine))
        }
    }
}

extension Machine {
    /// The value, which the machine no longer holds.
    @inline(__always)
    func takeValue() -> Value {
        let taken = value
        value = .null
        return taken
    }
}

/// `f and g`, `f or g`.
final class Junction: Node, @unchecked Sendable {
    private let left: Node
    private let right: Node
    private let isOr: Bool
    private let single: Bool

    init(_ left: Node, _ right: Node, isOr: Bool) {
        self.left = left
        self.right = right
        self.isOr = isOr
        single = left.isSingle && right.isSingle
    }

    override var isSingle: Bool { single }

    override func value(_ input: Value, _ environment: Environment?, _ machine: Machine) throws -> Value {
        if try left.value(input, environment, machine).isTrue == isOr { return .bool(isOr) }
        return .bool(try right.value(input, environment, machine).isTrue)
    }

    override func step(_ machine: Machine) throws {
        if single { return machine.give(try value(machine.value, machine.environment, machine)) }
        try Side(self, isRight: false, machine).run(left, machine)
    }

    private final class Side: Subexpression {
        let node: Junction
        let isRight: Bool
        init(_ node: Junction, isRight: Bool, _ machine: Machine) {
            self.node = node
            self.isRight = isRight
            super.init(machine)
        }
        override func resume(_ machine: Machine) throws {
            let isTrue = machine.value.isTrue
            restore(machine)
            if isRight || isTrue == node.isOr { return machine.give(.bool(isTrue)) }
            try Side(node, isRight: true, machine).run(node.right, machine)
        }
    }
}

/// `[f]`.
final class Collect: Node, @unchecked Sendable {
    private let body: Node
    init(_ body: Node) { self.body = body }

    override var isSingle: Bool { body.isDirect }

    override func value(_ input: Value, _ environment: Environment?, _ machine: Machine) throws -> Value {
        var items: [Value] = []
        _ = try body.each(input, environment, machine) {
            try machine.tick()
            items.append($0)
            return true
        }
        return .array(items)
    }

    override func step(_ machine: Machine) throws {
        if body.isDirect { return machine.give(try value(machine.value, machine.environment, machine)) }
        let state = State(machine)
        let item = Item(machine.continuation)
        try machine.open(Whole(item, state))
        try machine.push(item)
        machine.track = nil
        machine.node = body
    }

    private final class Item: Continuation {
        var items: [Value] = []
        override func resume(_ machine: Machine) throws {
            items.append(machine.value)
            try machine.backtrack()
        }
    }

    private final class Whole: Choice {
        let item: Item
        let state: State
        init(_ item: Item, _ state: State) {
            self.item = item
            self.state = state
        }
        override func resume(_ machine: Machine) throws {
            machine.choices.removeLast()
            state.restore(machine)
            machine.give(.array(item.items))
        }
    }
}

/// `{key: value}`.
final class BuildObject: Node, @unchecked Sendable {
    private let members: [(key: Node, value: Node)]
    private let single: Bool

    init(_ members: [(key: Node, value: Node)]) {
        self.members = members
        single = members.allSatisfy { $0.key.isSingle && $0.value.isSingle }
    }

    override var isSingle: Bool { single }

    override func value(_ input: Value, _ environment: Environment?, _ machine: Machine) throws -> Value {
        let box = ObjectBox()
        for member in members {
            let key = try Self.name(try member.key.value(input, environment, machine))
            box.set(try member.value.value(input, environment, machine), for: key)
        }
        return .object(box)
    }

    private static func name(_ key: Value) throws -> String {
        if case .string(let name) = key { return name }
        throw Raised("Cannot use \(key.kind) (\(key.excerpt())) as object key")
    }

    override func step(_ machine: Machine) throws {
        if single { return machine.give(try value(machine.value, machine.environment, machine)) }
        try Member(self, 0, nil, ObjectBox(), machine).advance(machine)
    }

    private final class Member: Subexpression {
        let node: BuildObject
        let place: Int
        let key: String?
        let built: ObjectBox

        init(_ node: BuildObject, _ place: Int, _ key: String?, _ built: ObjectBox, _ machine: Machine) {
            self.node = node
            self.place = place
            self.key = key
            self.built = built
            super.init(machine)
        }

        func advance(_ machine: Machine) throws {
            if place == node.members.count {
                restore(machine)
                return machine.give(.object(built))
            }
            try run(key == nil ? node.members[place].key : node.members[place].value, machine)
        }

        override func resume(_ machine: Machine) throws {
            let value = machine.value
            restore(machine)
            guard let key else {
                return try Member(node, place, try BuildObject.name(value), built, machine).advance(machine)
            }
            let box = ObjectBox(copying: built)
            box.set(value, for: key)
            try Member(node, place + 1, nil, box, machine).advance(machine)
        }
    }
}
