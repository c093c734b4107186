/// How grave a flaw is, on the one scale on which every source's word is put for display.
public enum Severity: Int, Sendable, CaseIterable, Comparable {
    case unknown, negligible, low, medium, high, critical

    /// The name with a capital, such as `Critical`.
    public var name: String {
        switch self {
        case .unknown: "Unknown"
        case .negligible: "Negligible"
        case .low: "Low"
        case .medium: "Medium"
        case .high: "High"
        case .critical: "Critical"
        }
    }

    /// The rating of a score (CVSS 3.1 and 4.0, "Qualitative Severity Rating Scale"; of 2.0 that of the NVD, which has
    /// no critical).
    public init(score: Double, generation: CVSSVector.Generation) {
        switch score {
        case ..<0.1: self = generation == .two ? .low : .negligible
        case ..<4: self = .low
        case ..<7: self = .medium
        case ..<9: self = .high
        default: self = generation == .two ? .high : .critical
        }
    }

    /// A source's own word: those of Red Hat, SUSE, Debian, Ubuntu, GitHub, Microsoft, Amazon and retire.js, and the
    /// ratings of CVSS; ``unknown`` for any other.
    public init(word: String) {
        switch word.lowercased() {
        case "unimportant", "negligible", "none", "informational": self = .negligible
        case "low", "minor": self = .low
        case "medium", "moderate": self = .medium
        case "high", "important": self = .high
        case "critical", "urgent": self = .critical
        default: self = .unknown
        }
    }

    /// What Clair's API calls a word of Debian's: one step more than Debian says.
    ///
    /// Only that API speaks so; everywhere else Debian's words keep their meaning.
    public init(clairDebianUrgency word: String) {
        switch word.lowercased() {
        case "unimportant": self = .low
        case "low": self = .medium
        case "medium": self = .high
        case "high": self = .critical
        default: self = .unknown
        }
    }

    /// Whether one is less grave.
    public static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }
}

extension Score {
    /// The number, 0 to 10.
    public var number: Double {
        switch value {
        case .vector(let vector): vector.scores.overall
        case .number(let number, _): number
        }
    }

    /// The rating of the number.
    public var rating: Severity { Severity(score: number, generation: generation) }
}

extension Advisory {
    /// How grave the flaw is in a package: in the package's own word, else the advisory's, else by its best score.
    ///
    /// A source that scores by a newer generation of CVSS is believed before one of an older, and of one generation the
    /// gravest counts.
    public func normalizedSeverity(of affected: Affected? = nil) -> Severity {
        for word in [affected?.severity, severity].compactMap({ $0 }) where Severity(word: word) != .unknown {
            return Severity(word: word)
        }
        for scores in [affected?.scores ?? [], scores] {
            for generation in [CVSSVector.Generation.four, .three, .two] {
                let ratings = scores.filter { $0.generation == generation }.map(\.rating)
                if let gravest = ratings.max() { return gravest }
            }
        }
        return .unknown
    }
}
