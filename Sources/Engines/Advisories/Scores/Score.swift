/// How grave one source finds a flaw.
public struct Score: Sendable, Hashable {
    /// What the source gives.
    public enum Value: Sendable, Hashable {
        /// The vector, of which the score is computed here.
        case vector(CVSSVector)
        /// The number alone, 0 to 10, and the generation of CVSS that it is of.
        case number(Double, CVSSVector.Generation)
    }

    /// What the source gives.
    public var value: Value
    /// Who gave it: `nvd`, a CVE numbering authority's short name, or the feed's vendor.
    public var source: String

    /// A source's score.
    public init(_ value: Value, source: String) {
        self.value = value
        self.source = source
    }

    /// The generation of CVSS.
    public var generation: CVSSVector.Generation {
        switch value {
        case .vector(let vector): vector.version.generation
        case .number(_, let generation): generation
        }
    }
}
