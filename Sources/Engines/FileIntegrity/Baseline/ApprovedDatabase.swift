/// Writes a database that is an older one with some changes taken over, and everything else as it was.
struct ApprovedDatabase {
    let configuration: Configuration
    /// Seconds since 1970.
    let time: Int64

    /// Writes it.
    ///
    /// - Parameter approved: the changes in the order of paths.
    /// - Throws: ``DatabaseError``; ``BaselineError`` when the database is not the one that the changes were found
    ///   with.
    func write(_ approved: [Difference], over old: Location, to new: Location) throws {
        let entries = try DatabaseFile(old, digests: []).entries()
        // What the old database knows and the configuration no longer asks for stays known.
        let columns = entries.decoder.columns.compactMap(\.self).map(\.bit)
        let writer = try DatabaseWriter(
            new, configuration: configuration, time: LocalTime(time), moreColumns: AttributeSet(columns))
        var rest = approved[...]
        while let line = entries.next {
            let entry = try entries.decoder.entry(line)
            while let next = rest.first, PathOrder.precedes(next.path, entry.path) {
                try add(next, to: writer, old)
                rest.removeFirst()
            }
            if let next = rest.first, next.path == entry.path {
                guard let before = next.old, isSame(before, entry) else { throw stale(next, old) }
                if let now = next.new { try writer.write(now) }
                rest.removeFirst()
            } else {
                try writer.write(entry)
            }
            try entries.advance()
        }
        for next in rest { try add(next, to: writer, old) }
        _ = try writer.finish()
    }

    private func add(_ difference: Difference, to writer: DatabaseWriter, _ old: Location) throws {
        guard difference.old == nil, let entry = difference.new else { throw stale(difference, old) }
        try writer.write(entry)
    }

    /// A difference may hold extended attributes in another order.
    private func isSame(_ left: Entry, _ right: Entry) -> Bool {
        CanonicalEntry.bytes(of: left) == CanonicalEntry.bytes(of: right)
    }

    private func stale(_ difference: Difference, _ old: Location) -> BaselineError {
        BaselineError(
            DatabaseFile.name(of: old),
            "is not the database that the change of "
                + String(decoding: PlainText.escaped(difference.path), as: UTF8.self) + " was found with",
            reason: .refused)
    }
}
