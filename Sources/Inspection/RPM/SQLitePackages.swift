/// `rpmdb.sqlite`: the table `Packages` with one header a row.
///
/// Nothing is locked and no file is made beside it; changes that wait in a write-ahead log are seen.
struct SQLitePackages {
    private let table: SQLiteTable

    /// Finds the table.
    ///
    /// - Parameter log: the bytes of the file of the same name with `-wal`; nil when there is none.
    init(_ bytes: DatabaseBytes, log: DatabaseBytes?) throws(RPMError) {
        var changes: WriteAheadLog?
        if let log { changes = try WriteAheadLog(log) }
        let pages = try SQLitePages(bytes, log: changes)
        var root: Int?
        // The schema: type, name, table, root page, text (section 2.6).
        try SQLiteTable(pages: pages, root: 1).forEachRow { row throws(RPMError) in
            guard row.bytes(ofColumn: 0)?.elementsEqual("table".utf8) == true,
                row.bytes(ofColumn: 1)?.elementsEqual("Packages".utf8) == true
            else { return }
            root = row.integer(ofColumn: 3)
        }
        guard let root else { throw .damaged(bytes.path, "it has no table Packages") }
        table = SQLiteTable(pages: pages, root: root)
    }

    /// Calls `body` with each package's header, the oldest package first.
    func forEachBlob(_ body: (ArraySlice<UInt8>) throws(RPMError) -> Void) throws(RPMError) {
        var row = 0
        try table.forEachRow { record throws(RPMError) in
            row += 1
            // The first column is the row's own number and holds nothing.
            guard let blob = record.bytes(ofColumn: 1) else {
                throw table.pages.damaged("row \(row) of Packages has no header")
            }
            try body(blob)
        }
    }
}
