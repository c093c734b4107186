public import Advisories
public import AdvisoryStore

/// Every namespace of which compiled advisories are at hand.
public struct AdvisoryDatabase: Sendable {
    /// The segments, sorted by namespace.
    public let segments: [Segment]
    private let byNamespace: [String: Int]

    /// Takes segments together; of two of one namespace the last counts.
    public init(_ segments: [Segment]) {
        var byNamespace: [String: Segment] = [:]
        for segment in segments { byNamespace[segment.namespace] = segment }
        self.segments = byNamespace.values.sorted { $0.namespace < $1.namespace }
        self.byNamespace = Dictionary(
            uniqueKeysWithValues: self.segments.enumerated().map { ($1.namespace, $0) })
    }

    /// The place of an ecosystem's segment in ``segments``; nil when there is none.
    public func index(of ecosystem: Ecosystem) -> Int? { byNamespace[ecosystem.description] }
}
