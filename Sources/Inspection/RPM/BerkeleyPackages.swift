/// `Packages`, a hash of Berkeley DB: read page by page, because every package is wanted anyway.
///
/// Pages begin with 26 bytes: log place, number, previous, next, how many items, offset, level, type. An item
/// of a hash page is a key or, at odd places, a value; a header is a value that lies on a chain of overflow
/// pages (`H_OFFPAGE`) or, when small, in the page itself (`H_KEYDATA`). Numbers have the byte order of the
/// machine that made the database.
struct BerkeleyPackages {
    private let bytes: DatabaseBytes
    private let isLittle: Bool
    private let pageSize: Int

    private static let hashMagic: UInt32 = 0x0006_1561
    private static let headSize = 26

    /// Reads the first page.
    init(_ bytes: DatabaseBytes) throws(RPMError) {
        self.bytes = bytes
        guard bytes.count >= 512 else { throw .damaged(bytes.path, "it ends within its first page") }
        let meta = try bytes.bytes(at: 0, count: 512)[...]
        switch Self.hashMagic {
        case meta.littleEndian32(at: 12): isLittle = true
        case meta.bigEndian32(at: 12): isLittle = false
        default: throw .damaged(bytes.path, "it does not begin as a hash of Berkeley DB does")
        }
        pageSize = Int((isLittle ? meta.littleEndian32(at: 20) : meta.bigEndian32(at: 20)) ?? 0)
        guard pageSize >= 512, pageSize <= 65_536, pageSize & (pageSize - 1) == 0 else {
            throw .damaged(bytes.path, "its page size is \(pageSize)")
        }
    }

    /// Calls `body` with each package's header.
    func forEachBlob(_ body: (ArraySlice<UInt8>) throws(RPMError) -> Void) throws(RPMError) {
        var total = 0
        for number in 1..<max(1, bytes.count / pageSize) {
            let page = try bytes.bytes(at: number * pageSize, count: pageSize)
            // Hash pages, sorted or not; the others belong to overflow chains or are free.
            guard page[25] == 13 || page[25] == 2 else { continue }
            let items = half(page, 20)
            guard Self.headSize + 2 * items <= pageSize else {
                throw damaged("page \(number) counts \(items) items")
            }
            for item in stride(from: 1, to: items, by: 2) {
                let offset = try place(of: item, page, number)
                let previous = try place(of: item - 1, page, number)
                let key = page[previous...].prefix(5)
                // The key 0 holds the number of the newest package, not a package.
                if key.count == 5, key.first == 1, key.dropFirst().allSatisfy({ $0 == 0 }) { continue }
                switch page[offset] {
                case 1: try body(page[(offset + 1)..<(previous > offset ? previous : pageSize)])
                case 3:
                    let value = try overflow(page[offset...], number)
                    total += value.count
                    guard total <= bytes.count else { throw damaged("values share pages") }
                    try body(value[...])
                default: throw damaged("item \(item) of page \(number) is of no known type")
                }
            }
        }
    }

    private func place(of item: Int, _ page: [UInt8], _ number: Int) throws(RPMError) -> Int {
        let offset = half(page, Self.headSize + 2 * item)
        guard offset >= Self.headSize, offset < pageSize else {
            throw damaged("item \(item) of page \(number)")
        }
        return offset
    }

    /// The value of a chain of overflow pages, whose first page and length an item names.
    private func overflow(_ item: ArraySlice<UInt8>, _ number: Int) throws(RPMError) -> [UInt8] {
        guard item.count >= 12 else { throw damaged("an item at the end of page \(number)") }
        var next = word(item, 4)
        let length = word(item, 8)
        guard length <= bytes.count else { throw damaged("a value of \(length) bytes") }
        var value: [UInt8] = []
        value.reserveCapacity(length)
        // Every page of a chain holds something, so the length bounds a chain that bites its own tail.
        while value.count < length {
            guard next > 0, next < bytes.count / pageSize else { throw damaged("there is no page \(next)") }
            let page = try bytes.bytes(at: next * pageSize, count: pageSize)
            let size = half(page, 22)
            guard page[25] == 7 else { throw damaged("page \(next) is no part of a value") }
            guard size > 0, Self.headSize + size <= pageSize else {
                throw damaged("page \(next) holds \(size) bytes")
            }
            value += page[Self.headSize..<(Self.headSize + size)]
            next = word(page[...], 16)
        }
        return Array(value.prefix(length))
    }

    private func word(_ bytes: ArraySlice<UInt8>, _ offset: Int) -> Int {
        Int((isLittle ? bytes.littleEndian32(at: offset) : bytes.bigEndian32(at: offset)) ?? 0)
    }

    private func half(_ page: [UInt8], _ offset: Int) -> Int {
        guard offset + 2 <= page.count else { return 0 }
        let (first, second) = (Int(page[offset]), Int(page[offset + 1]))
        return isLittle ? second << 8 | first : first << 8 | second
    }

    private func damaged(_ place: String) -> RPMError { .damaged(bytes.path, place) }
}
