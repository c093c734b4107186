public import Signing

/// A folder into which somebody puts bundles, whole ones and changes, day after day.
public struct FeedBundleFolder: Sendable {
    /// A bundle of the folder that is signed by somebody who is trusted.
    public struct Item: Sendable {
        /// Where it is.
        public let path: String
        /// How many bytes it has.
        public let size: Int
        let bundle: FeedBundle
    }

    /// The bundles that can be believed, oldest first.
    public let items: [Item]
    /// Why others are passed over, a sentence each.
    public let remarks: [String]

    /// The most bundles of a folder that are looked at: each keeps its file open.
    private static let limit = 500

    /// Looks at the files of a folder whose names end with `.tar`.
    ///
    /// - Parameter keys: who is trusted.
    /// - Throws: ``FeedsError`` when there is no such folder or it holds too many bundles.
    public init(_ path: String, trusting keys: [Ed25519PublicKey]) throws(FeedsError) {
        let names = try FeedDirectory.entries(path).filter { $0.hasSuffix(".tar") && !$0.hasPrefix(".") }
        guard names.count <= Self.limit else {
            throw .damaged(path, "holds more than \(Self.limit) bundles; take old ones away")
        }
        var items: [Item] = []
        var remarks: [String] = []
        for file in names.map({ "\(path)/\($0)" }) where FeedBundle.isBundle(file) {
            do throws(FeedsError) {
                let bundle = try FeedBundle(file, trusting: keys)
                items.append(Item(path: file, size: bundle.archive.size, bundle: bundle))
            } catch { remarks.append(error.description) }
        }
        self.items = items.sorted {
            ($0.bundle.manifest.serial, $0.path) < ($1.bundle.manifest.serial, $1.path)
        }
        self.remarks = remarks
    }

    /// The bundles that lead from a state to the newest one that can be reached, with the fewest bytes; none when
    /// nothing newer is there.
    ///
    /// - Throws: ``FeedsError/lacksBase(_:_:)`` when there are newer ones, and none can be reached.
    public func steps(from state: FeedManifest?) throws(FeedsError) -> [Item] {
        struct Way {
            var cost: Int
            var previous: Int?
        }
        let start = Self.digests(state)
        // Serial numbers only grow, so that one pass in their order finds the cheapest way to each.
        var ways: [Way?] = []
        for (index, item) in items.enumerated() {
            var best: Way?
            if item.bundle.manifest.serial > state?.serial ?? -1 {
                if item.bundle.missing(with: start).isEmpty { best = Way(cost: item.size, previous: nil) }
                for (earlier, way) in ways.enumerated() {
                    guard let way, way.cost + item.size < best?.cost ?? .max,
                        items[earlier].bundle.manifest.serial < item.bundle.manifest.serial,
                        item.bundle.missing(with: Self.digests(items[earlier].bundle.manifest)).isEmpty
                    else { continue }
                    best = Way(cost: way.cost + item.size, previous: earlier)
                }
            }
            ways.append(best)
            if index == items.count - 1, !ways.contains(where: { $0 != nil }),
                item.bundle.manifest.serial > state?.serial ?? -1,
                let feed = item.bundle.missing(with: start).first
            {
                throw .lacksBase(item.path, feed.name)
            }
        }
        var goal: Int?
        for index in items.indices {
            guard let way = ways[index] else { continue }
            if let known = goal, items[known].bundle.manifest.serial == items[index].bundle.manifest.serial,
                ways[known]?.cost ?? .max <= way.cost
            {
                continue
            }
            goal = index
        }
        var steps: [Item] = []
        while let index = goal {
            steps.append(items[index])
            goal = ways[index]?.previous
        }
        return steps.reversed()
    }

    private static func digests(_ manifest: FeedManifest?) -> Set<String> {
        Set((manifest?.feeds ?? []).map(\.digest))
    }
}
