public import Advisories
import Bytes

/// Everything that one feed says, as it was read.
public struct FeedRecords: Sendable, Equatable {
    /// The feed's name.
    public let feed: String
    /// Its advisories by identifier.
    public private(set) var advisories: [String: Advisory] = [:]
    /// What it says of CVEs besides, by identifier.
    public private(set) var enrichments: [String: Enrichment] = [:]
    /// What it says of releases of products.
    public private(set) var lifecycles: [Lifecycle] = []
    /// How many rows were left out.
    public private(set) var quarantinedCount = 0
    /// The first rows that were left out.
    public private(set) var quarantined: [QuarantinedRow] = []

    /// How many of the rows that were left out are kept for people to look at.
    private static let quarantineLimit = 1000

    /// A feed that says nothing.
    public init(feed: String) { self.feed = feed }

    /// Takes what a feed says next; later advisories take the places of earlier ones.
    public mutating func take(_ item: FeedItem) {
        switch item {
        case .advisory(let advisory): take(advisory)
        case .deletion(let id): advisories[id] = nil
        case .enrichment(let enrichment): enrichments[enrichment.id, default: enrichment].add(enrichment)
        case .lifecycle(let lifecycle): lifecycles.append(lifecycle)
        case .quarantined(let row):
            quarantinedCount += 1
            if quarantined.count < Self.quarantineLimit { quarantined.append(row) }
        }
    }

    /// A feed may have a file for each release, and in each an advisory of the same name: they are one that speaks of
    /// all these releases.
    private mutating func take(_ advisory: Advisory) {
        let releases = Set(advisory.affected.map(\.ecosystem))
        let others = advisories[advisory.id]?.affected.filter { !releases.contains($0.ecosystem) } ?? []
        advisories[advisory.id] = advisory
        advisories[advisory.id]?.affected = others + advisory.affected
    }

    /// When the newest of its advisories changed; nil when none says.
    public var newest: Timestamp? {
        advisories.values.lazy.flatMap { [$0.modified, $0.published] }.compactMap { $0 }.max()
    }

    /// The namespaces of which it speaks.
    public var namespaces: Set<String> {
        var namespaces: Set<String> = []
        for advisory in advisories.values {
            for affected in advisory.affected { namespaces.insert(affected.ecosystem.description) }
        }
        return namespaces
    }
}

extension Enrichment {
    /// Adds the facts of another one that this one does not have.
    fileprivate mutating func add(_ other: Enrichment) {
        for fact in other.facts where !facts.contains(fact) { facts.append(fact) }
    }
}
