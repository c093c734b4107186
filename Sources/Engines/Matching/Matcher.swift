import Advisories
public import AdvisoryStore
public import Inventory

/// Holds inventories against a database.
///
/// ```swift
/// var matcher = try Matcher(database)
/// let result = matcher.match(inventory)
/// print(result.matches.count, "flaws;", result.unjudged.count, "packages could not be judged")
/// ```
///
/// A matcher keeps room for its work; each thread needs one of its own.
public struct Matcher {
    /// What inventories are held against.
    public let database: AdvisoryDatabase
    private var readers: [SegmentReader]
    private var hits: [FlawHit] = []

    /// A matcher for a database.
    ///
    /// - Throws: ``StoreError`` when a segment is of another program's making.
    public init(_ database: AdvisoryDatabase) throws(StoreError) {
        self.database = database
        var readers: [SegmentReader] = []
        for segment in database.segments { readers.append(try SegmentReader(segment)) }
        self.readers = readers
    }

    /// The flaws of an inventory's packages.
    public mutating func match(_ inventory: Inventory) -> MatchResult {
        var result = MatchResult()
        for (index, package) in inventory.packages.enumerated() {
            switch judges(of: package, on: inventory.distribution) {
            case .failure(let reason): result.unjudged[index] = reason.value
            case .success(let names):
                for (segment, name) in names { find(name, package, index, segment, into: &result) }
            }
        }
        return result
    }

    private mutating func find(
        _ name: JudgedName, _ package: Package, _ index: Int, _ segment: Int, into result: inout MatchResult
    ) {
        hits.removeAll(keepingCapacity: true)
        readers[segment].find(name.name, name.version, package.traits, into: &hits)
        for hit in hits { result.matches.append(Match(package: index, segment: segment, hit: hit)) }
    }

    private struct Reason: Error { var value: Unjudged }

    private func judges(
        of package: Package, on distribution: Distribution?
    ) -> Result<[(segment: Int, name: JudgedName)], Reason> {
        if package.version.isEmpty { return .failure(Reason(value: .hasNoVersion)) }
        if let owner = package.owner, !package.type.isOfDistribution {
            return .failure(Reason(value: .isOwned(by: owner)))
        }
        if package.type.isOfDistribution, distribution == nil {
            return .failure(Reason(value: .hasNoDistribution))
        }
        let names = JudgedName.all(of: package, on: distribution)
        guard let first = names.first else { return .failure(Reason(value: .hasNoEcosystem)) }
        let known = names.compactMap { name in
            database.index(of: name.ecosystem).map { (segment: $0, name: name) }
        }
        if known.isEmpty { return .failure(Reason(value: .hasNoFeed(first.ecosystem.description))) }
        return .success(known)
    }
}

extension Package {
    /// What statements may demand of it.
    fileprivate var traits: PackageTraits {
        // A label also holds the build's version, context and architecture, which no advisory names.
        let stream = module.map { $0.split(separator: ":").prefix(2).joined(separator: ":") }
        return PackageTraits(architecture: architecture, module: stream)
    }
}
