import Digests
import Glibc

/// A database that was looked through once and found whole; its entries can then be taken in order.
final class DatabaseFile {
    let location: Location
    /// The digests of the unpacked bytes.
    let digests: [Entry.ContentDigest]
    /// What is odd but no reason to refuse.
    let warnings: [String]
    /// How many entries it has.
    let count: Int
    private let isOrdered: Bool
    private let bytes: [UInt8]?

    /// What a pipe may give; a file may have any size.
    private static let pipeLimit = 1 << 30

    /// Looks through a database.
    ///
    /// - Throws: ``DatabaseError`` when it is not there, damaged or cut off.
    init(_ location: Location, digests wanted: AttributeSet) throws(DatabaseError) {
        self.location = location
        let name = Self.name(of: location)
        do {
            if case .file(let path) = location, Self.isRegular(path) {
                bytes = nil
            } else {
                bytes = try ByteSource(location).readAll(limit: Self.pipeLimit)
            }
        } catch {
            throw DatabaseError(error.message, in: name, reason: .system)
        }
        let content = ContentReader()
        let (bank, attributes) = content.bank(for: wanted)
        bank.start()
        let reader = DatabaseReader(
            try Self.source(location, bytes), name: name, onBytes: bank.update)
        var previous: [UInt8]?
        var isOrdered = true
        var count = 0
        while let line = try reader.next() {
            if let previous, !PathOrder.precedes(previous, line.path) { isOrdered = false }
            previous = line.path
            count += 1
        }
        self.isOrdered = isOrdered
        self.count = count
        warnings = reader.warnings
        digests = zip(attributes, bank.finish()).map { Entry.ContentDigest(attribute: $0, bytes: $1) }
    }

    /// The entries from the first on.
    func entries() throws(DatabaseError) -> DatabaseEntries {
        let name = Self.name(of: location)
        let reader = DatabaseReader(try Self.source(location, bytes), name: name)
        return try DatabaseEntries(reader, isOrdered: isOrdered)
    }

    /// Opens a database that is read once, without looking through it.
    static func reader(
        _ location: Location, onBytes: @escaping (UnsafeRawBufferPointer) -> Void
    ) throws(DatabaseError) -> DatabaseReader {
        DatabaseReader(try source(location, nil), name: name(of: location), onBytes: onBytes)
    }

    private static func source(_ location: Location, _ bytes: [UInt8]?) throws(DatabaseError) -> ByteSource {
        if let bytes { return ByteSource(bytes: bytes) }
        do { return try ByteSource(location) } catch {
            throw DatabaseError(error.message, in: name(of: location), reason: .system)
        }
    }

    static func name(of location: Location) -> String {
        location.text.isEmpty ? location.scheme : location.text
    }

    private static func isRegular(_ path: String) -> Bool {
        var status = stat()
        // What is not there is told by opening it.
        guard stat(LocationPath.expanded(path), &status) == 0 else { return true }
        return status.st_mode & S_IFMT == S_IFREG
    }
}

/// The entries of a database in the order of paths, each name once.
final class DatabaseEntries {
    private let reader: DatabaseReader
    private var sorted: [DatabaseLine]?
    private var position = 0
    private var ahead: DatabaseLine?
    /// Whether lines in another order are refused, because nobody looked before.
    private let requiresOrder: Bool
    /// The names that stand more than once; the first counts.
    private(set) var warnings: [String] = []

    init(_ reader: DatabaseReader, isOrdered: Bool) throws(DatabaseError) {
        self.reader = reader
        requiresOrder = false
        if !isOrdered {
            // Only a database of another program is in another order; it is held in memory then.
            var lines: [DatabaseLine] = []
            while let line = try reader.next() { lines.append(line) }
            sorted = lines.sorted {
                $0.path == $1.path ? $0.number < $1.number : PathOrder.precedes($0.path, $1.path)
            }
        }
        ahead = try read()
    }

    /// The entries of a database that nobody has looked through.
    ///
    /// Whether it is whole and in order shows only when the last entry was taken.
    init(reading reader: DatabaseReader) throws(DatabaseError) {
        self.reader = reader
        requiresOrder = true
        ahead = try read()
    }

    /// Some lines, in order, of a database whose reader knows its columns.
    init(_ lines: [DatabaseLine], of reader: DatabaseReader) {
        self.reader = reader
        requiresOrder = false
        sorted = lines
        position = min(1, lines.count)
        ahead = lines.first
    }

    /// Reads lines as entries.
    var decoder: EntryDecoder { reader.decoder }

    /// The next line, which stays the next; nil after the last.
    var next: DatabaseLine? { ahead }

    /// Takes the next line.
    func advance() throws(DatabaseError) {
        let last = ahead
        ahead = try read()
        while let line = ahead, let last, line.path == last.path {
            let shown = String(decoding: line.path, as: UTF8.self)
            warnings.append(
                "\(reader.name):\(line.number): duplicate database entry found for '\(shown)' (skip line)")
            ahead = try read()
        }
        if requiresOrder, let last, let line = ahead, !PathOrder.precedes(last.path, line.path) {
            throw DatabaseError(
                "the entries are in another order", in: reader.name, line: line.number, reason: .unexpected)
        }
    }

    private func read() throws(DatabaseError) -> DatabaseLine? {
        guard let sorted else { return try reader.next() }
        guard position < sorted.count else { return nil }
        position += 1
        return sorted[position - 1]
    }
}
