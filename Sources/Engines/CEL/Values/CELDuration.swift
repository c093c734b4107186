/// A span of time in nanoseconds, as Go's `time.Duration`.
public struct CELDuration: Sendable, Hashable, Comparable {
    /// The length.
    public var nanoseconds: Int64

    /// A span of so many nanoseconds.
    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// Reads a Go duration, `1h30m`, `-1.5s`, `0`; nil for anything else or what does not fit.
    public init?(_ text: String) {
        var rest = text.utf8[...]
        var isNegative = false
        if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            rest.removeFirst()
        }
        if rest.elementsEqual("0".utf8) {
            self.init(nanoseconds: 0)
            return
        }
        if rest.isEmpty { return nil }
        // The sum is kept as a magnitude, so that the smallest span can be read too.
        var total: UInt64 = 0
        while !rest.isEmpty {
            guard let part = Self.part(&rest) else { return nil }
            let (sum, overflows) = total.addingReportingOverflow(part)
            if overflows || sum > 1 << 63 { return nil }
            total = sum
        }
        if isNegative {
            self.init(nanoseconds: total == 1 << 63 ? .min : -Int64(total))
        } else {
            guard let length = Int64(exactly: total) else { return nil }
            self.init(nanoseconds: length)
        }
    }

    /// Shorter is less.
    public static func < (left: CELDuration, right: CELDuration) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// Seconds with a fraction, `-1.5s`: what `string(duration)` gives.
    public var text: String {
        let magnitude = nanoseconds.magnitude
        let (whole, fraction) = (magnitude / 1_000_000_000, magnitude % 1_000_000_000)
        return (nanoseconds < 0 ? "-" : "") + "\(whole)" + Self.fraction(fraction) + "s"
    }

    /// `.` and the digits of a fraction of a second without trailing zeros; nothing for none.
    static func fraction(_ nanoseconds: UInt64) -> String {
        if nanoseconds == 0 { return "" }
        var digits = String(nanoseconds)
        digits = String(repeating: "0", count: 9 - digits.count) + digits
        while digits.last == "0" { digits.removeLast() }
        return ".\(digits)"
    }

    private static let units: [(name: String, nanoseconds: UInt64)] = [
        ("ns", 1), ("us", 1000), ("µs", 1000), ("μs", 1000), ("ms", 1_000_000), ("s", 1_000_000_000),
        ("m", 60_000_000_000), ("h", 3_600_000_000_000),
    ]

    /// Takes one number with its unit; nil when there is none or it does not fit.
    private static func part(_ rest: inout Substring.UTF8View) -> UInt64? {
        func takeDigits() -> Substring.UTF8View {
            let digits = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }
            rest = rest.dropFirst(digits.count)
            return digits
        }
        let whole = takeDigits()
        var fraction = rest.prefix(0)
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = takeDigits()
        }
        if whole.isEmpty && fraction.isEmpty { return nil }
        let name = rest.prefix { $0 != UInt8(ascii: ".") && !($0 >= 0x30 && $0 <= 0x39) }
        rest = rest.dropFirst(name.count)
        guard let unit = units.first(where: { $0.name.utf8.elementsEqual(name) }) else { return nil }
        var total: UInt64 = 0
        for digit in whole {
            let (tens, overflows) = total.multipliedReportingOverflow(by: 10)
            let (sum, carries) = tens.addingReportingOverflow(UInt64(digit - 0x30))
            if overflows || carries { return nil }
            total = sum
        }
        let (scaled, overflows) = total.multipliedReportingOverflow(by: unit.nanoseconds)
        if overflows { return nil }
        let (sum, carries) = scaled.addingReportingOverflow(Self.scaled(fraction, unit.nanoseconds))
        return carries ? nil : sum
    }

    /// A decimal fraction of a unit; what is less than a nanosecond is cut, as Go does.
    private static func scaled(_ fraction: Substring.UTF8View, _ unit: UInt64) -> UInt64 {
        // An hour has 3.6e12 nanoseconds: more than 15 digits change nothing.
        var (digits, scale): (UInt64, UInt64) = (0, 1)
        for digit in fraction.prefix(15) {
            digits = digits * 10 + UInt64(digit - 0x30)
            scale *= 10
        }
        let product = digits.multipliedFullWidth(by: unit)
        return scale.dividingFullWidth(product).quotient
    }
}
