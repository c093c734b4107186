import VersionOrder

/// The versions that an advisory calls safe, of which the affected ones are all others.
///
/// RustSec and the Ruby advisory database tell the fixed and the never affected versions by requirements, such as
/// `>= 1.2.3`, `~> 1.2.3` or `^1.2, < 1.9`; a version that fulfils any of them is safe.
struct SafeVersions {
    /// An end of the versions that one requirement allows.
    private struct Bound {
        var version: String
        var isInclusive: Bool
    }

    /// The versions from `lower` to `upper`; nil is without end.
    private struct Interval {
        var lower: Bound?
        var upper: Bound?
    }

    private let scheme: VersionScheme
    private var intervals: [Interval] = []

    /// None yet.
    init(_ scheme: VersionScheme) { self.scheme = scheme }

    /// Adds what a requirement allows; false when it is not understood.
    mutating func add(_ requirement: String) -> Bool {
        var interval = Interval()
        for part in requirement.split(separator: ",") {
            let text = part.filter { $0 != " " }
            let version = String(text.drop { "<>=~^!".contains($0) })
            guard let first = version.utf8.first, (0x30...0x39).contains(first) else { return false }
            let bound = Bound(version: version, isInclusive: true)
            let open = Bound(version: version, isInclusive: false)
            switch text.prefix(text.count - version.count) {
            case ">=": raise(&interval.lower, bound)
            case ">": raise(&interval.lower, open)
            case "<": lower(&interval.upper, open)
            case "<=": lower(&interval.upper, bound)
            case "=", "==": raise(&interval.lower, bound); lower(&interval.upper, bound)
            case "" where scheme == .rubygems: raise(&interval.lower, bound); lower(&interval.upper, bound)
            case "~>", "~", "^", "":
                guard let next = next(after: version, Substring(text.prefix { "~^>".contains($0) })) else {
                    return false
                }
                raise(&interval.lower, bound)
                lower(&interval.upper, Bound(version: next, isInclusive: false))
            default: return false
            }
        }
        if interval.lower == nil, interval.upper == nil { return false }
        intervals.append(interval)
        return true
    }

    /// All other versions; nil when there are none.
    var others: AffectedVersions? {
        var ranges: [VersionRange] = []
        var start: Bound? = Bound(version: "0", isInclusive: true)
        for interval in intervals.sorted(by: begins) {
            guard let from = start else { break }
            if let lower = interval.lower, isBefore(from, lower), let introduced = first(at: from) {
                let end: VersionRange.Event =
                    lower.isInclusive ? .fixed(lower.version) : .lastAffected(lower.version)
                ranges.append(.from(introduced, to: end))
            }
            guard let upper = interval.upper else {
                start = nil
                break
            }
            // What follows an inclusive end begins after it.
            let next = Bound(version: upper.version, isInclusive: !upper.isInclusive)
            if isBefore(from, next) || from.version == "0" { start = next }
        }
        if let start, let introduced = first(at: start) { ranges.append(.from(introduced)) }
        return AffectedVersions(ranges: ranges)
    }

    private func begins(_ a: Interval, _ b: Interval) -> Bool {
        guard let first = a.lower else { return b.lower != nil }
        guard let second = b.lower else { return false }
        return isBefore(first, second)
    }

    /// Whether the versions that begin at one bound begin before those that begin at another.
    private func isBefore(_ a: Bound, _ b: Bound) -> Bool {
        let order = scheme.compare(a.version, b.version)
        return order < 0 || order == 0 && a.isInclusive && !b.isInclusive
    }

    private func raise(_ bound: inout Bound?, _ new: Bound) {
        if bound.map({ isBefore($0, new) }) ?? true { bound = new }
    }

    private func lower(_ bound: inout Bound?, _ new: Bound) {
        guard let old = bound else { return bound = new }
        let order = scheme.compare(new.version, old.version)
        if order < 0 || order == 0 && !new.isInclusive { bound = new }
    }

    /// The first version that begins at a bound, as `introduced` can only name a version that is affected itself.
    private func first(at bound: Bound) -> String? {
        if bound.isInclusive { return bound.version }
        // The least version after 1.2.3 is a pre-release of the next one; gems order 1.2.3.a before 1.2.3.
        if scheme == .rubygems { return bound.version + ".0.1.a" }
        var numbers = bound.version.prefix { $0 != "-" && $0 != "+" }.split(separator: ".")
        // What follows a pre-release is taken to be its release.
        if bound.version.contains("-") { return numbers.joined(separator: ".") }
        while numbers.count < 3 { numbers.append("0") }
        guard let patch = Int(numbers[2]), patch < .max else { return nil }
        return "\(numbers[0]).\(numbers[1]).\(patch + 1)-0"
    }

    /// The first version that `~>`, `~` or `^` no longer allows.
    private func next(after version: String, _ sign: Substring) -> String? {
        let isGem = scheme == .rubygems
        var numbers: [Int] = []
        for part in version.prefix(while: { $0 != "-" && $0 != "+" }).split(separator: ".") {
            guard let number = Int(part), number < .max else { break }
            numbers.append(number)
        }
        if numbers.isEmpty { return nil }
        let place: Int
        switch (sign, isGem) {
        // Gems: all but the last number stay (rubygems.org/guides, "Pessimistic version constraint").
        case ("~>", _): place = max(0, numbers.count - 2)
        case ("~", _): place = min(1, numbers.count - 1)
        // Cargo: the leftmost number that is not zero stays.
        default: place = numbers.firstIndex { $0 != 0 } ?? numbers.count - 1
        }
        let raised = numbers[..<place] + [numbers[place] + 1]
        if isGem { return raised.map { "\($0)" }.joined(separator: ".") + ".a" }
        let zeros = Array(repeating: 0, count: max(0, 3 - raised.count))
        return (raised + zeros).map { "\($0)" }.joined(separator: ".") + "-0"
    }
}
