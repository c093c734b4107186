/// Reads an archive entry by entry as its bytes come: ustar, pax and GNU's long names.
///
/// Sparse files, which no image builder writes, are refused.
package struct TarReader {
    private let source: any PieceSource
    private let name: String
    private var piece = UnsafeRawBufferPointer(start: nil, count: 0)
    private var position = 0
    /// What of the current entry's content and padding was not read yet.
    private var unread = 0
    private var padding = 0
    private var globals = PAXRecords()

    /// The longest name or extended header that is read.
    private static let recordLimit = 1 << 20
    /// The largest entry that is believed; no file system holds a larger file.
    private static let sizeLimit = 1 << 60

    /// - Parameter name: what messages call the archive.
    package init(_ source: any PieceSource, name: String) {
        self.source = source
        self.name = name
    }

    /// The next entry; nil at the end of the archive.
    package mutating func next() throws(ImageError) -> TarEntry? {
        var records = PAXRecords()
        var longPath: [UInt8]?
        var longTarget: [UInt8]?
        while true {
            try pass(unread + padding)
            (unread, padding) = (0, 0)
            guard let block = try nextBlock() else { return nil }
            switch try read(block, records, longPath, longTarget) {
            case .end: return nil
            case .entry(let entry):
                unread = entry.size
                padding = Self.padding(after: entry.size)
                return entry
            case .records(let count):
                records = try together(records, pax(count))
            case .globalRecords(let count):
                globals = try together(globals, pax(count))
            case .longPath(let count): longPath = try text(count)
            case .longTarget(let count): longTarget = try text(count)
            }
        }
    }

    /// Calls `body` with the content of the current entry piece by piece.
    package mutating func forEachPiece(
        _ body: (UnsafeRawBufferPointer) throws(ImageError) -> Void
    ) throws(ImageError) {
        while unread > 0 {
            let part = try take(unread)
            if part.isEmpty { throw ImageError(name, .damaged("the archive ends inside of an entry")) }
            unread -= part.count
            try body(part)
        }
    }

    // MARK: Headers

    private enum Block {
        case entry(TarEntry), end
        case records(Int), globalRecords(Int), longPath(Int), longTarget(Int)
    }

    private func read(
        _ block: [UInt8], _ records: PAXRecords, _ longPath: [UInt8]?, _ longTarget: [UInt8]?
    ) throws(ImageError) -> Block {
        if block.allSatisfy({ $0 == 0 }) { return .end }
        guard let header = TarHeader(block) else { throw broken("a header's checksum is wrong") }
        let size = header.entrySize ?? -1
        switch header.type {
        case UInt8(ascii: "x"): return .records(try bounded(size))
        case UInt8(ascii: "g"): return .globalRecords(try bounded(size))
        case UInt8(ascii: "L"): return .longPath(try bounded(size))
        case UInt8(ascii: "K"): return .longTarget(try bounded(size))
        default:
            return .entry(try entry(header, globals.overridden(by: records), longPath, longTarget))
        }
    }

    private func entry(
        _ header: TarHeader, _ records: PAXRecords, _ longPath: [UInt8]?, _ longTarget: [UInt8]?
    ) throws(ImageError) -> TarEntry {
        let path = records.values["path"] ?? longPath ?? header.name
        let shown = String(decoding: path, as: UTF8.self)
        func number(_ keyword: String, _ field: Int?) throws(ImageError) -> Int {
            guard let value = records.number(keyword) ?? field else {
                throw broken("entry \"\(shown)\": \(keyword) is no number")
            }
            return value
        }
        func small(_ keyword: String, _ field: Int?) throws(ImageError) -> UInt32 {
            guard let value = UInt32(exactly: try number(keyword, field)) else {
                throw broken("entry \"\(shown)\": \(keyword) is out of range")
            }
            return value
        }
        if records.values.keys.contains(where: { $0.hasPrefix("GNU.sparse.") }) || header.type == 0x53 {
            throw broken("entry \"\(shown)\" is a sparse file, which is not supported")
        }
        var entry = TarEntry(path: path, kind: .file)
        switch header.type {
        case 0, UInt8(ascii: "0"), UInt8(ascii: "7"):
            // Before POSIX a directory was a file whose name ends with a slash.
            if path.last == UInt8(ascii: "/") { entry.kind = .directory }
        case UInt8(ascii: "1"): entry.kind = .hardLink
        case UInt8(ascii: "2"): entry.kind = .symbolicLink
        case UInt8(ascii: "3"): entry.kind = .characterDevice
        case UInt8(ascii: "4"): entry.kind = .blockDevice
        case UInt8(ascii: "5"): entry.kind = .directory
        case UInt8(ascii: "6"): entry.kind = .fifo
        default:
            throw broken("entry \"\(shown)\" is of type \(header.type), which is not supported")
        }
        entry.linkTarget = records.values["linkpath"] ?? longTarget ?? header.linkTarget
        entry.mode = try small("mode", header.mode) & 0o7777
        entry.userID = try small("uid", header.userID)
        entry.groupID = try small("gid", header.groupID)
        entry.modified = Int64(try number("mtime", header.modified))
        entry.attributes = records.attributes
        if entry.kind == .characterDevice || entry.kind == .blockDevice {
            entry.deviceMajor = try small("devmajor", header.deviceMajor)
            entry.deviceMinor = try small("devminor", header.deviceMinor)
        }
        // Links and directories carry no content, whatever size some writers note.
        let size = try number("size", header.entrySize)
        guard (0...Self.sizeLimit).contains(size) else {
            throw broken("entry \"\(shown)\" has a size of \(size) bytes")
        }
        entry.size = entry.kind == .file ? size : 0
        entry.offset = consumed
        return entry
    }

    private func bounded(_ size: Int) throws(ImageError) -> Int {
        guard size >= 0, size <= Self.recordLimit else {
            throw broken("an extended header of \(size) bytes is not read")
        }
        return size
    }

    private mutating func pax(_ count: Int) throws(ImageError) -> PAXRecords {
        guard let records = PAXRecords(try content(count)) else {
            throw broken("an extended header is not of the form \"LENGTH KEYWORD=VALUE\"")
        }
        return records
    }

    private func together(_ far: PAXRecords, _ near: PAXRecords) throws(ImageError) -> PAXRecords {
        let records = far.overridden(by: near)
        if records.byteCount > Self.recordLimit { throw broken("the extended headers are too large") }
        return records
    }

    private mutating func text(_ count: Int) throws(ImageError) -> [UInt8] {
        Array(try content(count).prefix { $0 != 0 })
    }

    private mutating func content(_ count: Int) throws(ImageError) -> [UInt8] {
        unread = count
        padding = Self.padding(after: count)
        var bytes: [UInt8] = []
        try forEachPiece { bytes.append(contentsOf: $0) }
        return bytes
    }

    // MARK: Bytes

    /// How many bytes of the archive were taken.
    package private(set) var consumed = 0

    private static func padding(after size: Int) -> Int { (512 - size % 512) % 512 }

    /// One whole block; nil at the end of the bytes.
    private mutating func nextBlock() throws(ImageError) -> [UInt8]? {
        var block: [UInt8] = []
        while block.count < TarHeader.size {
            let part = try take(TarHeader.size - block.count)
            if part.isEmpty {
                if block.isEmpty { return nil }
                throw broken("the archive ends inside of a header")
            }
            block.append(contentsOf: part)
        }
        return block
    }

    private mutating func take(_ count: Int) throws(ImageError) -> UnsafeRawBufferPointer {
        if position == piece.count {
            piece = try source.nextPiece()
            position = 0
        }
        let end = min(piece.count, position + count)
        let part = UnsafeRawBufferPointer(rebasing: piece[position..<end])
        position = end
        consumed += part.count
        return part
    }

    private mutating func pass(_ count: Int) throws(ImageError) {
        var left = count
        while left > 0 {
            if position == piece.count {
                let skipped = try source.skip(left)
                left -= skipped
                consumed += skipped
                if left == 0 { return }
            }
            let part = try take(left)
            if part.isEmpty { throw broken("the archive ends inside of an entry") }
            left -= part.count
        }
    }

    private func broken(_ reason: String) -> ImageError {
        ImageError(name, .damaged("at byte \(consumed): \(reason)"))
    }
}
