/// How far a benchmark, an item, a profile or a tailoring has come (XCCDF 1.2, 6.2.8).
public struct Status: Sendable, Hashable {
    /// `accepted`, `deprecated`, `draft`, `incomplete` or `interim`.
    public var name: String
    /// Since when, as `2025-03-01`; empty when not said.
    public var date: String
}

/// A legal notice or a copyright (XCCDF 1.2, 6.3.2).
public struct Notice: Sendable, Hashable {
    /// The id.
    public var id: String
    /// The words.
    public var text: RichText
}
