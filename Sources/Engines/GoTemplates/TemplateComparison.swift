/// How values compare (Go, `text/template`, `eq` to `ge`).
enum TemplateComparison {
    /// Whether the first value is one of the others.
    static func equal(_ arguments: [TemplateValue]) throws(TemplateFunctionError) -> Bool {
        guard let first = arguments.first, arguments.count > 1 else {
            throw TemplateFunctionError("missing argument for comparison")
        }
        for other in arguments.dropFirst() where try same(first, other) { return true }
        return false
    }

    private static func same(_ left: TemplateValue, _ right: TemplateValue) throws(TemplateFunctionError)
        -> Bool
    {
        switch (left, right) {
        case (.bool(let left), .bool(let right)): return left == right
        case (.int(let left), .int(let right)): return left == right
        case (.float(let left), .float(let right)): return left == right
        // Two spellings of one letter are two texts.
        case (.string(let left), .string(let right)): return left.utf8.elementsEqual(right.utf8)
        case (.none, .none), (.null, .null), (.none, .null), (.null, .none): return true
        case (.none, _), (.null, _), (_, .none), (_, .null): return false
        case (.list, _), (.map, _), (_, .list), (_, .map):
            throw TemplateFunctionError("non-comparable type \(left.typeName): \(left.text)")
        default: throw TemplateFunctionError("incompatible types for comparison")
        }
    }

    static func holds(
        _ name: String, _ left: TemplateValue, _ right: TemplateValue
    ) throws(TemplateFunctionError) -> Bool {
        let isLess = try precedes(left, right)
        switch name {
        case "lt": return isLess
        case "le":
            if isLess { return true }
            return try same(left, right)
        case "gt":
            if isLess { return false }
            return !(try same(left, right))
        default: return !isLess
        }
    }

    private static func precedes(_ left: TemplateValue, _ right: TemplateValue) throws(TemplateFunctionError)
        -> Bool
    {
        switch (left, right) {
        case (.int(let left), .int(let right)): return left < right
        case (.float(let left), .float(let right)): return left < right
        case (.string(let left), .string(let right)): return left.utf8.lexicographicallyPrecedes(right.utf8)
        case (.int, _), (.float, _), (.string, _):
            throw TemplateFunctionError("incompatible types for comparison")
        default: throw TemplateFunctionError("invalid type for comparison")
        }
    }
}
