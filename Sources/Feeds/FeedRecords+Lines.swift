public import Advisories
public import Bytes

extension FeedRecords {
    /// The records as lines of JSON, each an object with one member that says what it is: `advisory` (an OSV record),
    /// `enrichment` or `lifecycle`.
    ///
    /// Equal records give equal bytes; a record that changes changes its line, so that the difference of two days is
    /// small.
    public var lines: [UInt8] {
        var lines: [UInt8] = []
        func add(_ kind: String, _ json: JSON) {
            lines += JSON.object(JSONObject([(kind, json)])).bytes
            lines.append(0x0A)
        }
        for id in advisories.keys.sorted() { add("advisory", advisories[id]?.json ?? .null) }
        for id in enrichments.keys.sorted() { add("enrichment", enrichments[id]?.json ?? .null) }
        let sorted = lifecycles.sorted { ($0.product, $0.release) < ($1.product, $1.release) }
        for lifecycle in sorted { add("lifecycle", lifecycle.json) }
        return lines
    }

    /// Reads what ``lines`` wrote.
    ///
    /// - Parameter path: what messages call the lines.
    /// - Throws: ``FeedsError/damaged(_:_:)`` with the line that is no record.
    public init(feed: String, lines: [UInt8], path: String) throws(FeedsError) {
        self.init(feed: feed)
        let reader = OSVReader(feed: feed)
        var problem: QuarantinedRow?
        var number = 0
        for line in lines.split(separator: 0x0A, omittingEmptySubsequences: false) where !line.isEmpty {
            number += 1
            let document: JSONDocument
            do throws(JSONError) { document = try JSONDocument(Array(line)) } catch {
                throw .damaged(path, "record \(number): \(error)")
            }
            let root = document.root
            if !root["advisory"].isMissing {
                let advisory = reader.advisory(root["advisory"], file: path) { item in
                    if case .quarantined(let row) = item { problem = row }
                }
                if let advisory { take(.advisory(advisory)) }
            } else if let enrichment = Enrichment(root["enrichment"], feed: feed) {
                take(.enrichment(enrichment))
            } else if let lifecycle = Lifecycle(root["lifecycle"]) {
                take(.lifecycle(lifecycle))
            } else {
                throw .damaged(path, "record \(number) is of no kind that is known")
            }
            if let problem { throw .damaged(path, "record \(number): \(problem.reason)") }
        }
    }
}
