import Bytes

/// A list; one out of JSON reads an element when it is asked for.
public struct CELList: Sendable {
    /// When two lists are the same (Kubernetes, `x-kubernetes-list-type`).
    public enum Identity: Sendable, Hashable {
        /// Element by element.
        case atomic
        /// In any order.
        case set
        /// In any order, elements being told apart by these members.
        case map([String])
    }

    private enum Storage {
        case values([CELValue])
        case json([JSON], CELShape)
    }

    private let storage: Storage
    /// When two lists are the same.
    public let identity: Identity

    /// A list of values.
    public init(_ values: [CELValue], identity: Identity = .atomic) {
        storage = .values(values)
        self.identity = identity
    }

    init(_ elements: [JSON], as shape: CELShape, identity: Identity) {
        storage = .json(elements, shape.element ?? .dynamic)
        self.identity = identity
    }

    /// How many elements there are.
    public var count: Int {
        switch storage {
        case .values(let values): values.count
        case .json(let elements, _): elements.count
        }
    }

    /// The element at a position that exists.
    public subscript(_ position: Int) -> CELValue {
        switch storage {
        case .values(let values): values[position]
        case .json(let elements, let shape): shape.value(of: elements[position])
        }
    }

    /// All elements.
    public var values: [CELValue] {
        switch storage {
        case .values(let values): values
        case .json(let elements, let shape): elements.map { shape.value(of: $0) }
        }
    }

    /// Whether one of the elements equals a value.
    func contains(_ value: CELValue) -> Bool {
        for index in 0..<count where self[index] == value { return true }
        return false
    }
}
