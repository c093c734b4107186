/// A span of time as Go writes it: `30m`, `1h30m`, `0s`, `1.5h`.
enum GoDuration {
    private static let units: [(String, Double)] = [
        ("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600),
    ]

    /// The span in whole seconds, or nil for a text that is none.
    static func seconds(_ text: String) -> Int64? {
        if text == "0" { return 0 }
        var rest = text[...]
        var total = 0.0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            guard let number = Double(digits) else { return nil }
            rest = rest.dropFirst(digits.count)
            let name = rest.prefix { !($0.isASCII && ($0.isNumber || $0 == ".")) }
            guard let unit = units.first(where: { $0.0 == name }) else { return nil }
            total += number * unit.1
            rest = rest.dropFirst(name.count)
        }
        // Go's own limit is about 292 years.
        return total <= 9.2e9 ? Int64(total) : nil
    }
}
