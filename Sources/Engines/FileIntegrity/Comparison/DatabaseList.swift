/// Lists what a database holds, as `aide --list` of 0.19 does in plain form.
public struct DatabaseList {
    /// The database as it was opened.
    private let file: DatabaseFile

    /// Opens a database.
    ///
    /// - Throws: ``DatabaseError``.
    public init(_ location: Location, digests: AttributeSet = []) throws(DatabaseError) {
        file = try DatabaseFile(location, digests: digests)
    }

    /// How many entries there are.
    public var count: Int { file.count }

    /// Calls `body` with each entry in the order of paths.
    ///
    /// - Throws: ``DatabaseError`` at the first entry that cannot be read.
    public func forEach(_ body: (Entry) -> Void) throws(DatabaseError) {
        let entries = try file.entries()
        while let line = entries.next {
            body(try entries.decoder.entry(line))
            try entries.advance()
        }
    }
}
