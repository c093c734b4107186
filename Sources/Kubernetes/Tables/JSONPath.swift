import Bytes

/// The JSONPath of printer columns and selectable fields (Kubernetes, "JSONPath Support"): members, indices,
/// `[*]`, `['name']`, `..name` and filters that compare one member with one constant.
struct JSONPath: Sendable, Hashable {
    enum Step: Sendable, Hashable {
        case member(String)
        case index(Int)
        case all
        case descendants(String)
        case filter(path: [String], comparison: String, value: JSON)
    }

    let source: String
    let steps: [Step]

    /// Reads `.spec.x`, `spec.x` or `{.spec.x}`; nil when it is no path.
    init?(_ source: String) {
        self.source = source
        var text = source[...]
        if text.hasPrefix("{") && text.hasSuffix("}") { text = text.dropFirst().dropLast() }
        var parser = JSONPathParser(String(text))
        guard let steps = parser.steps() else { return nil }
        self.steps = steps
    }

    /// The first value that the path leads to, or nil.
    func first(in value: JSON) -> JSON? { all(in: value).first }

    /// Every value that the path leads to, at most a thousand.
    func all(in value: JSON) -> [JSON] {
        var found = [value]
        for step in steps {
            found = Array(found.lazy.flatMap { step.apply(to: $0) }.prefix(1000))
        }
        return found
    }
}

extension JSONPath.Step {
    func apply(to value: JSON) -> [JSON] {
        switch self {
        case .member(let name): return value[name].map { [$0] } ?? []
        case .index(let index):
            guard let elements = value.array else { return [] }
            let place = index < 0 ? elements.count + index : index
            return elements.indices.contains(place) ? [elements[place]] : []
        case .all: return value.array ?? value.object?.map(\.value) ?? []
        case .descendants(let name): return descendants(name, of: value)
        case .filter(let path, let comparison, let wanted):
            return (value.array ?? []).filter { element in
                guard let found = element[path] else { return false }
                return Self.compare(found, comparison, wanted)
            }
        }
    }

    private func descendants(_ name: String, of value: JSON) -> [JSON] {
        let children = value.array ?? value.object?.map(\.value) ?? []
        return (value[name].map { [$0] } ?? []) + children.flatMap { descendants(name, of: $0) }
    }

    private static func compare(_ left: JSON, _ comparison: String, _ right: JSON) -> Bool {
        switch comparison {
        case "": return true
        case "==": return left.equalsNumerically(right)
        case "!=": return !left.equalsNumerically(right)
        default: break
        }
        guard let first = left.double, let second = right.double else { return false }
        return switch comparison {
        case "<": first < second
        case "<=": first <= second
        case ">": first > second
        case ">=": first >= second
        default: false
        }
    }
}

/// Reads the grammar of ``JSONPath``.
struct JSONPathParser {
    private var rest: Substring.UnicodeScalarView

    init(_ text: String) { rest = text[...].unicodeScalars }

    mutating func steps() -> [JSONPath.Step]? {
        var steps: [JSONPath.Step] = []
        if rest.first == "$" { rest.removeFirst() }
        if let first = rest.first, first != "." && first != "[" {
            guard let name = name() else { return nil }
            steps.append(.member(name))
        }
        while let mark = rest.first {
            rest.removeFirst()
            guard let step = mark == "." ? dotted() : mark == "[" ? bracketed() : nil else {
                // A lone dot is the object itself.
                return mark == "." && rest.isEmpty && steps.isEmpty ? steps : nil
            }
            steps.append(step)
        }
        return steps
    }

    private mutating func dotted() -> JSONPath.Step? {
        if rest.first == "." {
            rest.removeFirst()
            return name().map(JSONPath.Step.descendants)
        }
        if rest.first == "*" {
            rest.removeFirst()
            return .all
        }
        if rest.first == "[" {
            rest.removeFirst()
            return bracketed()
        }
        return name().map(JSONPath.Step.member)
    }

    private mutating func name() -> String? {
        var name = String.UnicodeScalarView()
        while let scalar = rest.first, scalar != "." && scalar != "[" {
            rest.removeFirst()
            if scalar == "\\", let escaped = rest.first {
                rest.removeFirst()
                name.append(escaped)
            } else if " ]{}()\"'".unicodeScalars.contains(scalar) {
                return nil
            } else {
                name.append(scalar)
            }
        }
        return name.isEmpty ? nil : String(name)
    }

    private mutating func bracketed() -> JSONPath.Step? {
        var body = String.UnicodeScalarView()
        var quote: Unicode.Scalar?
        while let scalar = rest.first, quote != nil || scalar != "]" {
            rest.removeFirst()
            if scalar == quote {
                quote = nil
            } else if quote == nil, scalar == "'" || scalar == "\"" {
                quote = scalar
            }
            body.append(scalar)
        }
        guard rest.first == "]" else { return nil }
        rest.removeFirst()
        let text = String(body)
        if text == "*" { return .all }
        if let index = Int(text) { return .index(index) }
        if case .string(let name)? = Self.constant(text) { return .member(name) }
        return text.hasPrefix("?(@.") && text.hasSuffix(")") ? Self.filter(text.dropFirst(4).dropLast()) : nil
    }

    private static func filter(_ text: Substring) -> JSONPath.Step? {
        for comparison in ["==", "!=", "<=", ">=", "<", ">"] {
            guard let mark = range(of: comparison, in: text) else { continue }
            guard let value = constant(trim(text[mark.upperBound...])) else { return nil }
            return .filter(path: path(trim(text[..<mark.lowerBound])), comparison: comparison, value: value)
        }
        return .filter(path: path(trim(text)), comparison: "", value: .null)
    }

    private static func path(_ text: String) -> [String] { text.split(separator: ".").map(String.init) }

    private static func constant(_ text: String) -> JSON? {
        if let first = text.first, first == "'" || first == "\"", text.count > 1, text.last == first {
            return .string(String(text.dropFirst().dropLast()))
        }
        return try? JSON(parsing: text)
    }

    private static func trim(_ text: Substring) -> String {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    private static func range(of mark: String, in text: Substring) -> Range<Substring.Index>? {
        var start = text.startIndex
        while start < text.endIndex {
            if text[start...].hasPrefix(mark) { return start..<text.index(start, offsetBy: mark.count) }
            start = text.index(after: start)
        }
        return nil
    }
}
