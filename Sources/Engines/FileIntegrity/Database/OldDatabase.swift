import Digests

/// A database that new entries are compared with.
///
/// Usually it is looked through before anything else happens, so that a damaged one is refused at once. One whose
/// tree is known beforehand is read only once: nothing comes of a command before the tree was found to be that one.
struct OldDatabase {
    let location: Location
    /// The entries, from the first on.
    let entries: DatabaseEntries
    /// What is odd but no reason to refuse.
    let warnings: [String]
    private let expected: BaselineTree?
    private let digestsOfBytes: () -> [Entry.ContentDigest]

    /// Opens a database.
    ///
    /// - Parameters:
    ///   - wanted: the digests of the unpacked bytes that reports want.
    ///   - expected: the tree that it has to have; nil to look through it first.
    /// - Throws: ``DatabaseError``.
    init(_ location: Location, digests wanted: AttributeSet, expected: BaselineTree?) throws(DatabaseError) {
        self.location = location
        self.expected = expected
        guard expected != nil else {
            let file = try DatabaseFile(location, digests: wanted)
            let digests = file.digests
            digestsOfBytes = { digests }
            warnings = file.warnings
            entries = try file.entries()
            return
        }
        let (bank, attributes) = ContentReader().bank(for: wanted)
        bank.start()
        let reader = try DatabaseFile.reader(location, onBytes: bank.update)
        digestsOfBytes = {
            zip(attributes, bank.finish()).map { Entry.ContentDigest(attribute: $0, bytes: $1) }
        }
        entries = try DatabaseEntries(reading: reader)
        warnings = reader.warnings
    }

    /// The digests of the unpacked bytes; good when all entries were taken, and asked for once.
    func digests() -> [Entry.ContentDigest] { digestsOfBytes() }

    /// Refuses a database that turned out to be another than the expected one.
    ///
    /// - Parameter tree: the tree of all its entries.
    func require(_ tree: BaselineTree?) throws(DatabaseError) {
        guard let expected, tree != expected else { return }
        throw DatabaseError(
            "the entries are not the expected ones", in: DatabaseFile.name(of: location), reason: .unexpected)
    }
}
