import Bytes

/// Reads endoflife.date's release data: until when each release of a product is maintained.
public struct LifecycleReader: FeedReader {
    /// What the feed is called.
    public let feed: String

    /// A reader of one feed.
    public init(feed: String) { self.feed = feed }

    /// Whether the file stands in the folder `releases` and its name ends with `.json`.
    public func wants(_ file: FeedFile.Name) -> Bool {
        file.hasSuffix(".json") && file.split(separator: "/").dropLast().last == "releases"
    }

    /// Reads one product.
    public func read(_ file: FeedFile, _ give: @escaping (FeedItem) -> Void) {
        guard let root = file.json(give) else { return }
        let product = String(file.lastName.dropLast(".json".count))
        for (release, entry) in root["releases"].members {
            let row = Row(file: file.name, place: release, give: give)
            var lifecycle = Lifecycle(product: product, release: release)
            lifecycle.codename = entry["codename"].string
            if !entry["releaseDate"].isMissing { lifecycle.released = row.time(entry, "releaseDate") }
            lifecycle.end = end(entry, "eol", row)
            lifecycle.extendedEnd = end(entry, "eoes", row)
            if lifecycle.released != nil || lifecycle.end != nil || lifecycle.extendedEnd != nil {
                give(.lifecycle(lifecycle))
            }
        }
    }

    private func end(_ entry: JSONView, _ name: String, _ row: Row) -> Lifecycle.End? {
        switch entry[name].bool {
        case true?: .past
        case false?: .open
        case nil: row.time(entry, name).map { .on($0) }
        }
    }
}
