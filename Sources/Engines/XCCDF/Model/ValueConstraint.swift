/// What a Value may be, for all choices or for one (XCCDF 1.2, 6.4.5).
public struct ValueConstraint: Sendable, Hashable {
    /// What is asked of the value.
    public enum Demand: Sendable, Hashable {
        /// It matches a Perl 5 pattern.
        case match(String)
        /// It is a number that is not less.
        case lowerBound(Double)
        /// It is a number that is not greater.
        case upperBound(Double)
        /// It is one of these, when `isBinding`; otherwise these are proposals.
        case oneOf([String], isBinding: Bool)
    }

    /// The choice that it is about; empty for the choice without a name.
    public var selector: String
    /// What is asked of the value.
    public var demand: Demand
}
