public import Bytes

/// A condition on labels: requirements that must all hold (Kubernetes, "Labels and Selectors").
///
/// ```swift
/// let selector = try LabelSelector(parsing: "app in (a, b),tier!=front,!legacy")
/// selector.matches(labels: ["app": "a"])  // true
/// ```
public struct LabelSelector: Sendable, Hashable {
    /// How a requirement compares.
    public enum Operator: String, Sendable, Hashable {
        /// The label is there with one of the values.
        case `in` = "in"
        /// The label is missing or has none of the values.
        case notIn = "notin"
        /// The label is there.
        case exists = "exists"
        /// The label is missing.
        case doesNotExist = "!"
        /// The label is a whole number greater than the value.
        case greaterThan = "gt"
        /// The label is a whole number less than the value.
        case lessThan = "lt"
    }

    /// One condition on one label.
    public struct Requirement: Sendable, Hashable {
        /// The label's key.
        public var key: String
        /// How it compares.
        public var comparison: Operator
        /// What it is compared with, sorted and without duplicates; empty for `exists` and `doesNotExist`.
        public var values: [String]

        /// Makes a requirement without checking the key's or the values' grammar.
        public init(key: String, comparison: Operator, values: [String] = []) {
            self.key = key
            self.comparison = comparison
            self.values = Set(values).sorted()
        }

        /// Whether the requirement holds for a set of labels.
        public func matches(labels: [String: String]) -> Bool {
            let label = labels[key]
            return switch comparison {
            case .in: label.map(values.contains) ?? false
            case .notIn: !(label.map(values.contains) ?? false)
            case .exists: label != nil
            case .doesNotExist: label == nil
            case .greaterThan: compareNumbers(label, >)
            case .lessThan: compareNumbers(label, <)
            }
        }

        private func compareNumbers(_ label: String?, _ holds: (Int64, Int64) -> Bool) -> Bool {
            guard let left = label.flatMap({ Int64($0) }), let right = values.first.flatMap({ Int64($0) })
            else {
                return false
            }
            return holds(left, right)
        }
    }

    /// The requirements; none match everything.
    public var requirements: [Requirement]

    /// Makes a selector of requirements.
    public init(_ requirements: [Requirement] = []) { self.requirements = requirements }

    /// Parses the query grammar: `k=v`, `k==v`, `k!=v`, `k in (a,b)`, `k notin (a,b)`, `k`, `!k`, `k>1`, `k<1`.
    ///
    /// - Throws: 400 `BadRequest` with kube-apiserver's sentence.
    public init(parsing text: String) throws(StatusError) {
        var parser = LabelSelectorParser(text)
        requirements = try parser.parse()
    }

    /// True when every object matches.
    public var isEmpty: Bool { requirements.isEmpty }

    /// Whether all requirements hold for a set of labels.
    public func matches(labels: [String: String]) -> Bool {
        requirements.allSatisfy { $0.matches(labels: labels) }
    }
}

extension LabelSelector {
    /// Reads the structured form, `metav1.LabelSelector` with `matchLabels` and `matchExpressions`.
    ///
    /// - Throws: 400 `BadRequest` when an operator is unknown or its values do not fit it.
    public init(_ json: JSON) throws(StatusError) {
        var requirements: [Requirement] = []
        for (key, value) in json["matchLabels"]?.object ?? [:] {
            requirements.append(Requirement(key: key, comparison: .in, values: [value.string ?? ""]))
        }
        for expression in json["matchExpressions"]?.array ?? [] {
            requirements.append(try Self.requirement(expression))
        }
        self.init(requirements)
    }

    private static func requirement(_ json: JSON) throws(StatusError) -> Requirement {
        let key = json["key"]?.string ?? ""
        let values = json["values"]?.array?.compactMap(\.string) ?? []
        let name = json["operator"]?.string ?? ""
        switch name {
        case "In", "NotIn":
            if values.isEmpty {
                throw .badRequest(
                    "values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty")
            }
            return Requirement(key: key, comparison: name == "In" ? .in : .notIn, values: values)
        case "Exists", "DoesNotExist":
            if !values.isEmpty {
                throw .badRequest(
                    "values: Invalid value: \(values): values set must be empty for exists and does not exist"
                )
            }
            return Requirement(key: key, comparison: name == "Exists" ? .exists : .doesNotExist)
        default:
            throw .badRequest("\"\(name)\" is not a valid label selector operator")
        }
    }
}
