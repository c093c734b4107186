import Bytes

/// Amounts by the name of what is counted: `cpu`, `requests.memory`, `count/pods` (`core/v1` ResourceList).
struct ResourceAmounts: Sendable, Hashable {
    private(set) var amounts: [String: Quantity]

    init(_ amounts: [String: Quantity] = [:]) { self.amounts = amounts }

    /// Reads a map of quantities; what is no quantity is left out, as validation refuses it elsewhere.
    init(_ json: JSON?) {
        amounts = [:]
        for (name, value) in json?.object ?? [:] {
            if let amount = Quantity(value) { amounts[name] = amount }
        }
    }

    subscript(_ name: String) -> Quantity? {
        get { amounts[name] }
        set { amounts[name] = newValue }
    }

    /// The names in order.
    var names: [String] { amounts.keys.sorted() }

    var isEmpty: Bool { amounts.isEmpty }

    /// The amounts as JSON.
    var json: JSON { .object(JSONObject(amounts.map { ($0.key, .string($0.value.text)) })) }

    /// `cpu=1,pods=2`, as messages have it.
    var text: String { names.map { "\($0)=\(amounts[$0]?.text ?? "")" }.joined(separator: ",") }

    /// Only what is named.
    func masked(by names: some Collection<String>) -> ResourceAmounts {
        let wanted = Set(names)
        return ResourceAmounts(amounts.filter { wanted.contains($0.key) })
    }

    /// Without what is nothing.
    var withoutZeros: ResourceAmounts { ResourceAmounts(amounts.filter { $0.value.sign != 0 }) }

    /// The larger of each.
    func maximum(_ other: ResourceAmounts) -> ResourceAmounts {
        ResourceAmounts(amounts.merging(other.amounts) { max($0, $1) })
    }

    /// The differences, none below zero; what stands only in the other counts as nothing.
    func increase(over other: ResourceAmounts) -> ResourceAmounts {
        ResourceAmounts(
            amounts.reduce(into: [:]) { result, entry in
                let rest = entry.value - (other[entry.key] ?? .zero)
                result[entry.key] = rest.sign < 0 ? .zero : rest
            })
    }

    static func + (left: ResourceAmounts, right: ResourceAmounts) -> ResourceAmounts {
        ResourceAmounts(left.amounts.merging(right.amounts) { $0 + $1 })
    }

    static func += (left: inout ResourceAmounts, right: ResourceAmounts) { left = left + right }
}

extension Quantity {
    /// Reads a quantity from JSON, where it is text or a number.
    init?(_ json: JSON) {
        let text =
            switch json {
            case .string(let text): text
            case .int, .double: json.text
            default: ""
            }
        guard let amount = try? Quantity(parsing: text) else { return nil }
        self = amount
    }
}
