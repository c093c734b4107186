import Advisories
import AdvisoryStore
import Bytes
import Glibc
import VersionOrder

/// Makes out of the records of all feeds what is looked into: a segment a namespace, and tables of what is said of
/// CVEs and of releases.
struct FeedCompilation {
    private var classes = AliasClasses()
    private var builders: [Ecosystem: SegmentBuilder] = [:]
    private var enrichments: [String: Enrichment] = [:]
    private var lifecycles: [String: [Lifecycle]] = [:]

    mutating func add(_ records: FeedRecords) {
        for advisory in records.advisories.values where advisory.withdrawn == nil {
            classes.add(advisory)
            for ecosystem in Set(advisory.affected.map(\.ecosystem)) {
                let scheme = ecosystem.scheme
                builders[ecosystem, default: SegmentBuilder(ecosystem: ecosystem, scheme: scheme)].add(
                    advisory)
            }
        }
        for enrichment in records.enrichments.values {
            enrichments[enrichment.id, default: Enrichment(id: enrichment.id, feed: "", facts: [])].facts +=
                enrichment.facts
        }
        for lifecycle in records.lifecycles { lifecycles[lifecycle.product, default: []].append(lifecycle) }
    }

    /// Writes everything into a directory that is there and empty.
    consuming func write(to path: String, _ write: ([UInt8], String) throws(FeedsError) -> Void)
        throws(FeedsError)
    {
        let flaws = classes.flaws()
        for ecosystem in builders.keys.sorted(by: { $0.description < $1.description }) {
            guard let builder = builders.removeValue(forKey: ecosystem) else { continue }
            let bytes: [UInt8]
            do throws(StoreError) { bytes = try builder.finish(flaws: flaws) } catch {
                throw FeedsError(error)
            }
            let name = Digest.of(Array(ecosystem.description.utf8), .sha256).prefix(16)
            try write(bytes, "\(path)/\(Hex.encode(Array(name))).seg")
        }
        var writer = FlatWriter()
        FlatTable.write(
            enrichments.mapValues { String(decoding: JSON.array($0.facts.map(\.json)).bytes, as: UTF8.self) },
            to: &writer)
        try write(writer.bytes, path + "/enrichments.tab")
        writer = FlatWriter()
        FlatTable.write(
            lifecycles.mapValues { list in
                let sorted = list.sorted { $0.release < $1.release }
                return String(decoding: JSON.array(sorted.map(\.json)).bytes, as: UTF8.self)
            }, to: &writer)
        try write(writer.bytes, path + "/lifecycles.tab")
    }
}
