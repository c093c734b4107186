extension Quantity: CustomStringConvertible {
    /// From a billionth on in steps of a thousand.
    static let decimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"]
    /// From 1024 on in steps of 1024.
    static let binarySuffixes = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"]

    /// The canonical text: a whole number with the largest suffix that leaves it whole.
    public var text: String {
        if nanos == 0 { return "0" }
        if format == .binary, let text = binaryText { return text }
        var (number, step) = (nanos, 0)
        let last = format == .exponent ? 12 : Self.decimalSuffixes.count - 1
        while step < last, number % 1000 == 0 { (number, step) = (number / 1000, step + 1) }
        if format == .exponent { return step == 3 ? "\(number)" : "\(number)e\((step - 3) * 3)" }
        return "\(number)\(Self.decimalSuffixes[step])"
    }

    /// The canonical text.
    public var description: String { text }

    /// Nil for what only decimal suffixes say without a loss.
    private var binaryText: String? {
        let (whole, rest) = nanos.quotientAndRemainder(dividingBy: Self.one)
        guard rest == 0, whole.magnitude >= 1024 else { return nil }
        var (number, step) = (whole, 0)
        while step < Self.binarySuffixes.count, number % 1024 == 0 {
            (number, step) = (number / 1024, step + 1)
        }
        return step == 0 ? "\(number)" : "\(number)\(Self.binarySuffixes[step - 1])"
    }
}
