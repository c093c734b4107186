extension CELList {
    /// Both lists, as server-side apply would merge them: a set takes each element once, a list map replaces
    /// elements of the same keys (Kubernetes, "Merge strategy").
    func joined(with other: CELList) throws(CELEvaluationError) -> CELList {
        try ResultLimit.check(count + other.count)
        switch identity {
        case .atomic: return CELList(values + other.values)
        case .set:
            var result = values
            for element in other.values where !result.contains(element) { result.append(element) }
            return CELList(result, identity: identity)
        case .map(let keys):
            var result = values
            for element in other.values {
                let key = Self.key(of: element, keys)
                if let place = result.firstIndex(where: { Self.key(of: $0, keys) == key }) {
                    result[place] = element
                } else {
                    result.append(element)
                }
            }
            return CELList(result, identity: identity)
        }
    }

    private static func key(of element: CELValue, _ names: [String]) -> [CELValue?] {
        names.map { name in
            switch element {
            case .object(let object): object.field(member: name)
            case .map(let map): map.value(for: .string(name))
            default: nil
            }
        }
    }
}
