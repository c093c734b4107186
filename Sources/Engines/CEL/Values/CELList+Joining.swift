extension CELList {
    /// Both lists, as server-side apply would merge them: a set takes each element once, a list map replaces
    /// elements of the same keys (Kubernetes, "Merge strategy").
    func joined(with other: CELList) throws(CELEvaluationError) -> CELList {
        try ResultLimit.check(count + other.count)
        guard identity != .atomic else { return CELList(values + other.values) }
        var result = values
        var places: [[CELMapKey?]: [Int]] = [:]
        for (place, element) in result.enumerated() {
            places[identity.key(of: element), default: []].append(place)
        }
        for element in other.values {
            let key = identity.key(of: element)
            let known = places[key]?.first { place in identity != .set || result[place] == element }
            if let known {
                result[known] = element
            } else {
                places[key, default: []].append(result.count)
                result.append(element)
            }
        }
        return CELList(result, identity: identity)
    }
}

extension CELList.Identity {
    /// What tells elements of a list map apart; for those of a set, a key that equal ones share, so that large
    /// sets are compared in one pass.
    func key(of element: CELValue) -> [CELMapKey?] {
        switch (self, element) {
        case (.map(let names), .object(let object)):
            names.map { name in object.field(member: name).flatMap(CELMapKey.init) }
        case (.map(let names), .map(let map)):
            names.map { name in map.value(for: .string(name)).flatMap(CELMapKey.init) }
        case (_, .object(let object)): [CELMapKey(.string(object.text))]
        default: [CELMapKey(element)]
        }
    }
}
