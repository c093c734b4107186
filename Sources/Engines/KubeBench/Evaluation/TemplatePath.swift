import Bytes

/// A JSONPath template (Kubernetes, "JSONPath Support"), by which a test names a value of a configuration file.
///
/// Text outside of braces stands for itself; inside of braces stand members, indices, slices, wildcards,
/// `..`, filters with one comparison, quoted texts and `range … end`.
struct TemplatePath: Sendable {
    /// A piece of a template.
    indirect enum Piece: Sendable, Equatable {
        case text(String)
        case path([Step])
        case range([Step], [Piece])
    }

    /// A step of a path.
    indirect enum Step: Sendable, Equatable {
        case member(String)
        case elements(from: Int?, to: Int?, by: Int)
        case index(Int)
        case wildcard
        case descendants
        case union([[Step]])
        case filter(FilterSide, String, FilterSide)
        case root
    }

    /// One side of a filter's comparison.
    enum FilterSide: Sendable, Equatable {
        case path([Step])
        case value(JSON)
        case nothing
    }

    let pieces: [Piece]

    /// Reads a template.
    init(_ source: String) throws(TemplatePathError) {
        var parser = TemplatePathParser(source)
        pieces = try parser.template()
    }

    /// The template filled in; a member that is missing stands for nothing.
    ///
    /// - Parameter numbersAreFloating: whether whole numbers were read as floating point, as Go reads JSON.
    func text(of value: JSON, numbersAreFloating: Bool) -> String {
        var out = ""
        for piece in pieces { fill(piece, value, root: value, numbersAreFloating, into: &out) }
        return out
    }

    private func fill(
        _ piece: Piece, _ value: JSON, root: JSON, _ floating: Bool, into out: inout String
    ) {
        switch piece {
        case .text(let text): out += text
        case .path(let steps):
            out += Self.walk(steps, [value], root: root)
                .map { ValueText.text(of: $0, numbersAreFloating: floating) }.joined(separator: " ")
        case .range(let steps, let body):
            for element in Self.walk(steps, [value], root: root) {
                for piece in body { fill(piece, element, root: root, floating, into: &out) }
            }
        }
    }

    /// The most values that a path is followed to: a chain of wildcards over a hostile file ends here.
    private static let valueLimit = 10_000

    static func walk(_ steps: [Step], _ start: [JSON], root: JSON) -> [JSON] {
        var found = start
        for step in steps {
            found = Array(found.lazy.flatMap { apply(step, to: $0, root: root) }.prefix(valueLimit))
        }
        return found
    }

    private static func apply(_ step: Step, to value: JSON, root: JSON) -> [JSON] {
        switch step {
        case .root: return [root]
        case .member(let name): return value[name].map { [$0] } ?? []
        case .wildcard: return value.array ?? value.object?.map(\.value) ?? []
        case .descendants: return descendants(of: value)
        case .union(let paths): return paths.flatMap { walk($0, [value], root: root) }
        case .index(let index):
            guard let elements = value.array else { return [] }
            let place = index < 0 ? elements.count + index : index
            return elements.indices.contains(place) ? [elements[place]] : []
        case .elements(let from, let to, let by):
            guard let elements = value.array, by > 0 else { return [] }
            func place(_ index: Int) -> Int {
                min(max(index < 0 ? elements.count + index : index, 0), elements.count)
            }
            let (first, last) = (place(from ?? 0), place(to ?? elements.count))
            return first < last ? stride(from: first, to: last, by: by).map { elements[$0] } : []
        case .filter(let left, let comparison, let right):
            return (value.array ?? []).filter { holds(left, comparison, right, for: $0, root: root) }
        }
    }

    private static func descendants(of value: JSON) -> [JSON] {
        let children = value.array ?? value.object?.map(\.value) ?? []
        return [value] + children.flatMap(descendants)
    }

    private static func holds(
        _ left: FilterSide, _ comparison: String, _ right: FilterSide, for element: JSON, root: JSON
    ) -> Bool {
        func side(_ side: FilterSide) -> JSON? {
            switch side {
            case .path(let steps): walk(steps, [element], root: root).first
            case .value(let value): value
            case .nothing: nil
            }
        }
        guard let one = side(left) else { return false }
        if right == .nothing { return true }
        guard let other = side(right) else { return false }
        if let one = one.double, let other = other.double { return compare(one, comparison, other) }
        if let one = one.string, let other = other.string { return compare(one, comparison, other) }
        return comparison == "==" ? one == other : comparison == "!=" && one != other
    }

    private static func compare<Value: Comparable>(_ one: Value, _ comparison: String, _ other: Value) -> Bool
    {
        switch comparison {
        case "==": one == other
        case "!=": one != other
        case "<": one < other
        case "<=": one <= other
        case ">": one > other
        default: one >= other
        }
    }
}

/// Why a JSONPath template cannot be read.
struct TemplatePathError: Error, Equatable {
    var reason: String
}
