import Glibc

/// The offsets of a time zone out of the system's database (RFC 8536, TZif).
struct TimeZoneFile: Sendable {
    private var transitions: [Int64] = []
    /// The offset in seconds from each transition on.
    private var offsets: [Int64] = []
    private var firstOffset: Int64 = 0
    private var footer: TimeZoneRule?

    /// Reads the zone of a name such as `America/New_York`; nil when the system has none.
    init?(named name: String) {
        // A name comes out of an expression: it may not lead out of the database.
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard name.utf8.count < 64,
            parts.allSatisfy({ part in
                !part.isEmpty && part.first != "."
                    && part.utf8.allSatisfy {
                        $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+")
                            || ($0 >= 0x30 && $0 <= 0x39) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A)
                    }
            }), let bytes = Self.read("/usr/share/zoneinfo/\(name)")
        else { return nil }
        self.init(bytes)
    }

    /// Reads a file's contents; nil for what is none.
    init?(_ bytes: [UInt8]) {
        guard let first = Header(bytes, at: 0), first.version >= 0x32 else { return nil }
        // The first block counts in 32 bits and is there for old readers.
        let start = 44 + first.dataLength(timeSize: 4)
        guard let header = Header(bytes, at: start) else { return nil }
        let data = start + 44
        let end = data + header.dataLength(timeSize: 8)
        guard end <= bytes.count, header.types > 0 else { return nil }
        func number(_ place: Int, _ size: Int) -> Int64 {
            let bits = bytes[place..<place + size].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
            return size == 4 ? Int64(Int32(truncatingIfNeeded: bits)) : Int64(bitPattern: bits)
        }
        let kinds = data + header.times * 8
        let types = kinds + header.times
        func offset(_ type: Int) -> Int64? {
            type < header.types ? number(types + type * 6, 4) : nil
        }
        for index in 0..<header.times {
            guard let offset = offset(Int(bytes[kinds + index])) else { return nil }
            transitions.append(number(data + index * 8, 8))
            offsets.append(offset)
        }
        firstOffset = offset(0) ?? 0
        let rule = bytes[end...].dropFirst().prefix { $0 != 0x0A }
        footer = TimeZoneRule(String(decoding: rule, as: UTF8.self))
    }

    /// The offset from UTC in seconds at a moment.
    func offset(at seconds: Int64) -> Int64 {
        var (low, high) = (0, transitions.count)
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle] <= seconds { low = middle + 1 } else { high = middle }
        }
        if low == transitions.count, let footer { return footer.offset(at: seconds) }
        return low == 0 ? firstOffset : offsets[low - 1]
    }

    private struct Header {
        var version: UInt8
        var counts: [Int]

        init?(_ bytes: [UInt8], at start: Int) {
            guard bytes.count >= start + 44, bytes[start..<start + 4].elementsEqual("TZif".utf8) else {
                return nil
            }
            version = bytes[start + 4]
            counts = (0..<6).map { index in
                let place = start + 20 + index * 4
                return bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
            }
            // The largest zones have a few hundred transitions.
            if counts.contains(where: { $0 > 100_000 }) { return nil }
        }

        var times: Int { counts[3] }
        var types: Int { counts[4] }

        func dataLength(timeSize: Int) -> Int {
            times * (timeSize + 1) + types * 6 + counts[5] + counts[2] * (timeSize + 4) + counts[1]
                + counts[0]
        }
    }

    private static func read(_ path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= 1 << 20 else {
            return nil
        }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        let count = bytes.withUnsafeMutableBytes { buffer in
            Glibc.read(file, buffer.baseAddress, buffer.count)
        }
        return count == bytes.count ? bytes : nil
    }
}
