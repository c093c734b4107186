/// A CVSS vector of version 2.0, 3.0, 3.1 or 4.0, checked against its specification's metrics.
///
/// Source: https://www.first.org/cvss/, the specification documents of each version.
public struct CVSSVector: Sendable, Hashable, CustomStringConvertible {
    /// A version of the specification.
    public enum Version: String, Sendable, CaseIterable {
        case v2 = "2.0"
        case v30 = "3.0"
        case v31 = "3.1"
        case v4 = "4.0"

        /// The generation that it is of.
        public var generation: Generation {
            switch self {
            case .v2: .two
            case .v30, .v31: .three
            case .v4: .four
            }
        }
    }

    /// Versions whose metrics are the same; OSV names scores by them.
    public enum Generation: String, Sendable, CaseIterable {
        case two = "CVSS_V2"
        case three = "CVSS_V3"
        case four = "CVSS_V4"
    }

    /// The specification that the vector follows.
    public let version: Version
    /// The vector as it was written.
    public let text: String

    /// Reads a vector: `CVSS:3.1/AV:N/…`, or for version 2.0 the metrics alone, in parentheses or not.
    ///
    /// - Throws: ``CVSSError`` for metrics or values that the version does not have, those that stand twice, and
    ///   those that may not be left out.
    public init(_ text: String) throws(CVSSError) {
        self.text = text
        version = try CVSSMetrics(text).version
    }

    /// The vector as it was written.
    public var description: String { text }
}

/// Why a text is no CVSS vector.
public struct CVSSError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The text.
    public var text: String
    /// What is wrong with it, as a clause.
    public var reason: String

    /// Makes an error.
    public init(text: String, reason: String) {
        self.text = text
        self.reason = reason
    }

    /// `"text" is no CVSS vector: reason`.
    public var description: String { "\"\(text.prefix(200))\" is no CVSS vector: \(reason)" }
}
