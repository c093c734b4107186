import Patterns

/// One entity of an object or a state: an operation and the values to compare with, ready to be applied.
///
/// Where a probe searches with the values itself (a pattern in file content), oscap searches with each of them
/// and keeps what any finds, whatever ``varCheck`` says; where names are compared (a path, a file name),
/// ``varCheck`` decides, and `matches` heeds it.
public struct EntityQuery: Sendable {
    /// The entity's name in the object.
    public let name: String
    /// The operation.
    public let operation: Operation
    /// The type in which values are compared.
    public let datatype: Datatype
    /// The values after variable resolution; several only when the entity refers to a variable.
    public let values: [String]
    /// How several values combine.
    public let varCheck: Check
    /// `xsi:nil="true"`: the entity is deliberately empty (a nil `filename` means the directory itself).
    public let isNil: Bool
    /// The value must not appear in output.
    public let isMasked: Bool
    private let operands: [Operand]

    /// Compiles an entity.
    ///
    /// - Throws: ``OperandError`` when a value is no value of its datatype or no regular expression.
    public init(
        name: String, operation: Operation = .equals, datatype: Datatype = .string, values: [String],
        varCheck: Check = .all, isNil: Bool = false, isMasked: Bool = false
    ) throws(OperandError) {
        self.name = name
        self.operation = operation
        self.datatype = datatype
        self.values = values
        self.varCheck = varCheck
        self.isNil = isNil
        self.isMasked = isMasked
        var operands: [Operand] = []
        if !isNil {
            for value in values {
                operands.append(try Operand(value, datatype: datatype, operation: operation))
            }
        }
        self.operands = operands
    }

    /// The single value of an `equals` entity, which needs no search; nil for anything else.
    public var literal: String? {
        operation == .equals && values.count == 1 && !isNil ? values[0] : nil
    }

    /// The regular expressions of a `pattern match` entity, in the order of ``values``.
    public var patterns: [Pattern] { operands.compactMap(\.pattern) }

    /// How the values compare with an observed one.
    public func verdict(on value: ItemValue) -> Verdict {
        Check.combine(varCheck, operands) { $0.verdict(on: value) }
    }

    /// Whether an observed value matches.
    public func matches(_ value: ItemValue) -> Bool { verdict(on: value) == .true }

    /// Whether observed text matches.
    public func matches(_ text: String) -> Bool { matches(.text(text)) }

    /// Whether observed bytes match, without making a string of them.
    public func matches(bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        Check.combine(varCheck, operands) { $0.verdict(onBytes: bytes) } == .true
    }
}

extension EntityQuery: Hashable {
    /// Whether two entities ask the same; what is compiled follows from what is compared.
    public static func == (left: EntityQuery, right: EntityQuery) -> Bool {
        left.name == right.name && left.operation == right.operation && left.datatype == right.datatype
            && left.values == right.values && left.varCheck == right.varCheck && left.isNil == right.isNil
            && left.isMasked == right.isMasked
    }

    /// Hashes what tells entities apart most.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(values)
    }
}
