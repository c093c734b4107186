import Advisories

/// What a reader gave.
final class Collected {
    var items: [FeedItem] = []

    var advisories: [Advisory] {
        items.compactMap { if case .advisory(let advisory) = $0 { advisory } else { nil } }
    }
    var enrichments: [Enrichment] {
        items.compactMap { if case .enrichment(let enrichment) = $0 { enrichment } else { nil } }
    }
    var lifecycles: [Lifecycle] {
        items.compactMap { if case .lifecycle(let lifecycle) = $0 { lifecycle } else { nil } }
    }
    var deletions: [String] {
        items.compactMap { if case .deletion(let id) = $0 { id } else { nil } }
    }
    var quarantined: [String] {
        items.compactMap { if case .quarantined(let row) = $0 { row.description } else { nil } }
    }
}

extension FeedReader {
    /// What the reader makes of a text.
    func collect(_ text: String, named name: String) -> Collected {
        collect(FeedFile(name: name, text: text))
    }

    /// What the reader makes of a file.
    func collect(_ file: FeedFile) -> Collected {
        let collected = Collected()
        read(file) { collected.items.append($0) }
        return collected
    }
}
