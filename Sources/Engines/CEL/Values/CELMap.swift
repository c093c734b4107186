import Bytes

/// A map; one out of JSON reads a value when it is asked for.
public struct CELMap: Sendable {
    private enum Storage {
        case entries(keys: [CELValue], values: [CELValue], places: [CELMapKey: Int])
        case json(JSONObject, CELShape)
    }

    private let storage: Storage

    init(_ members: JSONObject, as shape: CELShape) { storage = .json(members, shape.element ?? .dynamic) }

    /// A map of entries.
    ///
    /// - Throws: when a key stands twice or is of a type that keys cannot have.
    public init(_ entries: [(key: CELValue, value: CELValue)]) throws(CELEvaluationError) {
        var places: [CELMapKey: Int] = [:]
        for (place, entry) in entries.enumerated() {
            if case .double = entry.key { throw .failed("unsupported key type: double") }
            guard let key = CELMapKey(entry.key) else {
                throw .failed("unsupported key type: \(entry.key.type.runtimeName)")
            }
            guard places.updateValue(place, forKey: key) == nil else {
                throw .failed("Failed with repeated key")
            }
        }
        storage = .entries(keys: entries.map(\.key), values: entries.map(\.value), places: places)
    }

    /// How many entries there are.
    public var count: Int {
        switch storage {
        case .entries(let keys, _, _): keys.count
        case .json(let members, _): members.count
        }
    }

    /// The keys.
    public var keys: [CELValue] {
        switch storage {
        case .entries(let keys, _, _): keys
        case .json(let members, _): members.keys.map(CELValue.string)
        }
    }

    /// The value of a key, or nil.
    public func value(for key: CELValue) -> CELValue? {
        switch storage {
        case .entries(_, let values, let places): CELMapKey(key).flatMap { places[$0] }.map { values[$0] }
        case .json(let members, let shape):
            if case .string(let name) = key { members[name].map { shape.value(of: $0) } } else { nil }
        }
    }
}
