/// What somebody says of a CVE besides the packages that it is in.
public struct Enrichment: Sendable, Hashable {
    /// The CVE's identifier.
    public var id: String
    /// The name of the feed that says it.
    public var feed: String
    /// What is said.
    public var facts: [Fact]

    /// Says something of a CVE.
    public init(id: String, feed: String, facts: [Fact]) {
        self.id = id
        self.feed = feed
        self.facts = facts
    }

    /// One thing that is said.
    public enum Fact: Sendable, Hashable {
        /// It is exploited (CISA's list of known exploited vulnerabilities).
        case knownExploited(KnownExploited)
        /// How likely it is that it will be (FIRST's exploit prediction scoring system).
        case exploitPrediction(ExploitPrediction)
        /// How urgent it is to a coordinator (stakeholder-specific vulnerability categorization).
        case decision(StakeholderDecision)
        /// How grave it is to the source of the score.
        case score(Score)
        /// The kind of weakness, such as `CWE-79`.
        case weakness(String)
    }
}

/// An entry of CISA's list of known exploited vulnerabilities.
public struct KnownExploited: Sendable, Hashable {
    /// Since when it is on the list.
    public var added: Timestamp
    /// Until when agencies of the United States have to deal with it.
    public var due: Timestamp?
    /// Whether campaigns for ransom are known to use it.
    public var isUsedForRansom: Bool
    /// What it is called there.
    public var name: String

    /// Makes an entry.
    public init(added: Timestamp, due: Timestamp?, isUsedForRansom: Bool, name: String) {
        self.added = added
        self.due = due
        self.isUsedForRansom = isUsedForRansom
        self.name = name
    }
}

/// A prediction of the exploit prediction scoring system (EPSS).
public struct ExploitPrediction: Sendable, Hashable {
    /// How probable it is that it is exploited within 30 days, 0 to 1.
    public var probability: Double
    /// The share of all CVEs that are no more probable, 0 to 1.
    public var percentile: Double
    /// The day of the prediction; nil when the file does not say.
    public var day: Timestamp?

    /// Makes a prediction.
    public init(probability: Double, percentile: Double, day: Timestamp?) {
        self.probability = probability
        self.percentile = percentile
        self.day = day
    }
}

/// The decision points of the stakeholder-specific vulnerability categorization (SSVC 2.0), as CISA publishes them.
public struct StakeholderDecision: Sendable, Hashable {
    /// What is known of exploits.
    public enum Exploitation: String, Sendable, CaseIterable { case none, poc, active }
    /// Whether the first four steps of an attack can be automated.
    public enum Automatable: String, Sendable, CaseIterable { case no, yes }
    /// How much an attacker gets.
    public enum TechnicalImpact: String, Sendable, CaseIterable { case partial, total }

    /// What is known of exploits.
    public var exploitation: Exploitation
    /// Whether an attack can be automated.
    public var automatable: Automatable
    /// How much an attacker gets.
    public var technicalImpact: TechnicalImpact
    /// When it was decided.
    public var decided: Timestamp?

    /// Makes a decision.
    public init(
        exploitation: Exploitation, automatable: Automatable, technicalImpact: TechnicalImpact,
        decided: Timestamp?
    ) {
        self.exploitation = exploitation
        self.automatable = automatable
        self.technicalImpact = technicalImpact
        self.decided = decided
    }
}
