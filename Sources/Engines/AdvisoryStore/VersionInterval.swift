import Advisories
import VersionOrder

/// Versions between two others, as a statement of a segment speaks of them.
struct VersionInterval: Hashable {
    /// The first version; nil for all before the end.
    var low: String?
    /// Where it ends; nil for all from the first on.
    var high: String?
    /// Whether the end belongs to it.
    var includesHigh = false

    /// The intervals of a range's events (OSV, "Evaluation"), lowest first.
    ///
    /// Events are taken in the order of their versions. Where two are at the same version, a fix ends what was
    /// before, and what is introduced there begins after it.
    static func intervals(of range: VersionRange, _ scheme: VersionScheme) -> [VersionInterval] {
        let events = range.events.sorted { a, b in
            let order = compare(a.version, b.version, scheme)
            return order == 0 ? a.rank < b.rank : order < 0
        }
        var intervals: [VersionInterval] = []
        // Nil while nothing is open; what is inside is the first version.
        var open: String??
        for event in events {
            switch event {
            case .introduced(let version): if open == nil { open = .some(version == "0" ? nil : version) }
            case .fixed(let version):
                if let low = open { intervals.append(VersionInterval(low: low, high: version)) }
                open = nil
            case .lastAffected(let version):
                if let low = open {
                    intervals.append(VersionInterval(low: low, high: version, includesHigh: true))
                }
                open = nil
            case .limit(let version):
                if let low = open { intervals.append(VersionInterval(low: low, high: version)) }
                return intervals
            }
        }
        if let low = open { intervals.append(VersionInterval(low: low)) }
        return intervals
    }

    /// Whether a version is in it.
    func contains(_ version: String, _ scheme: VersionScheme) -> Bool {
        if let low, scheme.compare(version, low) < 0 { return false }
        guard let high else { return true }
        let order = scheme.compare(version, high)
        return order < 0 || order == 0 && includesHigh
    }

    /// Whether an end of it is the version of a package of a module: its release names one
    /// (Fedora's packaging guidelines for modularity).
    var isOfModule: Bool { (low?.contains(".module") ?? false) || (high?.contains(".module") ?? false) }

    private static func compare(_ a: String, _ b: String, _ scheme: VersionScheme) -> Int {
        if a == "0" || b == "0" { return (a == "0" ? 0 : 1) - (b == "0" ? 0 : 1) }
        return scheme.compare(a, b)
    }
}

extension VersionRange.Event {
    fileprivate var version: String {
        switch self {
        case .introduced(let version), .fixed(let version), .lastAffected(let version), .limit(let version):
            version
        }
    }

    /// The order of events at one version.
    fileprivate var rank: Int {
        switch self {
        case .fixed: 0
        case .introduced: 1
        case .lastAffected: 2
        case .limit: 3
        }
    }
}
