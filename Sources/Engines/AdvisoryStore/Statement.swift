public import Advisories

/// What one statement of a segment says of a package whose version is in its interval.
public enum Verdict: Sendable, Hashable {
    /// It is affected; the reason is why there is no fix, when the source says one.
    case affected(UnfixedReason?)
    /// The source does not know yet.
    case undetermined
    /// It is not affected, whatever other sources say of the flaw.
    case notAffected(Justification?)

    /// The verdict as a number of five bits.
    var code: UInt32 {
        switch self {
        case .affected(let reason): UInt32(Self.index(reason, UnfixedReason.allCases))
        case .undetermined: 8
        case .notAffected(let justification): 16 + UInt32(Self.index(justification, Justification.allCases))
        }
    }

    /// The verdict of a number; one that nobody wrote says that nothing is known.
    init(code: UInt32) {
        switch code {
        case 0..<8: self = .affected(Self.value(code, UnfixedReason.allCases))
        case 16..<32: self = .notAffected(Self.value(code - 16, Justification.allCases))
        default: self = .undetermined
        }
    }

    private static func index<T: Equatable>(_ value: T?, _ all: [T]) -> Int {
        value.flatMap { all.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
    }

    private static func value<T>(_ code: UInt32, _ all: [T]) -> T? {
        (1...all.count).contains(Int(code)) ? all[Int(code) - 1] : nil
    }
}

/// One statement of a segment: what an advisory says of some versions of a package.
public struct Statement: Sendable, Hashable {
    /// The first version that is meant; nil for all before the end.
    public var low: String?
    /// Where the versions end that are meant; nil for all from the first on.
    public var high: String?
    /// Whether the end is meant too.
    public var includesHigh: Bool
    /// What is said.
    public var verdict: Verdict
    /// The number of the advisory in its segment.
    public var advisory: Int
    /// The module stream that the package has to be of; nil when it is of none.
    public var module: String?
    /// The architectures that are meant; empty for all.
    public var architectures: [String]
    /// How grave it is here, on the common scale.
    public var rating: Severity
    /// How grave it is here, in the source's own word; nil when the advisory says it.
    public var severity: String?
    /// Whether versions are compared as semantic versions, whatever the segment's scheme.
    public var isSemantic: Bool

    /// The version that mends it: the end that is no longer meant.
    public var fix: String? { includesHigh ? nil : high }
}
