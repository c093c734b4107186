/// What a CVSS vector comes to, each score 0 to 10 with one decimal.
public struct CVSSScores: Sendable, Hashable {
    /// The score of the base metrics; of version 4.0, which has one score, that of all metrics.
    public var base: Double
    /// The score with the temporal metrics; nil when none of them is stated, and in version 4.0.
    public var temporal: Double?
    /// The score with the environmental metrics; nil when none of them is stated, and in version 4.0.
    public var environmental: Double?

    /// The score that takes the most into account.
    public var overall: Double { environmental ?? temporal ?? base }
}

extension CVSSVector {
    /// What the vector comes to by its version's own formulas.
    public var scores: CVSSScores {
        // The initialiser read the same text, so that this cannot fail.
        guard let metrics = try? CVSSMetrics(text) else { return CVSSScores(base: 0) }
        switch version {
        case .v2: return CVSS2(metrics).scores
        case .v30, .v31: return CVSS3(metrics).scores
        case .v4: return CVSSScores(base: CVSS4(metrics).score)
        }
    }
}

/// Rounding to one decimal of values that are decimal fractions but for the noise of binary ones.
enum Tenths {
    private static let noise = 1e-9

    /// The nearest tenth, and of two the higher.
    static func nearest(_ value: Double) -> Double { (value * 10 + 0.5 + noise).rounded(.down) / 10 }

    /// The value itself if it is a tenth, and else the next one up.
    static func up(_ value: Double) -> Double {
        // Adding 0 makes a negative zero one without a sign.
        (value * 10 - noise).rounded(.up) / 10 + 0
    }
}
