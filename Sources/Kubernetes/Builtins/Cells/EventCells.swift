import Bytes

/// The columns and cells of events, in both of their groups.
enum EventCells {
    static func columns(object: String, source: String, message: String) -> [PrinterColumn] {
        [
            .timed("Last Seen", lastSeen), .text("Type", ".type"), .text("Reason", ".reason"),
            .cell("Object") { event in
                let subject = event[object]
                return .string(
                    "\(subject?["kind"]?.string?.lowercased() ?? "")/\(subject?["name"]?.string ?? "")")
            },
            .wide("Subobject", ".\(object).fieldPath", absent: ""),
            .cell("Source", priority: 1) { event in
                let reporter = (event["reportingComponent"] ?? event["reportingController"])?.string ?? ""
                let component = event[source]?["component"]?.string ?? reporter
                let host = (event[source]?["host"] ?? event["reportingInstance"])?.string ?? ""
                return .string(host.isEmpty ? component : "\(component), \(host)")
            },
            .cell("Message") { event in .string(trimmed(event[message]?.string ?? "")) },
            .timed("First Seen", priority: 1, firstSeen),
            .cell("Count", type: "integer", priority: 1) { event in
                .int(
                    Int64(
                        event["series"]?["count"]?.int ?? event["count"]?.int ?? event["deprecatedCount"]?.int
                            ?? 1))
            },
            PrinterColumn(
                "Name", format: "name", priority: 1, source: .computed { event, _ in .string(event.name) }),
        ]
    }

    private static func lastSeen(_ event: Object, _ now: Timestamp) -> JSON {
        let last =
            event["series"]?["lastObservedTime"] ?? event["lastTimestamp"] ?? event["deprecatedLastTimestamp"]
        return PrinterColumn.age(last?.string ?? event["eventTime"]?.string ?? event.creationTimestamp, now)
    }

    private static func firstSeen(_ event: Object, _ now: Timestamp) -> JSON {
        let first = event["firstTimestamp"] ?? event["deprecatedFirstTimestamp"]
        return PrinterColumn.age(first?.string ?? event["eventTime"]?.string ?? event.creationTimestamp, now)
    }

    private static func trimmed(_ text: String) -> String {
        var text = text[...]
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
