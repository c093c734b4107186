import Bytes

/// Values as text.
enum ValueText {
    /// A double as Go's `strconv` writes it shortest.
    static func double(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if value == 0 { return value.sign == .minus ? "-0" : "0" }
        return FloatText.shortest(value)
    }
}
