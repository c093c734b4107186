import Host

/// `Packages`, a hash of Berkeley DB: read page by page, because every package is wanted anyway.
///
/// Pages begin with 26 bytes: log place, number, previous, next, how many items, offset, level, type. An item
/// of a hash page is a key or, at odd places, a value; a header is a value that lies on a chain of overflow
/// pages (`H_OFFPAGE`) or, when small, in the page itself (`H_KEYDATA`).
struct BerkeleyPackages {
    let bytes: [UInt8]
    let path: HostPath

    private static let hashMagic: UInt32 = 0x0006_1561
    private static let headSize = 26

    /// Calls `body` with each package's header.
    func forEachBlob(_ body: (ArraySlice<UInt8>) throws(RPMError) -> Void) throws(RPMError) {
        let all = bytes[...]
        let isLittle: Bool
        switch Self.hashMagic {
        case all.littleEndian32(at: 12): isLittle = true
        case all.bigEndian32(at: 12): isLittle = false
        default: throw .damaged(path, "it does not begin as a hash of Berkeley DB does")
        }
        guard bytes.count >= 512 else { throw .damaged(path, "it ends within its first page") }
        let pageSize = Int(word(20, isLittle))
        guard pageSize >= 512, pageSize <= 65_536, pageSize & (pageSize - 1) == 0 else {
            throw .damaged(path, "its page size is \(pageSize)")
        }
        for page in 1..<max(1, bytes.count / pageSize) {
            let start = page * pageSize
            // Hash pages, sorted or not; the others belong to overflow chains or are free.
            guard bytes[start + 25] == 13 || bytes[start + 25] == 2 else { continue }
            let items = Int(half(start + 20, isLittle))
            guard Self.headSize + 2 * items <= pageSize else {
                throw .damaged(path, "page \(page) counts \(items) items")
            }
            for item in stride(from: 1, to: items, by: 2) {
                let offset = Int(half(start + Self.headSize + 2 * item, isLittle))
                guard offset >= Self.headSize, offset < pageSize else {
                    throw .damaged(path, "item \(item) of page \(page)")
                }
                let previous = Int(half(start + Self.headSize + 2 * (item - 1), isLittle))
                guard previous >= Self.headSize, previous < pageSize else {
                    throw .damaged(path, "item \(item - 1) of page \(page)")
                }
                let key = Array(bytes[(start + previous)...].prefix(5))
                // The key 0 holds the number of the newest package, not a package.
                if key.count == 5, key[0] == 1, key[1...].allSatisfy({ $0 == 0 }) { continue }
                switch bytes[start + offset] {
                case 1:
                    let end = previous > offset ? previous : pageSize
                    try body(bytes[(start + offset + 1)..<(start + end)])
                case 3: try body(try overflow(at: start + offset, pageSize, isLittle)[...])
                default: throw .damaged(path, "item \(item) of page \(page) is of no known type")
                }
            }
        }
    }

    /// The value of a chain of overflow pages.
    private func overflow(
        at item: Int, _ pageSize: Int, _ isLittle: Bool
    ) throws(RPMError) -> [UInt8] {
        guard item + 12 <= bytes.count else { throw .damaged(path, "an item at byte \(item)") }
        var page = Int(word(item + 4, isLittle))
        let length = Int(word(item + 8, isLittle))
        guard length <= bytes.count else { throw .damaged(path, "a value of \(length) bytes") }
        var value: [UInt8] = []
        value.reserveCapacity(length)
        // Every page of a chain holds something, so the length bounds a chain that bites its own tail.
        while value.count < length {
            let start = page * pageSize
            guard page > 0, start <= bytes.count - pageSize, bytes[start + 25] == 7 else {
                throw .damaged(path, "page \(page) is no part of a value")
            }
            let size = Int(half(start + 22, isLittle))
            guard size > 0, Self.headSize + size <= pageSize else {
                throw .damaged(path, "page \(page) holds \(size) bytes")
            }
            value += bytes[(start + Self.headSize)..<(start + Self.headSize + size)]
            page = Int(word(start + 16, isLittle))
        }
        return Array(value.prefix(length))
    }

    private func word(_ offset: Int, _ isLittle: Bool) -> UInt32 {
        let rest = bytes[offset...]
        return (isLittle ? rest.littleEndian32(at: 0) : rest.bigEndian32(at: 0)) ?? 0
    }

    private func half(_ offset: Int, _ isLittle: Bool) -> UInt16 {
        guard offset + 2 <= bytes.count else { return 0 }
        let (first, second) = (UInt16(bytes[offset]), UInt16(bytes[offset + 1]))
        return isLittle ? second << 8 | first : first << 8 | second
    }
}
