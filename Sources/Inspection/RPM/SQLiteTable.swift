/// One table of a database of SQLite, row by row in the order of its numbers (SQLite file format, section 1.6).
struct SQLiteTable {
    let pages: SQLitePages
    /// The page that is the tree's root; the schema's is page 1.
    let root: Int

    /// A tree of the largest database has fewer levels.
    private static let depthLimit = 20
    /// RPM refuses headers of a quarter of a gigabyte.
    private static let payloadLimit = 256 << 20

    /// Calls `body` with each row's record.
    func forEachRow(_ body: (SQLiteRecord) throws(RPMError) -> Void) throws(RPMError) {
        var visits = 0
        try walk(root, depth: 0, &visits, body)
    }

    private func walk(
        _ number: Int, depth: Int, _ visits: inout Int, _ body: (SQLiteRecord) throws(RPMError) -> Void
    ) throws(RPMError) {
        visits += 1
        guard depth < Self.depthLimit else { throw pages.damaged("the tree of page \(root) is too deep") }
        try checkVisits(visits)
        let page = try pages.page(number)
        let start = number == 1 ? 100 : 0
        let cells = page.bigEndian16(at: start + 3)
        let isLeaf: Bool
        switch page[start] {
        case 0x0D: isLeaf = true
        case 0x05: isLeaf = false
        default: throw pages.damaged("page \(number) is no part of a table")
        }
        let pointers = start + (isLeaf ? 8 : 12)
        guard pointers + 2 * cells <= page.count else {
            throw pages.damaged("page \(number) counts \(cells) cells")
        }
        for cell in 0..<cells {
            let offset = page.bigEndian16(at: pointers + 2 * cell)
            guard offset >= pointers, offset + 4 <= page.count else {
                throw pages.damaged("cell \(cell) of page \(number)")
            }
            if isLeaf {
                try body(try record(page[offset...], number, &visits))
            } else {
                let child = page[offset...].bigEndian32(at: 0).map { Int($0) } ?? 0
                try walk(child, depth: depth + 1, &visits, body)
            }
        }
        if !isLeaf {
            let last = page[(start + 8)...].bigEndian32(at: 0).map { Int($0) } ?? 0
            try walk(last, depth: depth + 1, &visits, body)
        }
    }

    /// A leaf's cell: the payload's size, the row's number, the payload and where it goes on.
    private func record(
        _ cell: ArraySlice<UInt8>, _ number: Int, _ visits: inout Int
    ) throws(RPMError) -> SQLiteRecord {
        var rest = cell
        guard let size = rest.takeVarint(), rest.takeVarint() != nil, size <= UInt64(Self.payloadLimit) else {
            throw pages.damaged("a cell of page \(number)")
        }
        let local = Self.localSize(Int(size), pages.usableSize)
        guard local <= rest.count else { throw pages.damaged("a cell of page \(number) leaves its page") }
        var payload = Array(rest.prefix(local))
        guard local < Int(size) else { return SQLiteRecord(payload: payload) }
        var next = rest.dropFirst(local).bigEndian32(at: 0).map { Int($0) } ?? 0
        let share = pages.usableSize - 4
        guard (Int(size) - local) / share <= pages.count else {
            throw pages.damaged("a cell of page \(number) has \(size) bytes")
        }
        payload.reserveCapacity(Int(size))
        while payload.count < Int(size) {
            visits += 1
            try checkVisits(visits)
            let page = try pages.page(next)
            payload += page[4..<(4 + min(share, Int(size) - payload.count))]
            next = page[...].bigEndian32(at: 0).map { Int($0) } ?? 0
        }
        return SQLiteRecord(payload: payload)
    }

    /// A table has each page once: one that bites its own tail runs out of them.
    private func checkVisits(_ visits: Int) throws(RPMError) {
        guard visits <= pages.count else {
            throw pages.damaged("a page of the tree of page \(root) is in it twice")
        }
    }

    /// How much of a payload is in the leaf itself (section 1.6, "U", "X", "M" and "K").
    private static func localSize(_ size: Int, _ usable: Int) -> Int {
        let most = usable - 35
        if size <= most { return size }
        let least = (usable - 12) * 32 / 255 - 23
        let part = least + (size - least) % (usable - 4)
        return part <= most ? part : least
    }
}

/// The columns of a row (SQLite file format, section 2.1).
struct SQLiteRecord {
    let payload: [UInt8]

    /// Where a column's text or blob lies; nil when the row has no such column or it is of another type.
    func bytes(ofColumn column: Int) -> ArraySlice<UInt8>? {
        guard let (type, range) = place(ofColumn: column), type >= 12 else { return nil }
        return payload[range]
    }

    /// A column's whole number.
    func integer(ofColumn column: Int) -> Int? {
        guard let (type, range) = place(ofColumn: column) else { return nil }
        switch type {
        case 8: return 0
        case 9: return 1
        case 1...6:
            var value = payload[range].first.map { $0 & 0x80 != 0 } == true ? -1 : 0
            for byte in payload[range] { value = value << 8 | Int(byte) }
            return value
        default: return nil
        }
    }

    private func place(ofColumn wanted: Int) -> (type: UInt64, range: Range<Int>)? {
        var head = payload[...]
        guard let headSize = head.takeVarint(), headSize <= UInt64(payload.count) else { return nil }
        head = head.prefix(upTo: max(head.startIndex, Int(headSize)))
        var start = Int(headSize)
        var column = 0
        while let type = head.takeVarint() {
            let size: UInt64
            switch type {
            case 0, 8, 9: size = 0
            case 1...4: size = type
            case 5: size = 6
            case 6, 7: size = 8
            case 10, 11: return nil
            default: size = (type - 12) / 2
            }
            guard size <= UInt64(payload.count - start) else { return nil }
            if column == wanted { return (type, start..<(start + Int(size))) }
            start += Int(size)
            column += 1
        }
        return nil
    }
}

extension ArraySlice<UInt8> {
    /// Takes a number of one to nine bytes off the front (section 1.6, "varint"); nil when it is cut off.
    mutating func takeVarint() -> UInt64? {
        var value: UInt64 = 0
        for _ in 0..<8 {
            guard let byte = popFirst() else { return nil }
            value = value << 7 | UInt64(byte & 0x7F)
            if byte & 0x80 == 0 { return value }
        }
        guard let byte = popFirst() else { return nil }
        return value << 8 | UInt64(byte)
    }
}

extension [UInt8] {
    /// The number of 16 bits at an offset, the higher byte first; 0 beyond the end.
    fileprivate func bigEndian16(at offset: Int) -> Int {
        offset + 2 <= count ? Int(self[offset]) << 8 | Int(self[offset + 1]) : 0
    }
}
