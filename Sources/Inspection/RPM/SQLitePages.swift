/// The pages of a database of SQLite (SQLite file format, section 1), with those of its write-ahead log.
///
/// SQLite itself would lock the file, make others beside it or want all of it in memory, and it runs what a schema
/// of foreign making says; the packages' table alone needs little of it.
struct SQLitePages {
    private let bytes: DatabaseBytes
    private let log: WriteAheadLog?
    /// How large a page is.
    let size: Int
    /// How many bytes of a page are in use (section 1.3.4).
    let usableSize: Int
    /// How many pages there are.
    let count: Int

    private static let magic = Array("SQLite format 3\0".utf8)

    /// Reads the database's head, of the log when that has it.
    init(_ bytes: DatabaseBytes, log: WriteAheadLog?) throws(RPMError) {
        self.bytes = bytes
        var head: [UInt8] = []
        if let log, let start = log.pages[1] {
            head = try log.bytes.bytes(at: start, count: 100)
        } else {
            guard bytes.count >= 100 else { throw .damaged(bytes.path, "it ends within its head") }
            head = try bytes.bytes(at: 0, count: 100)
        }
        guard head.starts(with: Self.magic) else {
            throw .damaged(bytes.path, "it does not begin as a database of SQLite does")
        }
        let stated = Int(head[16]) << 8 | Int(head[17])
        size = stated == 1 ? 65_536 : stated
        usableSize = size - Int(head[20])
        guard size >= 512, size & (size - 1) == 0, usableSize >= 480 else {
            throw .damaged(bytes.path, "its page size is \(size)")
        }
        guard head[56...59].allSatisfy({ $0 == 0 }) || Array(head[56...59]) == [0, 0, 0, 1] else {
            throw .damaged(bytes.path, "its text is not in UTF-8")
        }
        // A log of another page size belongs to another database.
        if let log, log.pageSize == size, let pageCount = log.pageCount {
            self.log = log
            // Each page is in the log or was there before.
            count = min(pageCount, bytes.count / size + log.pages.count)
        } else {
            self.log = nil
            count = bytes.count / size
        }
    }

    /// One page, counted from 1.
    func page(_ number: Int) throws(RPMError) -> [UInt8] {
        guard number > 0, number <= count else { throw damaged("there is no page \(number)") }
        if let log, let start = log.pages[number] { return try log.bytes.bytes(at: start, count: size) }
        return try bytes.bytes(at: (number - 1) * size, count: size)
    }

    func damaged(_ place: String) -> RPMError { .damaged(bytes.path, place) }
}
