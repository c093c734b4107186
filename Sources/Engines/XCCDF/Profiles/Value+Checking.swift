import Patterns

extension Value {
    /// Why texts cannot be this value's, one sentence each; empty when they can.
    ///
    /// A constraint for a choice counts when that choice is in force, the others when no constraint of the same
    /// kind is for it (XCCDF 1.2, 6.4.5).
    func objections(to texts: [String], selector: String) -> [String] {
        texts.flatMap { text in
            typeObjection(to: text).map { [$0] }
                ?? constraints.filter {
                    $0.selector == selector || ($0.selector.isEmpty && !isRefined($0, selector))
                }
                .compactMap { Self.objection($0.demand, to: text) }
        }
    }

    private func isRefined(_ constraint: ValueConstraint, _ selector: String) -> Bool {
        constraints.contains { $0.selector == selector && $0.demand.kind == constraint.demand.kind }
    }

    private func typeObjection(to text: String) -> String? {
        switch type {
        case "number" where Double(text.trimmingXMLSpace) == nil: "\"\(text.prefix(80))\" is not a number"
        case "boolean" where !["0", "1", "true", "false"].contains(text.trimmingXMLSpace.lowercased()):
            "\"\(text.prefix(80))\" is neither true nor false"
        default: nil
        }
    }

    private static func objection(_ demand: ValueConstraint.Demand, to text: String) -> String? {
        let shown = text.prefix(80)
        switch demand {
        case .lowerBound(let bound):
            guard let number = Double(text.trimmingXMLSpace), number < bound else { return nil }
            return "\(shown) is less than \(bound)"
        case .upperBound(let bound):
            guard let number = Double(text.trimmingXMLSpace), number > bound else { return nil }
            return "\(shown) is greater than \(bound)"
        case .oneOf(let choices, let isBinding):
            guard isBinding, !choices.contains(text) else { return nil }
            return "\"\(shown)\" is none of \(choices.prefix(20).joined(separator: ", "))"
        case .match(let pattern):
            guard let pattern = try? Pattern(pattern), (try? pattern.matches(text)) == false else {
                return nil
            }
            return "\"\(shown)\" does not match the pattern that the benchmark gives for it"
        }
    }
}

extension ValueConstraint.Demand {
    fileprivate var kind: Int {
        switch self {
        case .match: 0
        case .lowerBound: 1
        case .upperBound: 2
        case .oneOf: 3
        }
    }
}
