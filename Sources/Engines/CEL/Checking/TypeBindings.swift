/// What is known of the types that are still open, and which types go where (cel-spec, "Type Checking").
struct TypeBindings: Sendable {
    private var bound: [String: CELType] = [:]
    private var count = 0

    /// A type that is still to be found.
    mutating func fresh() -> CELType {
        count += 1
        return .parameter("_var\(count - 1)")
    }

    /// A declared signature with a fresh type for each of its parameters.
    mutating func instantiate(_ types: [CELType]) -> [CELType] {
        var fresh: [String: CELType] = [:]
        func replace(_ type: CELType) -> CELType {
            type.mapped { name in
                if let known = fresh[name] { return known }
                let new = self.fresh()
                fresh[name] = new
                return new
            }
        }
        return types.map(replace)
    }

    /// The type with everything filled in that is known; with `dyn` for the rest when that is wanted.
    func resolve(_ type: CELType, openAsDyn: Bool = false) -> CELType {
        type.mapped { name in
            if let known = bound[name] { return resolve(known, openAsDyn: openAsDyn) }
            return openAsDyn ? .dyn : nil
        }
    }

    /// Whether all values may go where the types are declared; what that says of open types is kept.
    mutating func assign(_ given: [CELType], to declared: [CELType]) -> Bool {
        guard given.count == declared.count else { return false }
        var attempt = self
        for (given, declared) in zip(given, declared) where !attempt.match(given, declared) { return false }
        self = attempt
        return true
    }

    /// Whether a value may go where a type is declared.
    mutating func assign(_ given: CELType, to declared: CELType) -> Bool { assign([given], to: [declared]) }

    private mutating func match(_ given: CELType, _ declared: CELType) -> Bool {
        switch (given, declared) {
        case (.parameter(let left), .parameter(let right)) where left == right: return true
        case (_, .parameter(let name)):
            if let known = bound[name] { return match(given, known) && generalise(name, given) }
            return bind(name, given)
        case (.parameter(let name), _):
            if let known = bound[name] { return match(known, declared) && generalise(name, declared) }
            return bind(name, declared)
        case (.dyn, _), (_, .dyn): return true
        case (.null, _): return declared.isNullable
        case (_, .null): return given.isNullable
        case (.list(let left), .list(let right)), (.optional(let left), .optional(let right)):
            return match(left, right)
        case (.map(let leftKey, let left), .map(let rightKey, let right)):
            return match(leftKey, rightKey) && match(left, right)
        case (.type, .type): return true
        default: return given == declared
        }
    }

    private mutating func bind(_ name: String, _ type: CELType) -> Bool {
        let type = resolve(type)
        if type == .parameter(name) { return true }
        // A type that contains itself has no end.
        guard !type.mentions(name) else { return false }
        bound[name] = type
        return true
    }

    /// A type that was found from one use gives way to the more general one of another.
    private mutating func generalise(_ name: String, _ other: CELType) -> Bool {
        let other = resolve(other)
        guard let known = bound[name], resolve(known) != other, !other.mentions(name) else { return true }
        if other == .dyn || (resolve(known) == .null && other != .null) { bound[name] = other }
        return true
    }

    /// The more general of two types that go together.
    func general(_ left: CELType, _ right: CELType) -> CELType {
        let (first, second) = (resolve(left), resolve(right))
        if first == .dyn || second == .dyn { return .dyn }
        return first == .null ? second : first
    }
}

extension CELType {
    /// The type with parameters replaced; nil leaves one as it is.
    fileprivate func mapped(_ replace: (String) -> CELType?) -> CELType {
        switch self {
        case .parameter(let name): replace(name) ?? self
        case .list(let element): .list(element.mapped(replace))
        case .map(let key, let value): .map(key.mapped(replace), value.mapped(replace))
        case .optional(let wrapped): .optional(wrapped.mapped(replace))
        case .type(let inner): .type(inner.mapped(replace))
        default: self
        }
    }

    fileprivate func mentions(_ name: String) -> Bool {
        switch self {
        case .parameter(let other): name == other
        case .list(let inner), .optional(let inner), .type(let inner): inner.mentions(name)
        case .map(let key, let value): key.mentions(name) || value.mentions(name)
        default: false
        }
    }

    /// Whether `null` may stand for a value of the type.
    fileprivate var isNullable: Bool {
        switch self {
        case .null, .object, .opaque, .optional, .timestamp, .duration, .dyn: true
        default: false
        }
    }
}
