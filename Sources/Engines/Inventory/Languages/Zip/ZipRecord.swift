/// One record of a central directory (APPNOTE 6.3.10, 4.3.12).
struct ZipRecord {
    let name: UnsafeRawBufferPointer
    let flags: UInt16
    let method: UInt16
    let packedSize: UInt64
    let size: UInt64
    let header: UInt64
    /// Where the next record stands.
    let end: UInt64

    init?(_ numbers: ForeignNumbers, at place: UInt64, before limit: UInt64) {
        guard let flags = numbers.read(UInt16.self, at: place + 8),
            let method = numbers.read(UInt16.self, at: place + 10),
            let packed = numbers.read(UInt32.self, at: place + 20),
            let unpacked = numbers.read(UInt32.self, at: place + 24),
            let nameLength = numbers.read(UInt16.self, at: place + 28),
            let extraLength = numbers.read(UInt16.self, at: place + 30),
            let commentLength = numbers.read(UInt16.self, at: place + 32),
            let offset = numbers.read(UInt32.self, at: place + 42),
            let name = numbers.slice(place + 46, nameLength)
        else { return nil }
        end = place + 46 + nameLength + extraLength + commentLength
        guard end <= limit else { return nil }
        (self.name, self.flags, self.method) = (name, UInt16(flags), UInt16(method))
        var extra = LargeFields(numbers, in: place + 46 + nameLength, length: extraLength)
        // The large numbers stand in this order, and only those that the record has no room for.
        guard let size = unpacked == 0xFFFF_FFFF ? extra.next() : unpacked,
            let packedSize = packed == 0xFFFF_FFFF ? extra.next() : packed,
            let header = offset == 0xFFFF_FFFF ? extra.next() : offset
        else { return nil }
        (self.size, self.packedSize, self.header) = (size, packedSize, header)
    }

    /// The numbers of the ZIP64 extra field (APPNOTE 6.3.10, 4.5.3).
    private struct LargeFields {
        let numbers: ForeignNumbers
        var place: UInt64 = 0
        var end: UInt64 = 0

        init(_ numbers: ForeignNumbers, in start: UInt64, length: UInt64) {
            self.numbers = numbers
            var cursor = start
            while cursor + 4 <= start + length, let id = numbers.read(UInt16.self, at: cursor),
                let size = numbers.read(UInt16.self, at: cursor + 2)
            {
                if id == 0x0001 {
                    place = cursor + 4
                    end = min(place + size, start + length)
                    return
                }
                cursor += 4 + size
            }
        }

        mutating func next() -> UInt64? {
            guard place + 8 <= end else { return nil }
            defer { place += 8 }
            return numbers.read(UInt64.self, at: place)
        }
    }
}
